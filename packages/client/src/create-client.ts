/**
 * Makes a client: who the visitor is, what they agreed to, what they were given, and where events go.
 * Consent is decided here and nowhere else.
 */
import type { Variants } from '@heddle/events'
import { excluded } from './assign.js'
import type { Assignment, Definition } from './assignment.js'
import { booted } from './booted.js'
import type { Client, ClientOptions, Consent, ExposeOptions, UnitOption } from './client.js'
import { forcedIn } from './forced.js'
import { createIdentity } from './identity.js'
import { openOutbox } from './outbox.js'
import { asksForPrivacy, pageAttributes } from './page.js'
import { local } from './unit-store.js'

/**
 * Starts a client. Nothing is written or sent until consent is granted; Global Privacy Control and Do Not Track count as
 * denied unless `basis` states another ground.
 *
 * @example createClient({ transport: beacon('/collect'), buffer: indexedDbBuffer(), consent: 'granted' })
 */
export function createClient(options: ClientOptions): Client {
  const { transport, onProblem = () => {}, forced = forcedIn(location.search) } = options
  const identity = createIdentity(options.unitStore ?? local(), options.unit)
  const deny = () => client.setConsent('denied')
  const outbox = (options.buffer ?? openOutbox)(transport, identity.who, onProblem, deny)
  const attributes = { ...pageAttributes(), ...options.attributes }
  const met: { [experimentAndUnit: string]: Met } = {}
  const exposed = new Set<Met>()
  const closing = new AbortController()
  let consent: Consent

  /** What the unit meets on this page: decided once, by the boot script if there is one, so that nothing changes under the visitor's eyes. */
  const meet = (experiment: Definition, unit: string | undefined): Met => {
    const { key, variants } = experiment
    const variant = forced?.[key] ?? ''
    const id = JSON.stringify([key, unit])
    met[id] ??= (!unit && booted()?.met[key]) || {
      assignment:
        variant in variants
          ? { variant, value: variants[variant], status: 'forced' }
          : consent === 'denied' || (consent === 'pending' && options.whilePending === 'control' && !identity.isKnown)
            ? excluded(variants, 'consent')
            : experiment.assign(unit ?? identity.who().visitor, attributes, {
                // A visitor's choice says nothing about an order or an attempt.
                sticky: unit ? undefined : identity.choices[key],
              }),
    }
    return met[id]
  }

  const client: Client = {
    onProblem,
    assign: <V extends Variants>(experiment: Definition<V>, { unit }: UnitOption = {}) =>
      meet(experiment as never, unit).assignment as Assignment<V>,
    expose<V extends Variants>(experiment: Definition<V>, { unit, by = 'hand' }: ExposeOptions = {}) {
      const meeting = meet(experiment as never, unit)
      const { assignment } = meeting
      if (!exposed.has(meeting) && assignment.status === 'assigned') {
        exposed.add(meeting)
        const { variant, revision } = assignment
        if (!unit) identity.choices[experiment.key] = { variant, revision }
        client.record({ type: 'exposure', experiment: experiment.key, variant, revision, by, attributes, unit })
      }
      return assignment as Assignment<V>
    },
    track: ({ key: goal }, value) => client.record({ type: 'goal', goal, value }),
    record(saying) {
      if (consent !== 'denied') outbox.add(saying)
    },
    setConsent(next) {
      consent = !options.basis && asksForPrivacy() ? 'denied' : next
      for (const part of [identity, outbox]) {
        // A review leaves no trace, so that it is never counted.
        part.run(consent === 'granted' && !forced && !closing.signal.aborted, consent === 'denied')
      }
    },
    flush: outbox.flush,
    diagnostics: outbox.diagnostics,
    close() {
      closing.abort()
      outbox.leave()
      client.setConsent(consent)
    },
    closed: closing.signal,
  }
  client.setConsent(options.consent ?? 'pending')
  return client
}

interface Met {
  readonly assignment: Assignment
}
