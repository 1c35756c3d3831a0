/**
 * Means and shares with less noise: what each unit did before its exposure, y, takes out of what it did after, x, what it explains.
 */
import {
  type CompareOptions,
  type Comparison,
  type CrossMoments,
  compareMeansAdjusted,
  crossMomentsFromSums,
} from '@heddle/stats'
import type { Sums } from './gathered.js'
import type { MetricComparison } from './method.js'
import type { SumName } from './needs.js'

const unadjusted =
  'What units did before does not differ between them, so nothing was adjusted; the comparison is plain.'

/**
 * The comparison of means adjusted by y; the plain one, with a warning, where y is the same for all units of each variant,
 * as it is when nobody was there before. A share is the mean of ones and zeros.
 *
 * @param scale what x and y were multiplied by
 * @param plain the comparison without an adjustment
 */
export function compareByBefore(
  control: Sums,
  treatment: Sums,
  scale: number,
  options: CompareOptions,
  plain: () => Comparison,
): MetricComparison {
  if (!isConstant(control) || !isConstant(treatment)) {
    return compareMeansAdjusted(crossMomentsOf(control, scale), crossMomentsOf(treatment, scale), options)
  }
  const comparison = plain()
  return { ...comparison, warnings: [...comparison.warnings, unadjusted] }
}

/** Exact, for so are the sums: n Σy² is (Σy)² only if every y is the same. */
const isConstant = ({ n, y, yy }: Sums) => BigInt(n) * yy === y * y

function crossMomentsOf({ n, x, y, xx, yy, xy }: Sums, scale: number): CrossMoments {
  return crossMomentsFromSums({ n, sums: [x, y], products: [xx, xy, yy], scales: [scale, scale] })
}

/** What an engine adds up for it: x alone, or with what units did before, y. */
export const sumsWithBefore: readonly SumName[] = ['x', 'y', 'xx', 'yy', 'xy']
