/** What a difference or a lift is likely to be, given a normal prior, from estimates and their standard errors. */
import { emptyVariant, type Interval, type LevelOptions } from '../answer.js'
import { checkAbove, checkAlpha, checkMoments } from '../check.js'
import { continuedFraction } from '../distributions/continued-fraction.js'
import { normalCdf, normalSurvival, normalUpperQuantile } from '../distributions/normal.js'
import { estimateOf } from '../means.js'
import type { Moments } from '../moments/moments.js'
import type { Estimate } from '../welch.js'

/** What was known of the effect before: nothing, or a normal distribution on the scale of the answer. */
export type EffectPrior = 'flat' | { readonly mean: number; readonly sd: number }

/** A prior for lifts: two of three lie between −30 % and +30 %. Large lifts of few units shrink towards none. */
export const usualLiftPrior: EffectPrior = { mean: 0, sd: 0.3 }

/** Options of {@link bayesEstimate} and {@link bayesMeans}. */
export interface BayesEstimateOptions extends LevelOptions {
  /** Whether the effect is treatment minus control, or that as a share of control's size; default `lift`. */
  readonly scale?: 'difference' | 'lift'
  /** On that scale; default `flat`. {@link usualLiftPrior} is for lifts. */
  readonly prior?: EffectPrior
}

/** What the data and the prior say about the effect. */
export type BayesianEffect =
  | {
      readonly status: 'ok'
      readonly scale: 'difference' | 'lift'
      /** Mean and standard deviation of the effect after the data. */
      readonly mean: number
      readonly sd: number
      /** The bounds leave out alpha / 2 on either side. */
      readonly interval: Interval
      /** Chance that the effect is above zero. */
      readonly chanceAbove: number
      /** Chance that it is below; exact also where the other one rounds to 1. */
      readonly chanceBelow: number
      /** What choosing a variant loses on average, in the unit of the scale, if more is better; else each is the other's. */
      readonly expectedLoss: { readonly control: number; readonly treatment: number }
      readonly method: string
      readonly warnings: readonly string[]
    }
  | { readonly status: 'undefined'; readonly reason: string; readonly method: string }

const method = 'normal posterior'
const largestNoise = 0.1

/**
 * Effect of the treatment on means, one value a unit. See {@link bayesEstimate}.
 *
 * @throws RangeError if alpha is not between 0 and 1, the moments are not those of any data, or the prior has no spread
 * @example bayesMeans(momentsOf([1, 2, 3, 4, 5]), momentsOf([2, 4, 6, 8, 10]), { prior: usualLiftPrior })
 */
export function bayesMeans(control: Moments, treatment: Moments, options: BayesEstimateOptions = {}): BayesianEffect {
  checkMoments('control', control)
  checkMoments('treatment', treatment)
  return bayesEstimate(estimateOf(control), estimateOf(treatment), options)
}

/**
 * Effect of the treatment on any value that comes with its standard error, normal by the central limit theorem. Prior and
 * data weigh as the inverse of their variances; the lift's variance is that of the delta method, which wants a control
 * well away from zero, or a warning says so.
 *
 * @throws RangeError if alpha is not between 0 and 1, a variance is negative, or the prior has no spread
 * @see Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 2.5
 * @example bayesEstimate({ n: 900, value: 2, variance: 0.01 }, { n: 900, value: 2.3, variance: 0.01 })
 */
export function bayesEstimate(
  control: Estimate,
  treatment: Estimate,
  { alpha = 0.05, scale = 'lift', prior = 'flat' }: BayesEstimateOptions = {},
): BayesianEffect {
  checkAlpha(alpha)
  if (prior !== 'flat') checkAbove('sd of the prior', prior.sd)
  if (prior !== 'flat' && !Number.isFinite(prior.mean))
    throw new RangeError(`The prior's mean cannot be ${prior.mean}.`)
  for (const [name, { value, variance }] of Object.entries({ control, treatment })) {
    if (!Number.isFinite(value)) throw new RangeError(`value of ${name} cannot be ${value}.`)
    if (!(variance >= 0 && variance < Infinity)) throw new RangeError(`variance of ${name} cannot be ${variance}.`)
  }
  const empty = emptyVariant(control, treatment)
  if (empty) return nothing(empty)
  if (control.n === 1 || treatment.n === 1) {
    return nothing('A variant has a single unit, so chance cannot be judged.')
  }
  const size = Math.abs(control.value)
  if (scale === 'lift' && size === 0) return nothing('The control is zero, so the lift has no meaning.')

  const base = scale === 'lift' ? size : 1
  const weight = scale === 'lift' ? treatment.value / size : 1 // Of control's noise in the lift, by the delta method.
  const effect = (treatment.value - control.value) / base
  const error = Math.hypot(Math.sqrt(treatment.variance) / base, (weight * Math.sqrt(control.variance)) / base)
  if (error === 0) return nothing('No unit of a variant differs from others, so chance cannot be judged.')

  const known = prior === 'flat' ? 0 : (error / Math.hypot(error, prior.sd)) ** 2 // The prior's share of the weight.
  const mean = prior === 'flat' ? effect : known * prior.mean + (1 - known) * effect
  const sd = error * Math.sqrt(1 - known)
  const z = mean / sd
  const reach = normalUpperQuantile(alpha / 2) * sd
  return {
    status: 'ok',
    scale,
    mean,
    sd,
    interval: { status: 'ok', estimate: mean, low: mean - reach, high: mean + reach },
    chanceAbove: normalCdf(z),
    chanceBelow: normalSurvival(z),
    expectedLoss: { control: sd * meanAbove(z), treatment: sd * meanAbove(-z) },
    method: `${method}, ${prior === 'flat' ? 'flat prior' : `prior N(${prior.mean}, ${prior.sd}²)`}`,
    warnings: scale === 'lift' ? warningsOf(control) : [],
  }
}

/**
 * Mean of a normal variable with mean z and variance 1, counting 0 where it is negative: φ(z) + z Φ(z). Left of −1 it is
 * φ(z) times two continued fractions, so that no digit cancels.
 *
 * @see NIST DLMF 7.9.1
 */
export function meanAbove(z: number): number {
  if (z > 0) return z + meanAbove(-z)
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  if (z > -1 || density === 0) return density && density + z * normalCdf(z)
  const rest = continuedFraction(
    (step) => step,
    () => -z,
  )
  return (density * rest) / (rest - z)
}

function nothing(reason: string): BayesianEffect {
  return { status: 'undefined', reason, method }
}

function warningsOf({ value, variance }: Estimate): string[] {
  const warnings: string[] = []
  if (value < 0) warnings.push('The control is negative; the lift is relative to its size.')
  if (Math.sqrt(variance) > largestNoise * Math.abs(value)) {
    warnings.push(`The control is uncertain by more than ${largestNoise * 100} %; the lift is not close to normal.`)
  }
  return warnings
}
