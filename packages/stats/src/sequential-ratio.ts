/** Whether units were split as planned, for those who look every day: all looks together raise a false alarm rarely. */
import { checkAbove } from './check.js'
import { deviance, stirlingError } from './distributions/stirling.js'
import { countsOf, type NoSplit, type SampleCounts, splitOf } from './sample-split.js'

export type SequentialSampleRatio =
  | {
      readonly status: 'ok'
      /** Units of each variant that has a weight. */
      readonly observed: Readonly<Record<string, number>>
      /** What the weights would have given. */
      readonly expected: Readonly<Record<string, number>>
      /** Natural logarithm of the evidence against the weights: how much likelier the units are under other shares. */
      readonly logEValue: number
      /** Chance that any look, ever, has evidence this strong if the weights hold; below 0.001 is a mismatch. */
      readonly pValue: number
      /** Natural logarithm of the p-value; finite where the p-value itself underflows. */
      readonly logPValue: number
      readonly warnings: readonly string[]
    }
  | NoSplit

/**
 * Always-valid test of the sample ratio: the likelihood of the units, averaged over shares around the weights (a
 * Dirichlet distribution), divided by that under the weights. p is 1 over it, at most 1. The smallest p of all looks is
 * valid as well. Variants without a weight are left out as in `sampleRatio`.
 *
 * @param input `observed` are all units so far; `concentration` says how near to the weights the other shares are:
 *   as near as those of a sample of that many units. Default 10,000: most sensitive to shares off by about 0.5 points.
 * @throws RangeError if a count is not a whole number, a weight is negative or concentration not above 0
 * @see Lindon & Malek (2020), Anytime-valid inference for multinomial count data, arXiv 2011.03567
 * @example sequentialSampleRatio({ observed: { control: 998, trial: 1002 }, weights: { control: 1, trial: 1 } })
 */
export function sequentialSampleRatio({
  concentration = 10_000,
  ...input
}: SampleCounts & { readonly concentration?: number }): SequentialSampleRatio {
  checkAbove('concentration', concentration)
  const split = splitOf(input)
  if (split.status === 'undefined') return split
  const { rows, warnings } = split
  const total = rows.reduce((sum, row) => sum + row.observed, concentration)
  // ln Γ's by Stirling's formula, in which all large terms cancel but how far the units are from the weights.
  const logEValue = rows.reduce(
    (sum, { observed, share }) => {
      const prior = concentration * share
      return sum + deviance(prior + observed, total * share) - growth(prior, prior + observed)
    },
    growth(concentration, total),
  )
  const logPValue = Math.min(-logEValue, 0)
  return { status: 'ok', ...countsOf(rows), logEValue, pValue: Math.exp(logPValue), logPValue, warnings }
}

/** ½ ln(to / from), less the difference of Stirling's errors. */
function growth(from: number, to: number): number {
  return Math.log(to / from) / 2 - stirlingError(to) + stirlingError(from)
}
