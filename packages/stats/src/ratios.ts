/** Compares two ratios of sums, such as clicks per page, when units bring several of both. */
import { type CompareOptions, type Comparison, undefinedComparison } from './answer.js'
import { checkAlpha, checkMoments } from './check.js'
import type { PairMoments } from './moments/pair-moments.js'
import { compareEstimates, type Estimate } from './welch.js'

const method = 'delta method on units, Welch t, Fieller lift'
const rounding = 1e-13 // Of the parts that cancel; a residual below is what remains of units that all have one ratio.
const largestNoise = 0.1

/**
 * Difference and lift of Σy ÷ Σx, where units are independent but the events within one are not: the variance is that
 * of y − ratio · x over units, so a unit with many events counts as one.
 *
 * - x is the denominator, y the numerator, as in `pairMomentsOf`.
 * - A variant with fewer than two units, or without any denominator, leaves everything undefined, as do two variants
 *   in which all units have the same ratio.
 *
 * @throws RangeError if alpha is not between 0 and 1, or the moments are not those of any data
 * @see Deng, Knoblich & Lu (2018), Applying the delta method in metric analytics
 * @see Fieller (1954), Some problems in interval estimation
 * @example compareRatios(pairMomentsOf([[2, 1], [4, 1], [1, 0]]), pairMomentsOf([[3, 2], [1, 1], [2, 2]]))
 */
export function compareRatios(
  control: PairMoments,
  treatment: PairMoments,
  { alpha = 0.05, look }: CompareOptions = {},
): Comparison {
  checkAlpha(alpha)
  checkMoments('control', control)
  checkMoments('treatment', treatment)
  if (control.n > 0 && control.meanX === 0) return undefinedComparison(emptyDenominator('control'), method)
  if (treatment.n > 0 && treatment.meanX === 0) return undefinedComparison(emptyDenominator('treatment'), method)
  const comparison = compareEstimates(estimateOf(control), estimateOf(treatment), { alpha, look }, method)
  const warnings = [...noiseWarning('control', control), ...noiseWarning('treatment', treatment)]
  return { ...comparison, warnings: [...comparison.warnings, ...warnings] }
}

/** Σy ÷ Σx with its squared standard error, as {@link compareRatios} takes it; x must not add up to zero. */
export function estimateOf({ n, meanX, meanY, m2X, m2Y, crossXY }: PairMoments): Estimate {
  if (n < 2) return { n, value: 0, variance: 0 }
  const ratio = meanY / meanX
  const parts = m2Y + ratio * ratio * m2X
  const residual = parts - 2 * ratio * crossXY
  const m2 = residual > parts * rounding ? residual : 0
  return { n, value: ratio, variance: m2 / (n - 1) / n / meanX / meanX }
}

function emptyDenominator(name: string): string {
  return `The denominators of the ${name} add up to zero.`
}

export function noiseWarning(name: string, { n, meanX, m2X }: PairMoments): string[] {
  if (n < 2 || Math.sqrt(m2X / (n - 1) / n) <= largestNoise * Math.abs(meanX)) return []
  return [
    `The denominator of the ${name} is uncertain by more than ${largestNoise * 100} %; the ratio's interval is approximate.`,
  ]
}
