/**
 * Takes out of an outcome what values from before the experiment explain (CUPED), for means and for ratios, with any
 * number of covariates. Gives linear combinations of the variants' means, from which variances and covariances follow.
 */
import { dot, solveSymmetric } from '../cholesky.js'
import { type CrossMoments, checkCrossMoments, mergeCrossMoments, productOf } from '../moments/cross-moments.js'

/** `mean` has its outcome in column 0; `ratio` its denominator in column 0 and its numerator in column 1. */
export type Outcome = 'mean' | 'ratio'

export interface AdjustOptions {
  /**
   * Where the covariates' coefficients come from: `pooled` takes one set from all variants (less noise, the default),
   * `within` one from each (the treatment may change how the outcome depends on them).
   */
  readonly theta?: 'pooled' | 'within'
}

/** One variant of an adjustment. */
export interface AdjustedVariant {
  readonly moments: CrossMoments
  readonly value: number
  readonly unadjusted: number
  /** Coefficient of each covariate. */
  readonly theta: readonly number[]
  /** What the deviations of the first columns add to a unit's outcome. */
  readonly weights: readonly number[]
  /** Turns a sum of products into the covariance of two means. */
  readonly perProduct: number
}

export type Adjustment =
  | { readonly status: 'ok'; readonly variants: readonly AdjustedVariant[] }
  | { readonly status: 'undefined'; readonly reason: string }

/**
 * Outcome − θ (covariates − their mean over all variants), with θ by least squares within the variants.
 *
 * A ratio is taken as the mean of (y − R d) / d̄ over units, the part of each unit in it. A ratio before the experiment
 * goes in as two covariates, numerator and denominator: the best of their combinations is at least as good.
 *
 * @see Deng, Xu, Kohavi & Walker (2013), Improving the sensitivity of online controlled experiments by utilizing
 * pre-experiment data
 * @see Lin (2013), Agnostic notes on regression adjustments to experimental data (θ within variants)
 */
export function adjust(
  outcome: Outcome,
  variants: readonly CrossMoments[],
  { theta = 'pooled' }: AdjustOptions = {},
): Adjustment {
  const head = outcome === 'ratio' ? 2 : 1
  const columns = variants.find(({ n }) => n > 0)?.means.length ?? head + 1
  if (columns <= head) throw new RangeError(`A ${outcome} needs at least ${head + 1} columns to be adjusted.`)
  for (const [at, variant] of variants.entries()) checkCrossMoments(`variant ${at}`, variant, columns)
  if (variants.some(({ n }) => n < 2)) return undefinedFor('A variant with fewer than two units cannot be adjusted.')
  if (outcome === 'ratio' && variants.some(({ means }) => means[0] === 0)) {
    return undefinedFor('The denominators of a variant add up to zero.')
  }

  const covariates = Array.from({ length: columns - head }, (_, at) => head + at)
  const spare = (units: number, groups: number) => units - groups - covariates.length
  const units = variants.reduce((sum, { n }) => sum + n, 0)
  const left = theta === 'within' ? Math.min(...variants.map(({ n }) => spare(n, 1))) : spare(units, variants.length)
  if (left < 1) return undefinedFor('There are too few units for so many covariates.')

  const all = mergeCrossMoments(...variants).means
  const weighed = variants.map((moments) => ({ moments, weights: weightsOf(outcome, moments) }))
  const pooled = theta === 'pooled' ? thetaOf(weighed, covariates) : undefined
  const adjusted: AdjustedVariant[] = []
  for (const one of weighed) {
    const { moments, weights } = one
    const { n, means } = moments
    const coefficients = theta === 'pooled' ? pooled : thetaOf([one], covariates)
    if (!coefficients) return undefinedFor('A covariate is constant or follows from the others; leave it out.')
    const unadjusted = outcome === 'ratio' ? (means[1] ?? 0) / (means[0] ?? 1) : (means[0] ?? 0)
    const moved = covariates.map((column) => (means[column] ?? 0) - (all[column] ?? 0))
    adjusted.push({
      moments,
      value: unadjusted - dot(coefficients, moved),
      unadjusted,
      theta: coefficients,
      weights,
      // One degree of freedom per coefficient is gone: from each variant, or shared by all.
      perProduct: (theta === 'within' ? 1 / spare(n, 1) : (units - variants.length) / left / (n - 1)) / n,
    })
  }
  return { status: 'ok', variants: adjusted }
}

/** What each column's deviation adds to the outcome of its unit; the deviation of a ratio is (y − R d) / d̄. */
function weightsOf(outcome: Outcome, { means: [first = 1, second = 0] }: CrossMoments): number[] {
  return outcome === 'ratio' ? [-second / first / first, 1 / first] : [1]
}

/** Least squares within variants; undefined if a covariate depends on others. */
function thetaOf(
  group: readonly { readonly moments: CrossMoments; readonly weights: readonly number[] }[],
  covariates: readonly number[],
): readonly number[] | undefined {
  const sum = (i: number, j: number) => group.reduce((total, { moments }) => total + productOf(moments, i, j), 0)
  const withOutcome = covariates.map((column) =>
    group.reduce((total, { moments, weights }) => {
      return weights.reduce((inner, weight, at) => inner + weight * productOf(moments, at, column), total)
    }, 0),
  )
  const [first = 0] = covariates
  return solveSymmetric((i, j) => sum(first + i, first + j), [withOutcome])?.[0]
}

function undefinedFor(reason: string): Adjustment {
  return { status: 'undefined', reason }
}
