/**
 * Intervals for a difference or a ratio of two rates, put together from one interval for each rate: a bound lies as far
 * from the estimate as both rates may err towards it, added up like independent errors.
 */
import { emptyVariant, type Interval } from '../answer.js'
import { checkAlpha } from '../check.js'
import { normalUpperQuantile } from '../distributions/normal.js'
import { checkSuccesses } from './proportions.js'
import { type Count, differenceOf, rateOf } from './score.js'

/** Between what bounds one rate lies. */
export interface RateLimits {
  readonly low: number
  readonly high: number
}

/**
 * Newcombe's hybrid score interval for treatment's rate minus control's: Wilson's limits of each rate, combined. It is
 * in closed form and keeps its level at small counts. Unlike the interval of `compareProportions` it does not come from
 * a test of its own, so near alpha it can disagree with a p-value; undefined if a variant has no units.
 *
 * @param alpha accepted chance of missing the true difference; default 0.05, a 95 % interval
 * @throws RangeError if alpha is not between 0 and 1, or a count is not a whole number from 0 to n
 * @see Newcombe (1998), Interval estimation for the difference between independent proportions, Statistics in Medicine
 *   17, method 10
 * @example newcombeDifference({ n: 80, successes: 48 }, { n: 70, successes: 56 }) // 0.0524 to 0.3339
 */
export function newcombeDifference(control: Count, treatment: Count, alpha = 0.05): Interval {
  checkAlpha(alpha)
  checkSuccesses('control', control)
  checkSuccesses('treatment', treatment)
  const empty = emptyVariant(control, treatment)
  if (empty) return { status: 'undefined', reason: empty }
  const critical = normalUpperQuantile(alpha / 2)
  const estimate = differenceOf(control, treatment)
  const limits = hybridDifference(control, treatment, (count) => wilsonLimits(count, critical))
  return { status: 'ok', estimate, ...limits }
}

/** Bounds for treatment's rate minus control's. */
export function hybridDifference(
  control: Count,
  treatment: Count,
  limitsOf: (count: Count) => RateLimits,
): { readonly low: number; readonly high: number } {
  const estimate = differenceOf(control, treatment)
  const from = limitsOf(control)
  const to = limitsOf(treatment)
  return {
    low: Math.max(estimate - Math.hypot(rateOf(treatment) - to.low, from.high - rateOf(control)), -1),
    high: Math.min(estimate + Math.hypot(to.high - rateOf(treatment), rateOf(control) - from.low), 1),
  }
}

/**
 * Bounds for treatment's rate divided by control's. The upper one is Infinity where control's rate may be zero.
 *
 * @see Donner & Zou (2012), Closed-form confidence intervals for functions of the normal mean and standard deviation,
 *   Statistical Methods in Medical Research 21
 */
export function hybridRatio(
  control: Count,
  treatment: Count,
  limitsOf: (count: Count) => RateLimits,
): { readonly low: number; readonly high: number } {
  const from = limitsOf(control)
  const to = limitsOf(treatment)
  const product = rateOf(control) * rateOf(treatment)
  // limit · (2 rate − limit) is rate² − error², and so at most rate².
  const top = (limit: number) => limit * (2 * rateOf(treatment) - limit)
  const bottom = (limit: number) => limit * (2 * rateOf(control) - limit)
  const root = (a: number, b: number) => product + Math.sqrt(Math.max(product * product - a * b, 0))
  const low = top(to.low)
  return {
    low: low > 0 ? low / root(low, bottom(from.high)) : 0,
    high: root(top(to.high), bottom(from.low)) / bottom(from.low),
  }
}

/** @see Wilson (1927), Probable inference, the law of succession, and statistical inference */
function wilsonLimits({ n, successes }: Count, critical: number): RateLimits {
  const square = critical * critical
  const failures = n - successes
  const root = critical * Math.sqrt(square + (4 * successes * failures) / n)
  const lowest = (count: number) => (2 * count * count) / (n * (2 * count + square + root))
  return { low: lowest(successes), high: 1 - lowest(failures) }
}
