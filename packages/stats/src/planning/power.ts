/** What an experiment of a given size can find. */
import { checkAbove } from '../check.js'
import { findPositiveRoot } from '../find-root.js'
import { driftOf } from './design.js'
import { driftAt, type Plan, plannedTest } from './plan.js'

/**
 * Chance of detecting a lift with so many units, on the side it is on.
 *
 * @param plan `units` are those of control; a treatment has `allocation` times as many
 * @throws RangeError if baseline × (1 + lift) is not below 1, or an option is out of its range
 * @see sampleSize for the meaning of the options and the formulas
 * @example powerOf({ baseline: 0.1, lift: 0.1, units: 14_751 }) // 0.8
 */
export function powerOf({ lift, units, ...plan }: Plan & { readonly lift: number; readonly units: number }): number {
  checkAbove('units', units)
  const test = plannedTest(plan, lift)
  return test.design.power(driftAt(test, units), test.alpha)
}

/**
 * The smallest relative lift that is detected with the given power: positive, or negative where `direction` is `down`.
 * With a `margin`, the smallest true lift with which non-inferiority is shown.
 *
 * @param plan `units` are those of control; `power` has the default 0.8
 * @returns undefined if even a rate of 1, or of 0 downwards, would not be detected
 * @throws RangeError if an option is out of its range
 * @example smallestLift({ baseline: 0.1, units: 14_751 }) // 0.1
 */
export function smallestLift({
  units,
  power = 0.8,
  ...plan
}: Plan & { readonly units: number; readonly power?: number }): number | undefined {
  checkAbove('units', units)
  const { baseline, deviation, margin = 0 } = plan
  const good = plan.direction === 'down' ? -1 : 1
  const { design, alpha } = plannedTest(plan, 0)
  const needed = driftOf(design, alpha, power)
  const most = deviation === undefined ? (good > 0 ? 1 / baseline - 1 : 1) * (1 - 1e-12) : Infinity
  // Counted from the margin on, so that it is positive; a rate beyond its range is as good as any can be.
  const excess = (distance: number) =>
    distance - margin >= most ? 1 : driftAt(plannedTest(plan, good * (distance - margin)), units) - needed
  const distance = findPositiveRoot(excess, Math.min(most + margin, 1) / 10)
  if (distance - margin >= most * (1 - 1e-9)) return undefined
  return good * (distance - margin)
}
