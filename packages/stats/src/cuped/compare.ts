/**
 * Compares two variants by outcomes from which covariates were taken out. Difference, lift and p-value share one
 * standard error, and the lift knows how the difference and control move together.
 */
import { type CompareOptions, type Comparison, undefinedComparison } from '../answer.js'
import { checkAlpha } from '../check.js'
import { compareContrast } from '../contrast.js'
import { criticalValue } from '../distributions/statistic.js'
import { balanceWarnings } from '../imbalance.js'
import { type CrossMoments, productOf } from '../moments/cross-moments.js'
import { noPairMoments } from '../moments/pair-moments.js'
import { noiseWarning } from '../ratios.js'
import { pooled } from '../satterthwaite.js'
import { type Estimate, warningsOf } from '../welch.js'
import { type AdjustedVariant, type AdjustOptions, adjust, type Outcome } from './adjustment.js'

export interface CompareAdjustedOptions extends CompareOptions, AdjustOptions {
  /** Further variants of the experiment: their units help to learn the coefficients and the covariates' means. */
  readonly others?: readonly CrossMoments[]
}

/** A comparison with what the adjustment did. */
export interface AdjustedComparison extends Comparison {
  /** Absent where everything is undefined. */
  readonly adjusted?: {
    /** Coefficients of the covariates. */
    readonly theta: { readonly control: readonly number[]; readonly treatment: readonly number[] }
    /** Control's and treatment's adjusted value; the lift is of one over the other. */
    readonly control: number
    readonly treatment: number
    /** Treatment minus control without the adjustment. */
    readonly unadjustedDifference: number
    /** Share by which the variance of the difference is smaller than without; 0.5 is worth twice the units. */
    readonly varianceReduction: number
  }
}

const rounding = 1e-13 // Of the parts that cancel; a variance below is what remains of a perfect fit.

/**
 * Difference and lift of two means, less noise by what the covariates explain.
 *
 * Columns are the outcome, then one or several covariates; a covariate must not be affected by the experiment, as a
 * value from before it is not.
 *
 * The lift is the adjusted difference over the *adjusted* control, Ā₀ = r̄₀ + θ x̄ with r = y − θ x in control and x̄ over
 * all units. So the lift is exactly that between the two adjusted values, and its denominator has less noise than the
 * unadjusted one. With S the covariances within a variant, w₀ and w₁ the shares of all units N:
 *   Var(Δ) = S₀(r, r) / n₀ + S₁(r, r) / n₁
 *   Var(Ā₀) = S₀(r, r) / n₀ + 2 S₀(r, θx) / N + Σ w S(θx, θx) / N
 *   Cov(Δ, Ā₀) = −S₀(r, r) / n₀ + (S₁(r, θx) − S₀(r, θx)) / N
 * Fieller's set follows from these three. Taking x̄ as exact would leave out Σ w S(θx, θx) / N, and make the lift too
 * certain where it is large.
 *
 * - A variant with fewer than two units, or covariates that depend on each other, leave everything undefined.
 * - Coefficients are taken as known, but each costs a degree of freedom in the variance.
 *
 * @throws RangeError if alpha is not between 0 and 1, or the moments are not those of any data
 * @see Deng, Xu, Kohavi & Walker (2013), Improving the sensitivity of online controlled experiments by utilizing
 * pre-experiment data; Lin (2013), Agnostic notes on regression adjustments to experimental data
 * @see Fieller (1954), Some problems in interval estimation
 * @example
 * const [control, treatment] = crossMomentsOfColumns(labels, [revenue, revenueBefore], 2)
 * if (control && treatment) compareMeansAdjusted(control, treatment)
 */
export function compareMeansAdjusted(
  control: CrossMoments,
  treatment: CrossMoments,
  options: CompareAdjustedOptions = {},
): AdjustedComparison {
  return compareAdjusted('mean', control, treatment, options)
}

/**
 * Difference and lift of two ratios of sums, less noise by what the covariates explain.
 *
 * Columns are the denominator, the numerator, then one or several covariates, of which any may be the denominator and
 * the numerator before the experiment. Otherwise as {@link compareMeansAdjusted}, with the part of a unit in the ratio,
 * (y − R d) / d̄, as its outcome.
 *
 * @throws RangeError if alpha is not between 0 and 1, or the moments are not those of any data
 * @see Deng, Knoblich & Lu (2018), Applying the delta method in metric analytics
 * @example compareRatiosAdjusted(crossMomentsOf(controlRows), crossMomentsOf(treatmentRows)) // [views, clicks, before]
 */
export function compareRatiosAdjusted(
  control: CrossMoments,
  treatment: CrossMoments,
  options: CompareAdjustedOptions = {},
): AdjustedComparison {
  return compareAdjusted('ratio', control, treatment, options)
}

/** Each variant's adjusted value with the variance of its own units, for what takes independent estimates. */
export function adjustedEstimates(
  outcome: Outcome,
  variants: readonly CrossMoments[],
  options: AdjustOptions = {},
):
  | { readonly status: 'ok'; readonly estimates: readonly Estimate[] }
  | { readonly status: 'undefined'; readonly reason: string } {
  const adjustment = adjust(outcome, variants, options)
  if (adjustment.status === 'undefined') return adjustment
  const estimates = adjustment.variants.map((variant) => {
    const residual = [...variant.weights, ...variant.theta.map((one) => -one)]
    return { n: variant.moments.n, value: variant.value, variance: covariance(variant, residual, residual) }
  })
  return { status: 'ok', estimates }
}

function compareAdjusted(
  outcome: Outcome,
  control: CrossMoments,
  treatment: CrossMoments,
  { alpha = 0.05, look, others = [], theta = 'pooled' }: CompareAdjustedOptions,
): AdjustedComparison {
  checkAlpha(alpha)
  const method = `CUPED with ${theta} coefficients, ${outcome === 'ratio' ? 'delta method on units, ' : ''}Welch t, Fieller lift`
  const adjustment = adjust(outcome, [control, treatment, ...others], { theta })
  if (adjustment.status === 'undefined') return undefinedComparison(adjustment.reason, method)
  const { variants } = adjustment
  const [first, second] = variants
  if (!first || !second) return undefinedComparison('There is nothing to compare.', method)

  const units = variants.reduce((sum, { moments }) => sum + moments.n, 0)
  const parts = variants.map((variant) => {
    const base = loading(first, variant, units)
    const apart = loading(second, variant, units).map((value, at) => value - (base[at] ?? 0))
    return {
      df: variant.moments.n - 1,
      variance: covariance(variant, apart, apart),
      base: covariance(variant, base, base),
      joint: covariance(variant, apart, base),
    }
  })
  const total = pooled(parts)
  const unadjusted = second.unadjusted - first.unadjusted
  const value = second.value - first.value
  const before = rawVariance(first) + rawVariance(second)
  const varianceReduction = before > 0 ? 1 - total.variance / before : 0
  const named = [
    { name: 'control', variant: first, variance: parts[0]?.variance ?? 0 },
    { name: 'treatment', variant: second, variance: parts[1]?.variance ?? 0 },
  ]
  const warnings = [
    ...named.flatMap(({ name, variant, variance }) => warningsOf(name, { n: variant.moments.n, value, variance })),
    ...(outcome === 'ratio' ? named.flatMap(({ name, variant }) => denominatorWarning(name, variant.moments)) : []),
    ...balanceWarnings(control, treatment, first.weights.length),
    ...(varianceReduction < 0 ? ['The covariates add noise rather than take it out.'] : []),
  ]
  const comparison = compareContrast(
    { value, ...total },
    { value: first.value, variance: sumOf(parts, 'base'), covariance: sumOf(parts, 'joint') },
    control.n + treatment.n,
    { alpha, look },
    method,
    warnings,
  )
  if (comparison.pValue === undefined) return comparison
  // Near zero the sign is chance, with the adjustment as without.
  const clear = comparison.pValue <= alpha || Math.abs(unadjusted) > criticalValue(alpha / 2) * Math.sqrt(before)
  const turned = clear && unadjusted * value < 0
  return {
    ...comparison,
    warnings: turned
      ? [...comparison.warnings, 'With and without the adjustment the difference has opposite signs.']
      : comparison.warnings,
    adjusted: {
      theta: { control: first.theta, treatment: second.theta },
      control: first.value,
      treatment: second.value,
      unadjustedDifference: unadjusted,
      varianceReduction,
    },
  }
}

/** How much the means of one variant's columns weigh in the adjusted value of another, or of itself. */
function loading(of: AdjustedVariant, on: AdjustedVariant, units: number): number[] {
  const own = of === on ? 1 : 0
  const share = on.moments.n / units
  return [...of.weights.map((weight) => weight * own), ...of.theta.map((one) => one * share - one * own)]
}

/** Covariance of two weighted sums of a variant's means. */
function covariance(
  { moments, perProduct }: AdjustedVariant,
  one: readonly number[],
  other: readonly number[],
): number {
  let sum = 0
  let size = 0
  for (const [i, left] of one.entries()) {
    for (const [j, right] of other.entries()) {
      const part = left * right * productOf(moments, i, j)
      sum += part
      size += Math.abs(part)
    }
  }
  return Math.abs(sum) > size * rounding ? sum * perProduct : 0
}

function rawVariance(variant: AdjustedVariant): number {
  const { n } = variant.moments
  return covariance({ ...variant, perProduct: 1 / (n - 1) / n }, variant.weights, variant.weights)
}

function denominatorWarning(name: string, moments: CrossMoments): string[] {
  const [meanX = 0] = moments.means
  return noiseWarning(name, { ...noPairMoments, n: moments.n, meanX, m2X: productOf(moments, 0, 0) })
}

function sumOf(parts: readonly { readonly base: number; readonly joint: number }[], field: 'base' | 'joint'): number {
  return parts.reduce((sum, part) => sum + part[field], 0)
}
