/**
 * Which of two variants tends to have the larger values, from their order alone: no outlier can carry the answer.
 */
import type { Interval, LevelOptions } from './answer.js'
import { checkAlpha, checkCount } from './check.js'
import { normalLogSurvival } from './distributions/normal.js'
import { studentLogSurvival } from './distributions/student.js'
import { logRankSumTail } from './mann-whitney-exact.js'
import { superiorityOf } from './superiority.js'
import { twoSided } from './two-sided.js'

export interface RankOptions extends LevelOptions {
  /** Moves the statistic of the normal approximation half a rank towards its mean; default false. */
  readonly continuity?: boolean
  /**
   * - `mann-whitney` (default): "both variants have one distribution"
   * - `brunner-munzel`: "the treatment is as often above as below", whatever the spreads; agrees with the interval
   */
  readonly test?: 'mann-whitney' | 'brunner-munzel'
}

export interface RankComparison {
  /**
   * Chance that a unit of the treatment has a larger value than one of the control, a tie counting half; 0.5 is no
   * effect. The interval does not suppose that the variants are alike, as Mann and Whitney's p-value does, so near alpha
   * the two may disagree; Brunner and Munzel's p-value agrees with it.
   */
  readonly superiority: Interval
  /** Pairs in which the treatment is larger, a tie counting half: Mann and Whitney's U of the treatment. */
  readonly u?: number
  /** Two-sided p-value of what `test` says; absent when it is undefined. */
  readonly pValue?: number
  /** Natural logarithm of the p-value; finite where the p-value itself underflows. */
  readonly logPValue?: number
  /** Has the sign of the effect: z without `df`, t with it; absent where the p-value is exact. */
  readonly statistic?: number
  /** Degrees of freedom of Brunner and Munzel's statistic. */
  readonly df?: number
  readonly method: string
  /** Sentences for an analyst on what makes the answer less reliable; empty is good. */
  readonly warnings: readonly string[]
}

const fewestUnits = 10
const fewWarning = `A variant has fewer than ${fewestUnits} units; the p-value is approximate.`
const mostExact = 50 // As in R, from here on the normal approximation is as good.

/**
 * Mann and Whitney's test of values, one a unit.
 *
 * - Fewer than 50 units in each variant without ties: the exact p-value. Else the normal approximation with the
 *   variance corrected for ties.
 * - The interval of the superiority is Brunner and Munzel's, whose variance is DeLong's.
 *
 * @throws RangeError if alpha is not between 0 and 1, or a value is not a finite number
 * @see Mann & Whitney (1947), On a test of whether one of two random variables is stochastically larger
 * @see Brunner & Munzel (2000), The nonparametric Behrens-Fisher problem; DeLong et al. (1988), Biometrics 44
 * @example compareRanks([1, 2, 3, 4, 5], [2.5, 4.5, 6, 8, 10]).superiority
 */
export function compareRanks(
  control: Iterable<number>,
  treatment: Iterable<number>,
  options: RankOptions = {},
): RankComparison {
  const counts = new Map<number, [control: number, treatment: number]>()
  for (const [side, values] of [control, treatment].entries()) {
    for (const value of values) {
      if (!Number.isFinite(value)) throw new RangeError(`A value must be a finite number, got ${value}.`)
      const pair = counts.get(value) ?? [0, 0]
      if (side === 0) pair[0]++
      else pair[1]++
      counts.set(value, pair)
    }
  }
  const sorted = [...counts].sort(([a], [b]) => a - b).map(([, pair]) => pair)
  return compareRankCounts(
    sorted.map(([first]) => first),
    sorted.map(([, second]) => second),
    options,
  )
}

/**
 * {@link compareRanks} from counts: how many units of each variant have the smallest value, the next larger one, and
 * so on. The bins of a histogram serve, if a unit has one value in it; values of one bin are ties.
 *
 * @throws RangeError if the variants have different numbers of values, or a count is not a whole number
 */
export function compareRankCounts(
  control: readonly number[],
  treatment: readonly number[],
  { alpha = 0.05, continuity = false, test = 'mann-whitney' }: RankOptions = {},
): RankComparison {
  checkAlpha(alpha)
  if (control.length !== treatment.length) {
    throw new RangeError('control and treatment must have counts of the same values.')
  }
  for (const count of control) checkCount('A count of control', count)
  for (const count of treatment) checkCount('A count of treatment', count)

  const { superiority, u, controls, treatments, ties, mostTied, t } = superiorityOf(control, treatment, alpha)
  const all = controls + treatments
  const few = Math.min(controls, treatments) < fewestUnits
  if (test === 'brunner-munzel') {
    const method = 'Brunner-Munzel'
    if (!t) return { superiority, method, warnings: [] }
    const tail = studentLogSurvival(Math.abs(t.statistic), t.df)
    return { superiority, u, ...t, ...twoSided(tail), method, warnings: few ? [fewWarning] : [] }
  }
  if (controls === 0 || treatments === 0 || mostTied === all) {
    return { superiority, method: 'Mann-Whitney', warnings: [] }
  }
  const middle = (controls * treatments) / 2
  if (mostTied === 1 && controls < mostExact && treatments < mostExact) {
    const tail = logRankSumTail(controls, treatments, Math.min(u, 2 * middle - u))
    return { superiority, u, ...twoSided(tail), method: 'Mann-Whitney, exact; Brunner-Munzel interval', warnings: [] }
  }
  const variance = (middle / 6) * (all + 1 - ties / all / (all - 1))
  const distance = Math.max(Math.abs(u - middle) - (continuity ? 0.5 : 0), 0)
  const statistic = (Math.sign(u - middle) * distance) / Math.sqrt(variance)
  return {
    superiority,
    u,
    statistic,
    ...twoSided(normalLogSurvival(Math.abs(statistic))),
    method: 'Mann-Whitney, normal with ties; Brunner-Munzel interval',
    warnings: few ? [fewWarning] : [],
  }
}
