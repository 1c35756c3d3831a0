/**
 * Puts a visitor's variant on the page, keeps it there, and records two facts about it: whether it was applied, and that
 * it was seen. The path is the same for every variant, control included: the same element, the same wait, the same change.
 */
import type { Variants } from '@heddle/events'
import type { Definition } from './assignment.js'
import { booted } from './booted.js'
import type { Change, Undo } from './change.js'
import type { Client } from './client.js'
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
  const { seen = selector } = options
  // Cast: the compiler does not see that the list of all values is of the type that they are.
  const values = Object.values(variants) as V[keyof V][]
  change.check?.(values, options.seen)
  const boot = booted()?.met[key]
  let putBacks = 0 // Within the last `fightWithinMs`.
  let reason: string | undefined
  let watched: Element | undefined
  let undo: Undo | void
  let stopLooking: Undo | undefined
  let element: Element | undefined
  let timer = setTimeout(() => client.onProblem({ kind: 'missing', experiment: key, selector }), missingAfterMs)

  const look = () => {
    const found = document.querySelector(selector)
    if (!found) {
      if (change.repeats) undo?.() // What it left elsewhere goes with the element; it comes back with it too.
      return
    }
    clearTimeout(timer)
    const assignment = client.assign(experiment)
    if (assignment.status === 'excluded') return
    const { variant, value, revision } = assignment
    if (!reason && (found !== element || change.repeats)) {
      if (
        boot?.isWaiting ||
        // A pointer is down in it, or a text field in it is being edited: nothing moves under the visitor's hands.
        found.matches(':active') ||
        found.querySelector(':read-write:focus') ||
        change.isReady?.(found, values) === false
      ) {
        timer = setTimeout(look, lookAgainMs) // Nobody tells that a pointer is released.
        return
      }
      try {
        if (boot?.reason && !element) throw boot.reason
        const again = change(found, value as V[keyof V])
        if (!element) undo = boot?.undo ?? again
        else if (observer.takeRecords()[0]) {
          // Somebody had taken it off. What was there before is now what they left.
          again?.()
          undo?.()
          if (++putBacks > maxPutBacks) throw 'fight' // The page's own code took it off again and again.
          setTimeout(() => putBacks--, fightWithinMs)
          undo = again && change(found, value as V[keyof V]) // What cannot be undone stays as it was made just now.
        }
      } catch (cause) {
        reason = `${cause || 'unknown'}`.slice(0, 200)
        client.onProblem({ kind: cause === 'fight' ? cause : 'change', experiment: key, cause })
      }
      if (!element || reason) {
        client.record({ type: 'applied', experiment: key, variant, revision, applied: !reason, reason })
      }
      element = found
    }
    const target = document.querySelector(seen)
    if (target && target !== watched) {
      stopLooking?.()
      watched = target
      stopLooking = whenVisible(target, (by) => client.expose(experiment, { by }), options)
    }
  }
  const observer = new MutationObserver(look)

  const stop = () => {
    undo?.()
    stopLooking?.()
    observer.disconnect()
    clearTimeout(timer)
  }
  client.closed.addEventListener('abort', stop)
  observer.observe(document, { characterData: true, childList: true, subtree: true, attributes: true })
  look()
  return stop
}
