/**
 * Puts a visitor's variant on the page, keeps it there, and records two facts about it: whether it was applied, and that
 * it was seen. The path is the same for every variant, control included: the same element, the same wait, the same change.
 */
import type { Variants } from '@heddle/events'
import type { Definition } from './assignment.js'
import { booted } from './booted.js'
import type { Change, Undo } from './change.js'
import type { Client } from './client.js'
import { isBusy } from './is-busy.js'
import { fightWithinMs, lookAgainMs, maxPutBacks, missingAfterMs } from './limits.js'
import { type Sight, whenVisible } from './when-visible.js'

export interface ApplyOptions extends Sight {
  /**
   * Selector of what must be seen in place of the changed element: an element that is the same in all variants. Needed where
   * the change decides whether the element can be seen.
   */
  readonly seen?: string
}

/**
 * Applies the variant when the element is there, puts it back when the page's own code takes it off, and exposes when the
 * element is seen.
 *
 * @param selector of the element; until it matches, nobody is exposed
 * @param change what to do with the variant's value, such as `reorder` or `relabel`, uncalled
 * @returns takes the change off the page and stops waiting, as `client.close()` does
 * @throws TypeError if the change is not possible with one of the values or without `seen`
 */
export function applyVariant<V extends Variants>(
  client: Client,
  experiment: Definition<V>,
  selector: string,
  change: Change<V[keyof V]>,
  options: ApplyOptions = {},
): Undo {
  const { key, variants } = experiment
  const { seen } = options
  // Cast: the compiler does not see that the list of all values is of the type that they are.
  const values = Object.values(variants) as V[keyof V][]
  change.check?.(values, seen)
  const boot = booted()?.met[key]
  const putBackAt: number[] = []
  let element: Element | null | undefined
  let watched: Element | null | undefined
  let undo: Undo | void
  let stopLooking: Undo | undefined
  let failed: boolean | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = () => {
    clearTimeout(timer)
    const assignment = client.assign(experiment)
    const found = document.querySelector(selector)
    if (!found || assignment.status === 'excluded') return
    const { variant, value, revision } = assignment
    const record = (applied: boolean, reason?: string) =>
      client.record({ type: 'applied', experiment: key, variant, revision, applied, reason })

    if (!failed && (found !== element || change.repeats)) {
      if (boot?.isWaiting || isBusy(found) || change.isReady?.(found, values) === false) {
        timer = setTimeout(look, lookAgainMs) // Nobody tells that a pointer is released.
        return
      }
      let fought: boolean | undefined
      try {
        if (boot?.reason && !element) throw boot.reason
        const apply = () => change(found, value as V[keyof V])
        const again = apply()
        if (!element) {
          undo = boot?.undo ?? again
          record(true)
        } else if (observer.takeRecords()[0]) {
          const now = Date.now()
          fought = now - (putBackAt[putBackAt.push(now) - maxPutBacks - 1] as number) < fightWithinMs
          if (fought || found === element) {
            // Somebody had taken it off. What was there before is now what they left.
            again?.()
            undo?.()
          }
          if (fought) throw 'fight'
          undo = found === element ? apply() : again
        }
      } catch (cause) {
        failed = true
        undo = undefined
        record(false, `${cause}`.slice(0, 200))
        client.onProblem({ kind: fought ? 'fight' : 'change', experiment: key, cause })
      }
      element = found
      observer.observe(found, { attributes: true, subtree: true })
    }
    const target = seen ? document.querySelector(seen) : found
    if (target && target !== watched) {
      stopLooking?.()
      watched = target
      stopLooking = whenVisible(target, (by) => client.expose(experiment, { by }), options)
    }
  }
  const observer = new MutationObserver(look)
  const missing = setTimeout(() => {
    if (!element) client.onProblem({ kind: 'missing', experiment: key, selector })
  }, missingAfterMs)

  const stop = () => {
    observer.disconnect()
    clearTimeout(timer)
    clearTimeout(missing)
    stopLooking?.()
    undo?.()
    undo = undefined
  }
  client.closed.addEventListener('abort', stop)
  observer.observe(document, { childList: true, characterData: true, subtree: true })
  look()
  return stop
}
