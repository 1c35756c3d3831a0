/** Compares two means of values, one value a unit. */
import type { CompareOptions, Comparison } from './answer.js'
import { checkAlpha, checkMoments } from './check.js'
import type { Moments } from './moments/moments.js'
import { compareEstimates, type Estimate } from './welch.js'

/**
 * Difference of two means by Welch's t test, and their lift by Fieller's interval on the same standard errors and
 * degrees of freedom.
 *
 * - A variant with fewer than two units, or two variants without any variance, leave everything undefined.
 * - The lift is relative to the size of control's mean: a positive lift is always more than control, and a negative
 *   control is named in a warning. Near zero the lift is `unbounded`.
 * - Skewness cancels between variants of one size, and does not between others: where one has at least three times the
 *   units of the other, and the other's mean is uncertain by more than 10 %, a warning says so. The two numbers come from
 *   simulation: of 1,000 against 100 gamma values with a deviation of twice their mean, 92.8 % of the 95 % intervals hold
 *   the true difference.
 *
 * @throws RangeError if alpha is not between 0 and 1, or the moments are not those of any data
 * @see Welch (1947), Biometrika 34; Fieller (1954), Journal of the Royal Statistical Society B 16
 * @example compareMeans(momentsOf([1, 2, 3, 4, 5]), momentsOf([2, 4, 6, 8, 10]))
 */
export function compareMeans(
  control: Moments,
  treatment: Moments,
  { alpha = 0.05, look }: CompareOptions = {},
): Comparison {
  checkAlpha(alpha)
  checkMoments('control', control)
  checkMoments('treatment', treatment)
  return compareEstimates(estimateOf(control), estimateOf(treatment), { alpha, look }, 'Welch t, Fieller lift')
}

/** The mean with its squared standard error, as {@link compareMeans} takes it; 0 for the variance of fewer than two units. */
export function estimateOf({ n, mean, m2 }: Moments): Estimate {
  return { n, value: mean, variance: n > 1 ? m2 / (n - 1) / n : 0 }
}
