/** Several comparisons of proportions that answer one question: the steps of a funnel, the days of a curve. */

import { holm } from '../adjust/holm.js'
import type { CompareOptions, Comparison } from '../answer.js'
import { compareProportions } from './proportions.js'
import type { Count } from './score.js'

export interface FamilyComparison extends Comparison {
  /** The p-value, adjusted after Holm over all steps or days of the question; absent when it is undefined. */
  readonly adjustedPValue?: number
}

/** @see Holm (1979), A simple sequentially rejective multiple test procedure */
export function compareAdjusted(
  pairs: readonly (readonly [control: Count, treatment: Count])[],
  options?: CompareOptions,
): FamilyComparison[] {
  const comparisons = pairs.map(([control, treatment]) => compareProportions(control, treatment, options))
  const adjusted = holm(comparisons.map(({ pValue }) => pValue))
  return comparisons.map((comparison, at) => {
    const adjustedPValue = adjusted[at]
    return adjustedPValue === undefined ? comparison : { ...comparison, adjustedPValue }
  })
}
