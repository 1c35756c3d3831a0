/**
 * Means with less noise: what each unit did before its exposure, y, takes out of what it did after, x, what it explains.
 */
import {
  type CompareOptions,
  type CrossMoments,
  compareMeans,
  compareMeansAdjusted,
  crossMomentsFromSums,
  momentsFromSums,
} from '@heddle/stats'
import type { Sums } from './gathered.js'
import type { MetricComparison } from './method.js'

const unadjusted = 'What units did before does not differ between them, so nothing was adjusted; the means are plain.'

/**
 * The comparison of means adjusted by y; of plain ones, with a warning, where y is the same for all units of each variant,
 * as it is when nobody was there before.
 *
 * @param scale what x and y were multiplied by
 */
export function compareByBefore(
  control: Sums,
  treatment: Sums,
  scale: number,
  options: CompareOptions,
): MetricComparison {
  if (!isConstant(control) || !isConstant(treatment)) {
    return compareMeansAdjusted(crossMomentsOf(control, scale), crossMomentsOf(treatment, scale), options)
  }
  const plain = compareMeans(momentsOf(control, scale), momentsOf(treatment, scale), options)
  return { ...plain, warnings: [...plain.warnings, unadjusted] }
}

/** Exact, for so are the sums: n Σy² is (Σy)² only if every y is the same. */
const isConstant = ({ n, y, yy }: Sums) => BigInt(n) * yy === y * y

const momentsOf = ({ n, x, xx }: Sums, scale: number) => momentsFromSums({ n, sum: x, sumOfSquares: xx, scale })

function crossMomentsOf({ n, x, y, xx, yy, xy }: Sums, scale: number): CrossMoments {
  return crossMomentsFromSums({ n, sums: [x, y], products: [xx, xy, yy], scales: [scale, scale] })
}
