/**
 * The shapes an answer can take. An interval that does not exist, or has no end, is a state with a reason,
 * never NaN, Infinity or a p-value of 1.
 */
import type { Look } from './looks/look.js'

/**
 * Where the true value lies, at the level 1 − alpha. A bound belongs to the interval.
 *
 * - `ok`: from `low` to `high`
 * - `unbounded`: the data do not exclude arbitrarily large values. Its `shape` says which values they do not exclude:
 *   `above` from `low` on; `below` up to `high`; `outside` up to `high` and from `low` on, but not those between
 *   (here `high` is less than `low`); `everything` any value.
 * - `undefined`: the question has no answer for these data
 *
 * `reason` is a sentence for an analyst.
 */
export type Interval =
  | { readonly status: 'ok'; readonly estimate: number; readonly low: number; readonly high: number }
  | {
      readonly status: 'unbounded'
      readonly shape: 'above' | 'below' | 'outside' | 'everything'
      readonly estimate?: number
      readonly low?: number
      readonly high?: number
      readonly reason: string
    }
  | { readonly status: 'undefined'; readonly reason: string }

/** What treatment is worth against control. */
export interface Comparison {
  /** Treatment minus control, in the unit of the metric. */
  readonly difference: Interval
  /** The difference as a share of control; 0.05 is +5 %. */
  readonly lift: Interval
  /**
   * Two-sided p-value of "no difference". It is at most alpha exactly when both intervals, as far as they are
   * defined, exclude zero. 0 when it is below the smallest double; absent when it is undefined.
   */
  readonly pValue?: number
  /** Natural logarithm of the p-value; finite where the p-value itself underflows. */
  readonly logPValue?: number
  /** The statistic behind the p-value: z without `df`, t with it. Has the sign of the difference. */
  readonly statistic?: number
  /** Degrees of freedom of a t statistic. */
  readonly df?: number
  /** The look that was asked for, and whether its plan allows to decide now; absent without one. */
  readonly look?: { readonly name: string; readonly decides: boolean }
  /** The methods, by name. */
  readonly method: string
  /** Sentences for an analyst on what makes the answer less reliable; empty is good. */
  readonly warnings: readonly string[]
}

export interface LevelOptions {
  /** Accepted chance of a false alarm, above 0 and below 1; default 0.05, which gives 95 % intervals. */
  readonly alpha?: number
}

export interface CompareOptions extends LevelOptions {
  /** How the data are looked at; default once, when all units are there, as `fixedHorizon()` does. */
  readonly look?: Look | undefined
}

/** Whether an interval speaks against zero. One that is undefined does not. */
export function excludesZero(interval: Interval): boolean {
  if (interval.status === 'undefined') return false
  const { low = -Infinity, high = Infinity } = interval
  if (interval.status === 'ok') return low > 0 || high < 0
  switch (interval.shape) {
    case 'above':
      return low > 0
    case 'below':
      return high < 0
    case 'outside':
      return high < 0 && low > 0
    case 'everything':
      return false
  }
}

/** A comparison that the data do not allow, in any respect. */
export function undefinedComparison(reason: string, method: string): Comparison {
  const nothing: Interval = { status: 'undefined', reason }
  return { difference: nothing, lift: nothing, method, warnings: [] }
}

const least = Number.MIN_VALUE

/**
 * An interval on the side of zero that the p-value puts it on. Both come from one statistic, so this moves a bound by
 * no more than rounding does; without it, p = alpha to the last digit could contradict the interval.
 */
export function agreeing(
  estimate: number,
  low: number,
  high: number,
  significant: boolean,
): Extract<Interval, { status: 'ok' }> {
  return {
    status: 'ok',
    estimate,
    low: significant && estimate > 0 ? Math.max(low, least) : Math.min(low, 0),
    high: significant && estimate < 0 ? Math.min(high, -least) : Math.max(high, 0),
  }
}

/** Why a variant without units cannot be compared, if it has none. */
export function emptyVariant(control: { readonly n: number }, treatment: { readonly n: number }): string | undefined {
  if (control.n === 0) return 'The control has no units.'
  if (treatment.n === 0) return 'The treatment has no units.'
  return undefined
}
