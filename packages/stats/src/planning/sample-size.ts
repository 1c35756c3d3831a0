/** How many units an experiment needs. */
import { driftOf } from './design.js'
import { type Plan, plannedTest } from './plan.js'

/**
 * Units needed in control, and in each treatment `allocation` times as many, to detect a relative lift; so by default
 * the units of each variant. A look's `plannedUnits` is units · (1 + allocation).
 *
 * - A rate: the score test, with the pooled variance where there is no difference.
 * - With a `deviation`: means or ratios, by the normal distribution; below some 30 units one or two more are needed.
 *   `pilot` takes baseline and deviation from moments.
 * - With a `margin`: non-inferiority, of which one side of the interval decides; `lift` is the true lift that is expected, 0 for none.
 *
 * @param plan `lift` is the smallest relative lift worth detecting, 0.05 is +5 %; `power` the chance of detecting it,
 *   default 0.8
 * @throws RangeError if baseline × (1 + lift) is not below 1, there is nothing to detect, or an option is out of range
 * @see Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, ch. 4
 * @see Chow, Shao & Wang (2008), Sample Size Calculations in Clinical Research, ch. 3 and 4
 * @example sampleSize({ baseline: 0.1, lift: 0.1 }) // 14751
 */
export function sampleSize({
  lift,
  power = 0.8,
  ...plan
}: Plan & { readonly lift: number; readonly power?: number }): number {
  const { design, alpha, effect, nullError, error, jump } = plannedTest(plan, lift)
  if (!(effect > 0)) throw new RangeError(`A lift of ${lift} leaves nothing to detect, however many units there are.`)
  const drift = driftOf(design, alpha, power) + design.critical(alpha) * (nullError / error - 1)
  const units = ((drift * error) / effect) ** 2
  // The n at which (n − jump)² / n is what it takes without the correction.
  const corrected = units * ((1 + Math.sqrt(1 + (4 * jump) / units)) / 2) ** 2
  return Math.ceil(corrected * (1 - 1e-12)) // What rounding adds to a whole number is no unit.
}
