/** Compares events per exposure, such as errors per hour, when units bring several events and differ in their rates. */
import type { CompareOptions, Comparison } from './answer.js'
import type { PairMoments } from './moments/pair-moments.js'
import { compareRatios, estimateOf } from './ratios.js'

export interface RateComparison extends Comparison {
  /**
   * Variance of the rate over what it would be if events were independent (Poisson); well above 1 when events come in
   * bursts or units differ. Absent where it is undefined.
   */
  readonly dispersion: { readonly control?: number; readonly treatment?: number }
}

/**
 * Difference and lift of events per exposure, with the variance of units, so that no distribution of the events is
 * supposed: {@link compareRatios} of pairs `[exposure, events]`, one a unit. `dispersion` tells what the supposition of
 * independent events, as `compareRateTotals` makes it, would have hidden.
 *
 * @throws RangeError if alpha is not between 0 and 1, or the moments are not those of any data
 * @see McCullagh & Nelder (1989), Generalized linear models, section 6.2.3, on overdispersed counts
 * @example compareRates(pairMomentsOf([[2, 1], [4, 1], [1, 0]]), pairMomentsOf([[3, 2], [1, 1], [2, 2]])).dispersion
 */
export function compareRates(control: PairMoments, treatment: PairMoments, options?: CompareOptions): RateComparison {
  const comparison = compareRatios(control, treatment, options)
  const before = dispersionOf(control)
  const after = dispersionOf(treatment)
  return {
    ...comparison,
    dispersion: {
      ...(before !== undefined && { control: before }),
      ...(after !== undefined && { treatment: after }),
    },
  }
}

function dispersionOf(moments: PairMoments): number | undefined {
  const { n, meanX, meanY } = moments
  if (n < 2 || !(meanX > 0 && meanY > 0)) return undefined
  return (estimateOf(moments).variance * n * meanX * meanX) / meanY
}
