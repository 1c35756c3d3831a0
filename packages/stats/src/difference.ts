/** What a look makes of a difference that comes with its standard error: p-value and intervals from one statistic. */
import { agreeing, type CompareOptions, type Interval } from './answer.js'
import { type Verdict, verdictOf } from './looks/verdict.js'
import type { KnownVariance } from './satterthwaite.js'

export interface JudgedDifference extends Verdict {
  readonly interval: Extract<Interval, { status: 'ok' }>
  readonly statistic: number
  /** Standard error of the difference. */
  readonly error: number
}

/**
 * Two-sided test of zero, with the interval that agrees with it. The variance is above 0.
 *
 * @param n units in all variants together, for the look
 */
export function judge(
  { value, variance, df }: KnownVariance & { readonly value: number },
  n: number,
  { alpha = 0.05, look }: CompareOptions,
): JudgedDifference {
  const error = Math.sqrt(variance)
  const statistic = value / error
  const verdict = verdictOf({ statistic, ...(df < Infinity && { df }), n, alpha }, look)
  const reach = verdict.critical * error
  return { ...verdict, interval: agreeing(value, value - reach, value + reach, verdict.significant), statistic, error }
}

export const noSpread = 'No unit of a variant differs from others, so chance cannot be judged.'
