/**
 * The t test of a weighted sum of independent estimates, and the lift of a difference over a control that moves with it
 * in whatever way.
 */
import { agreeing, type Comparison, type Interval, undefinedComparison } from './answer.js'
import { normalLogSurvival, normalUpperQuantile } from './distributions/normal.js'
import { studentLogSurvival, studentUpperQuantile } from './distributions/student.js'
import { fiellerLift } from './fieller.js'
import { twoSided } from './two-sided.js'
import type { Estimate } from './welch.js'

/** A value with its squared standard error, and how well that is known. */
export interface Contrast {
  readonly value: number
  readonly variance: number
  /** Degrees of freedom; Infinity where the variance is taken as known. */
  readonly df: number
}

/**
 * The sum of weight × estimate, with Satterthwaite's degrees of freedom. Estimates need 2 units each.
 *
 * @see Satterthwaite (1946), An approximate distribution of estimates of variance components
 */
export function contrastOf(terms: readonly (readonly [weight: number, estimate: Estimate])[]): Contrast {
  const parts = terms.map(([weight, { n, variance }]) => ({ df: n - 1, variance: weight * weight * variance }))
  return {
    value: terms.reduce((sum, [weight, { value }]) => sum + weight * value, 0),
    ...pooled(parts),
  }
}

/** Variances added up, each known as well as its degrees of freedom say. */
export function pooled(parts: readonly Omit<Contrast, 'value'>[]): Omit<Contrast, 'value'> {
  const variance = parts.reduce((sum, part) => sum + part.variance, 0)
  // Shares, not variances, are squared: 1e-200 must not underflow.
  return { variance, df: 1 / parts.reduce((sum, part) => sum + (part.variance / variance) ** 2 / part.df, 0) }
}

export interface ContrastTest {
  readonly interval: Interval
  readonly pValue: number
  readonly logPValue: number
  readonly statistic: number
  readonly df: number
  readonly critical: number
  readonly significant: boolean
}

/** Two-sided t test of zero, with the interval that agrees with it. The variance is above 0. */
export function testContrast({ value, variance, df }: Contrast, alpha: number): ContrastTest {
  const error = Math.sqrt(variance)
  const statistic = value / error
  const { pValue, logPValue } = twoSided(logTail(Math.abs(statistic), df))
  const significant = pValue <= alpha
  const critical = criticalValue(alpha / 2, df)
  const interval = agreeing(value, value - critical * error, value + critical * error, significant)
  return { interval, pValue, logPValue, statistic, df, critical, significant }
}

/** Natural logarithm of the chance of a t statistic above t; of a z statistic where df is Infinity. */
export function logTail(t: number, df: number): number {
  return df === Infinity ? normalLogSurvival(t) : studentLogSurvival(t, df)
}

/** The value that a t statistic exceeds with chance p; a z statistic where df is Infinity. */
export function criticalValue(p: number, df: number): number {
  return df === Infinity ? normalUpperQuantile(p) : studentUpperQuantile(p, df)
}

/** What is known of control besides the difference. */
export interface Base {
  readonly value: number
  /** Squared standard error of control. */
  readonly variance: number
  /** Covariance of the difference and control; minus control's variance where control and treatment are independent. */
  readonly covariance: number
}

/**
 * The comparison of a difference with a control that it may be correlated with in any way.
 *
 * The lifts l that are not rejected satisfy (Δ − l C)² ≤ c² (D − 2 l K + l² V), where Δ is the difference with variance
 * D, C control with variance V, and K their covariance. Fieller's interval for independent variants is the case K = −V.
 * With k = −K/V − 1, Δ + k C has covariance −V with C, and its lift is that of Δ plus k: so the interval for independent
 * variants, moved back by k, is the answer.
 *
 * @see Fieller (1954), Some problems in interval estimation
 */
export function compareContrast(
  contrast: Contrast,
  base: Base,
  alpha: number,
  method: string,
  warnings: readonly string[] = [],
): Comparison {
  if (contrast.variance === 0) {
    return undefinedComparison('No unit differs from others of its variant, so chance cannot be judged.', method)
  }
  const { interval, critical, significant, ...test } = testContrast(contrast, alpha)
  const k = base.variance > 0 ? -base.covariance / base.variance - 1 : 0
  const variance = contrast.variance + k * (2 * base.covariance + k * base.variance)
  const error = Math.sqrt(variance)
  const statistic = (contrast.value + k * base.value) / error
  const moved = fiellerLift({
    base: base.value / error,
    statistic,
    controlShare: base.variance / variance,
    critical,
    significant: k === 0 ? significant : Math.abs(statistic) >= critical,
  })
  const lift = k === 0 ? moved : shifted(moved, base.value < 0 ? k : -k, significant)
  const signWarning = base.value < 0 ? ['The control is negative; the lift is relative to its size.'] : []
  return { difference: interval, lift, ...test, method, warnings: [...warnings, ...signWarning] }
}

function shifted(interval: Interval, by: number, significant: boolean): Interval {
  if (interval.status === 'undefined') return interval
  if (interval.status === 'ok') {
    return agreeing(interval.estimate + by, interval.low + by, interval.high + by, significant)
  }
  const { estimate, low, high, ...rest } = interval
  return {
    ...rest,
    ...(estimate !== undefined && { estimate: estimate + by }),
    ...(low !== undefined && { low: low + by }),
    ...(high !== undefined && { high: high + by }),
  }
}
