/** A weighted sum of independent estimates, and the lift of a difference over a control that moves with it in whatever way. */
import { agreeing, type CompareOptions, type Comparison, type Interval, undefinedComparison } from './answer.js'
import { judge, noSpread } from './difference.js'
import { fiellerLift } from './fieller.js'
import { type KnownVariance, pooled } from './satterthwaite.js'
import { type Estimate, signWarning } from './welch.js'

/** A value with its squared standard error, and how well that is known. */
export interface Contrast extends KnownVariance {
  readonly value: number
}

/** The sum of weight × estimate, with Satterthwaite's degrees of freedom. Estimates need 2 units each. */
export function contrastOf(terms: readonly (readonly [weight: number, estimate: Estimate])[]): Contrast {
  return {
    value: terms.reduce((sum, [weight, { value }]) => sum + weight * value, 0),
    ...pooled(terms.map(([weight, { n, variance }]) => ({ df: n - 1, variance: weight * weight * variance }))),
  }
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
  n: number,
  options: CompareOptions,
  method: string,
  warnings: readonly string[] = [],
): Comparison {
  if (contrast.variance === 0) return undefinedComparison(noSpread, method)
  const { interval, critical, significant, answer, ...judged } = judge(contrast, n, options)
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
  return {
    difference: interval,
    lift: k === 0 ? moved : shifted(moved, base.value < 0 ? k : -k, significant),
    ...answer,
    method,
    warnings: [...judged.warnings, ...warnings, ...signWarning(base.value)],
  }
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
