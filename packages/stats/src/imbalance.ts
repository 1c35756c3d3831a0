/**
 * Whether variants were alike before the experiment. They must be, up to chance: a difference that was there before is
 * no effect, and says that the split or the logging is broken.
 */

import { holm } from './adjust/holm.js'
import type { Comparison } from './answer.js'
import { compareMeans } from './means.js'
import { type CrossMoments, columnMoments } from './moments/cross-moments.js'

const limit = 0.001 // As for the sample ratio: it is asked of every experiment, so alarms must be rare.

/** One covariate's difference between two variants. */
export interface Imbalance {
  readonly comparison: Comparison
  /** The p-value in the family of all covariates, after Holm; below 0.001 is a mismatch. Absent when undefined. */
  readonly adjustedPValue?: number
}

/**
 * Welch's test of each covariate between two variants.
 *
 * @param firstCovariate its column; 1 for a mean, 2 for a ratio
 * @throws RangeError if alpha is not between 0 and 1, or the moments are not those of any data
 * @example covariateImbalance(control, treatment, 1).map(({ adjustedPValue }) => adjustedPValue)
 */
export function covariateImbalance(
  control: CrossMoments,
  treatment: CrossMoments,
  firstCovariate: number,
  { alpha = limit }: { readonly alpha?: number } = {},
): Imbalance[] {
  const columns = Math.max(control.means.length, treatment.means.length)
  const comparisons = Array.from({ length: Math.max(columns - firstCovariate, 0) }, (_, at) => {
    const column = firstCovariate + at
    return compareMeans(columnMoments(control, column), columnMoments(treatment, column), { alpha })
  })
  const adjusted = holm(comparisons.map(({ pValue }) => pValue))
  return comparisons.map((comparison, at) => {
    const adjustedPValue = adjusted[at]
    return { comparison, ...(adjustedPValue !== undefined && { adjustedPValue }) }
  })
}

/** A sentence for each covariate that differs by more than chance allows. */
export function balanceWarnings(control: CrossMoments, treatment: CrossMoments, firstCovariate: number): string[] {
  return covariateImbalance(control, treatment, firstCovariate).flatMap(({ adjustedPValue: p }, at) =>
    p !== undefined && p < limit
      ? [`Covariate ${at + 1} already differed before the experiment (p = ${p.toPrecision(2)}); the split is suspect.`]
      : [],
  )
}
