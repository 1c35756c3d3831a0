/**
 * Reads a client's options from the attributes of the script element.
 */
import { beacon } from '../beacon.js'
import type { ClientOptions } from '../client.js'
import { indexedDbBuffer } from '../delivery/indexed-db-buffer.js'
import type { Problem } from '../problem.js'
import { cookie, local } from '../unit-store.js'
import { complain } from './complain.js'

/**
 * @param data `collector`, `consent`, `whilePending`, `basis`, `unit` and `cookieDomain`, each a `data-` attribute
 * @returns undefined without a collector, said in the console: events would have nowhere to go
 */
export function optionsFrom(data: DOMStringMap): ClientOptions | undefined {
  const { collector, consent, whilePending, basis, unit, cookieDomain: domain } = data
  if (!collector) {
    complain('The script element has no data-collector; name the address of the collector there.')
    return undefined
  }
  return {
    transport: beacon(collector),
    buffer: indexedDbBuffer(),
    consent: oneOf(['pending', 'granted', 'denied'], 'data-consent', consent),
    whilePending: oneOf(['memory', 'control'], 'data-while-pending', whilePending),
    // Empty where a template had nothing to put there.
    ...(basis && { basis }),
    ...(unit && { unit }),
    unitStore: domain === undefined ? local() : cookie(domain ? { domain } : {}),
    onProblem,
  }
}

/** The first where the attribute is missing or says something else. */
function oneOf<const Word extends string>(
  words: readonly [Word, ...Word[]],
  name: string,
  text: string | undefined,
): Word {
  const [usual] = words
  const found = words.find((word) => word === text)
  if (text && !found)
    complain(`${name}="${text}" means nothing and counts as "${usual}"; write one of ${words.join(', ')}.`)
  return found ?? usual
}

/** An element that is not there is mostly on another page of the site: the devtools show it, the console does not. */
function onProblem(problem: Problem): void {
  if (problem.kind !== 'missing') console.warn('Heddle:', problem)
}
