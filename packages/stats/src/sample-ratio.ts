/** Whether units were split as planned. If not, something removes units from one variant, and no lift can be trusted. */
import { chiSquareLogSurvival } from './distributions/chi-square.js'
import { countsOf, type NoSplit, type SampleCounts, splitOf } from './sample-split.js'

export type SampleRatio =
  | {
      readonly status: 'ok'
      /** Units of each variant that has a weight. */
      readonly observed: Readonly<Record<string, number>>
      /** What the weights would have given. */
      readonly expected: Readonly<Record<string, number>>
      /** Pearson's chi-square. */
      readonly statistic: number
      /** Variants with a weight, less one. */
      readonly df: number
      /** Chance of a split at least this far from the weights; below 0.001 is a mismatch by common agreement. */
      readonly pValue: number
      /** Natural logarithm of the p-value; finite where the p-value itself underflows. */
      readonly logPValue: number
      readonly warnings: readonly string[]
    }
  | NoSplit

const fewestExpected = 5

/**
 * Chi-square test of the sample ratio. A variant without a weight, or with weight 0, is left out and does not count as
 * a degree of freedom; if it has units, a warning names it.
 *
 * @param observed units of each variant; a variant that is not named has none
 * @param weights planned shares, relative to each other
 * @throws RangeError if a count is not a whole number or a weight is negative
 * @see Fabijan et al. (2019), Diagnosing sample ratio mismatch in online controlled experiments
 * @example sampleRatio({ observed: { control: 998, trial: 1002 }, weights: { control: 1, trial: 1 } })
 */
export function sampleRatio(input: SampleCounts): SampleRatio {
  const split = splitOf(input)
  if (split.status === 'undefined') return split
  const { rows, warnings } = split
  const small = rows.filter(({ expected }) => expected < fewestExpected).map(({ name }) => name)
  if (small.length) {
    warnings.push(`Fewer than ${fewestExpected} units are expected in ${small.join(', ')}; the p-value is approximate.`)
  }
  const statistic = rows.reduce((sum, row) => sum + (row.observed - row.expected) ** 2 / row.expected, 0)
  const df = rows.length - 1
  const logPValue = chiSquareLogSurvival(statistic, df)
  return {
    status: 'ok',
    ...countsOf(rows),
    statistic,
    df,
    pValue: Math.exp(logPValue),
    logPValue,
    warnings,
  }
}
