/**
 * Several treatments against one control. They share its noise, so they are less than independent, and the price of
 * comparing them all is lower than Bonferroni's or Holm's first step.
 */
import { checkAbove, checkAlpha } from '../check.js'
import { normalLogSurvival } from '../distributions/normal.js'
import { criticalValue } from '../distributions/statistic.js'
import { stirlingError } from '../distributions/stirling.js'
import { findPositiveRoot } from '../find-root.js'

/** What the comparisons with one control have in common. */
export interface DunnettFamily {
  /** Control's squared standard error; where all units vary alike, 1 / n will do. Above 0. */
  readonly control: number
  /** The treatments' squared standard errors, in the same terms. At least one. */
  readonly treatments: readonly number[]
  /** Degrees of freedom of the common variance; default Infinity, which some hundred units are. */
  readonly df?: number
}

/** Comparisons share control's error z: a statistic is λ z + √(1 − λ²) times noise of its own. */
interface Shared {
  readonly lambda: number
  readonly own: number
  /** How many comparisons have this λ; they are worked out once. */
  readonly count: number
}

const tooFar = 37 // Beyond it the normal tails are so thin that those of two comparisons hardly overlap.

/**
 * Two-sided p-values that hold for all comparisons with control together, in the order given: one is at most alpha with
 * chance alpha if no treatment differs.
 *
 * @param statistics t or z statistics, treatment minus control over the standard error of that difference; an undefined
 * one stays undefined, but its treatment counts in the family
 * @throws RangeError if a variance or df is not above 0, or there are not as many statistics as treatments
 * @see Dunnett (1955), A multiple comparison procedure for comparing several treatments with a control
 * @see Dunnett (1964), New tables for multiple comparisons with a control (unequal numbers)
 * @example dunnett([2.4, -1.1], { control: 1 / 500, treatments: [1 / 500, 1 / 500], df: 1497 })
 */
export function dunnett(
  statistics: readonly (number | undefined)[],
  family: DunnettFamily,
): ({ readonly pValue: number; readonly logPValue: number } | undefined)[] {
  const shared = sharedOf(family)
  const { length } = family.treatments
  if (statistics.length !== length) {
    throw new RangeError(`${length} treatments need as many statistics, got ${statistics.length}.`)
  }
  return statistics.map((statistic) => {
    if (statistic === undefined) return undefined
    if (!Number.isFinite(statistic)) throw new RangeError(`A statistic must be a finite number, got ${statistic}.`)
    const logPValue = Math.min(logExceedance(Math.abs(statistic), shared, family.df ?? Infinity), 0)
    return { pValue: Math.exp(logPValue), logPValue }
  })
}

/**
 * The value that no statistic of the family exceeds in size with chance 1 − alpha; for intervals that hold together.
 *
 * @throws RangeError if alpha is not between 0 and 1, or a variance or df is not above 0
 * @example dunnettCritical(0.05, { control: 1, treatments: [1, 1], df: 20 }) // 2.38
 */
export function dunnettCritical(alpha: number, family: DunnettFamily): number {
  checkAlpha(alpha)
  const shared = sharedOf(family)
  const { df = Infinity } = family
  const logAlpha = Math.log(alpha)
  // Bonferroni's for one treatment more; for a single one its own would be the root already.
  const guess = criticalValue(alpha / 2 / (family.treatments.length + 1), df)
  return findPositiveRoot((c) => logAlpha - logExceedance(c, shared, df), guess)
}

function sharedOf({ control, treatments, df = Infinity }: DunnettFamily): Shared[] {
  checkAbove("control's variance", control)
  if (treatments.length === 0) throw new RangeError('At least one treatment is needed.')
  if (df !== Infinity) checkAbove('df', df)
  for (const [at, variance] of treatments.entries()) checkAbove(`the variance of treatment ${at}`, variance)
  return [...new Set(treatments)].map((variance) => ({
    lambda: Math.sqrt(1 / (1 + variance / control)),
    own: Math.sqrt(1 / (1 + control / variance)),
    count: treatments.filter((one) => one === variance).length,
  }))
}

/** ln of the chance that any statistic exceeds c in size: an integral over the common standard deviation. */
function logExceedance(c: number, shared: readonly Shared[], df: number): number {
  if (c === 0) return 0
  if (df === Infinity) return logNormalExceedance(c, shared)
  // u = ln s for s² a chi-square over df. Its density is √(df/π) e^(df (u + ½ − ½ e^2u)) times the error of Stirling.
  const logScale = 0.5 * Math.log(df / Math.PI) - stirlingError(df / 2)
  const logAt = (u: number) => df * (u - Math.expm1(2 * u) / 2) + logNormalExceedance(c * Math.exp(u), shared)
  const peak = -0.5 * Math.log1p((c * c) / df) // Of the density times e^(−c² s² / 2).
  const step = Math.min(0.35 / Math.sqrt(df), 0.1)
  return logScale + Math.log(step) + logSumOutwards((k) => logAt(peak + k * step))
}

/**
 * The same for a known standard deviation: an integral over control's error z, by the trapezoidal rule, which is exact
 * to all digits for curves like these. The integrand is e^(−z²/2) (1 − Π (1 − qᵢ(z))), summed in logarithms.
 *
 * @see Trefethen & Weideman (2014), The exponentially convergent trapezoidal rule
 */
function logNormalExceedance(c: number, shared: readonly Shared[]): number {
  if (c > tooFar) return Math.log(2 * shared.reduce((sum, { count }) => sum + count, 0)) + normalLogSurvival(c)
  // The more treatments and the steeper they follow control, the finer; a z of variance 1 alone would do with 0.7.
  const step = 0.7 / Math.sqrt(shared.reduce((sum, { lambda, own, count }) => sum + count * (lambda / own) ** 2, 1))
  const end = Math.max(...shared.map(({ lambda }) => lambda)) * c + 9
  const logs: number[] = []
  for (let z = 0; z <= end; z += step) {
    const logSame = shared.reduce((sum, { lambda, own, count }) => {
      const above = Math.exp(normalLogSurvival((c - lambda * z) / own))
      const below = Math.exp(normalLogSurvival((c + lambda * z) / own))
      return sum + count * Math.log1p(-Math.min(above + below, 1))
    }, 0)
    logs.push(Math.log(-Math.expm1(logSame)) - (z * z) / 2 + (z > 0 ? Math.LN2 : 0))
  }
  return logSum(logs) + Math.log(step) - 0.5 * Math.log(2 * Math.PI)
}

/** ln Σ e^logs; of terms from the middle outwards on both sides until they no longer count. */
function logSumOutwards(logAt: (k: number) => number): number {
  const logs = [logAt(0)]
  for (const direction of [1, -1]) {
    let largest = Math.max(...logs)
    for (let k = direction; ; k += direction) {
      const log = logAt(k)
      logs.push(log)
      largest = Math.max(largest, log)
      if (log < largest - 40) break
    }
  }
  return logSum(logs)
}

function logSum(logs: readonly number[]): number {
  const largest = Math.max(...logs)
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0))
}
