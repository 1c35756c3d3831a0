/**
 * Puts a visitor's variant on the page and records two facts about it: whether it was applied, and that it was seen.
 * The path is the same for every variant, control included: the same element, the same wait, the same change.
 */
import type { Variants } from '@heddle/events'
import type { Definition } from './assignment.js'
import type { Change, Undo } from './change.js'
import type { Client } from './client.js'
import { whenPresent } from './when-present.js'
import { type Sight, whenVisible } from './when-visible.js'

/**
 * Applies the variant when the element is there, and exposes when the element is seen.
 *
 * @param selector of the element; until it matches, nobody is exposed
 * @param change what to do with the variant's value, such as `reorder` or `relabel`, uncalled
 * @returns takes the change off the page and stops waiting
 */
export function applyVariant<V extends Variants>(
  client: Client,
  experiment: Definition<V>,
  selector: string,
  change: Change<V[keyof V]>,
  sight?: Sight,
): Undo {
  const assignment = client.assign(experiment)
  if (assignment.status === 'excluded') return () => {}
  const { variant, revision } = assignment
  // Casts: the compiler does not see that a variant's value, and the list of all values, are of the type that they are.
  const value = assignment.value as V[keyof V]
  const values = Object.values(experiment.variants) as V[keyof V][]
  let undo: Undo | void
  let stopLooking: Undo | undefined

  const record = (applied: boolean, reason?: string) =>
    client.record({ type: 'applied', experiment: experiment.key, variant, revision, applied, reason })

  const apply = (element: Element) => {
    try {
      undo = change(element, value)
      record(true)
    } catch (cause) {
      record(false, `${cause}`.slice(0, 200))
      client.onProblem({ kind: 'change', experiment: experiment.key, cause })
    }
    stopLooking = whenVisible(element, () => client.expose(experiment, { by: 'sight' }), sight)
  }
  const stopWaiting = whenPresent(selector, apply, (element) => change.isReady?.(element, values) ?? true)

  return () => {
    stopWaiting()
    stopLooking?.()
    undo?.()
    undo = undefined
  }
}
