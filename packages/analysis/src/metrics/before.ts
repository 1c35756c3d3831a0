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
import type { SumName, SumNeeds, Term } from './needs.js'
import { defaultScale, type LooksBack } from './options.js'
import type { Quantity } from './quantity.js'

const unadjusted =
  'What units did before does not differ between them, so nothing was adjusted; the comparison is plain.'

/**
 * The comparison of means adjusted by y, whatever y is; the plain one, with a warning, where y is the same for all units of each variant,
 * as it is when nobody was there before. A share is the mean of ones and zeros.
 *
 * @param needs what was added up
 * @param plain the comparison without an adjustment
 */
export function compareByBefore(
  control: Sums,
  treatment: Sums,
  needs: SumNeeds,
  options: CompareOptions,
  plain: () => Comparison,
): MetricComparison {
  if (!isConstant(control) || !isConstant(treatment)) {
    return compareMeansAdjusted(crossMomentsOf(control, needs), crossMomentsOf(treatment, needs), options)
  }
  const comparison = plain()
  return { ...comparison, warnings: [...comparison.warnings, unadjusted] }
}

/** Exact, for so are the sums: n Σy² is (Σy)² only if every y is the same. */
const isConstant = ({ n, y, yy }: Sums) => BigInt(n) * yy === y * y

function crossMomentsOf({ n, x, y, xx, yy, xy }: Sums, needs: SumNeeds): CrossMoments {
  const scales = [needs.x.scale, needs.y?.scale ?? 1]
  return crossMomentsFromSums({ n, sums: [x, y], products: [xx, xy, yy], scales })
}

const withBefore: readonly SumName[] = ['x', 'y', 'xx', 'yy', 'xy']

/**
 * What an engine adds up of x, and with it of y, where the metric has a past.
 *
 * @param x what the metric is about
 * @param alone what is added up where there is no past
 */
export function termsWith(
  { beforeMs, covariate }: LooksBack,
  x: Term,
  alone: readonly SumName[],
): Pick<SumNeeds, 'x' | 'y' | 'sums' | 'beforeMs'> {
  if (beforeMs === undefined && covariate === undefined) return { x, sums: alone }
  const y = covariate ? termOf(covariate, x) : x
  return { x, y, sums: withBefore, ...(beforeMs === undefined ? {} : { beforeMs }) }
}

/** Of a share, whose own ones and zeros need no scale, the usual one. */
const termOf = (quantity: Quantity, { take, scale }: Term): Term => ({
  ...{ quantity, take: 'total' },
  scale: take === 'any' ? defaultScale : scale,
})
