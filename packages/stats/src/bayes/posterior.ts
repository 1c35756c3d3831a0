/**
 * What is believed of one variant after the data: a beta distribution of its rate, or a normal one of its value. Both in
 * one shape, so that chances and losses are the same integrals for either.
 */
import { checkAbove } from '../check.js'
import { logOddsTail, oddsQuantile } from '../distributions/beta.js'
import { betaFraction, fractionConverges } from '../distributions/incomplete-beta.js'
import { normalCdf, normalSurvival } from '../distributions/normal.js'
import { checkSuccesses } from '../proportions/proportions.js'
import type { Count } from '../proportions/score.js'

/** A distribution of the true value, on a scale on which it is smooth: the value itself, or the log-odds of a rate. */
export interface Posterior {
  /** Density at a place of the scale. */
  readonly density: (at: number) => number
  /** Chance that the true value lies below a place of the scale. */
  readonly below: (at: number) => number
  readonly above: (at: number) => number
  /** Places between which nothing sharp happens; beyond the outermost is no chance that counts. */
  readonly breaks: readonly number[]
}

/** A beta distribution: what is known of a rate as if from alpha successes and beta failures. */
export interface BetaPrior {
  /** 0.1 or more. 1 with beta 1, the default, takes every rate for equally likely; ½ with ½ is Jeffreys' prior. */
  readonly alpha: number
  /** 0.1 or more. */
  readonly beta: number
}

/** Mean and variance of the beta distribution, with it. */
export interface BetaPosterior extends Posterior {
  readonly mean: number
  readonly variance: number
}

const least = 0.1
const ladder = [1, 3, 5, 7, 8.5] // Normal values: from the middle out to a chance of 1e-17.

/** The prior, refused if it is not proper, or so near to improper that most of its chance lies beside 0 and 1. */
export function checkedPrior({ alpha, beta }: BetaPrior): BetaPrior {
  for (const [name, value] of Object.entries({ alpha, beta })) {
    if (!(value >= least && value < Infinity))
      throw new RangeError(`${name} of the prior must be ${least} or more, got ${value}.`)
  }
  return { alpha, beta }
}

/** The rate of a variant, on the scale of log-odds. */
export function betaPosterior(name: string, { n, successes }: Count, prior: BetaPrior): BetaPosterior {
  checkSuccesses(name, { n, successes })
  const a = prior.alpha + successes
  const b = prior.beta + (n - successes)
  const below = (at: number) => Math.exp(logOddsTail(Math.exp(at), a, b, 'lower'))
  const above = (at: number) => Math.exp(logOddsTail(Math.exp(at), a, b, 'upper'))
  const densities = new Map<number, number>() // A root search asks for the same places again and again.
  return {
    mean: a / (a + b),
    variance: ((a / (a + b)) * (b / (a + b))) / (a + b + 1),
    density: (at) => {
      const known = densities.get(at)
      if (known !== undefined) return known
      const x = 1 / (1 + Math.exp(-at))
      const density = fractionConverges(a, b, x)
        ? below(at) / betaFraction(a, b, x)
        : above(at) / betaFraction(b, a, 1 / (1 + Math.exp(at)))
      densities.set(at, density)
      return density
    },
    below,
    above,
    breaks: [0, ...ladder].flatMap((z) =>
      (['lower', 'upper'] as const).map((tail) => Math.log(oddsQuantile(normalSurvival(z), a, b, tail))),
    ),
  }
}

/** A value of which mean and standard deviation are known, on its own scale. */
export function normalPosterior(name: string, mean: number, sd: number): Posterior {
  checkAbove(`standard error of ${name}`, sd)
  const z = (at: number) => (at - mean) / sd
  return {
    density: (at) => Math.exp(-(z(at) ** 2) / 2) / sd / Math.sqrt(2 * Math.PI),
    below: (at) => normalCdf(z(at)),
    above: (at) => normalSurvival(z(at)),
    breaks: [0, ...ladder, ...ladder.map((step) => -step)].map((step) => mean + step * sd),
  }
}
