/** What two success rates are likely to be, given a prior: nothing is approximated but the integrals. */
import type { Interval, LevelOptions } from '../answer.js'
import { checkAlpha } from '../check.js'
import { normalUpperQuantile } from '../distributions/normal.js'
import { findPositiveRoot } from '../find-root.js'
import type { Count } from '../proportions/score.js'
import { integrate } from './integrate.js'
import { type BetaPosterior, type BetaPrior, betaPosterior, checkedPrior } from './posterior.js'

/** What the data and the prior say about two rates. */
export interface BayesianProportions {
  /** Chance that the treatment's rate is above the control's. */
  readonly chanceAbove: number
  /** Chance that it is below; exact also where the other one rounds to 1. */
  readonly chanceBelow: number
  /**
   * What a choice loses on average, in the unit of the rate, if more is better: the mean shortfall of the chosen
   * variant, counting 0 where it is the better one. Where less is better, each is the other's.
   */
  readonly expectedLoss: { readonly control: number; readonly treatment: number }
  /** Treatment minus control: the mean, and the bounds that leave out alpha / 2 on either side. */
  readonly difference: Interval
  /** The difference as a share of control: the median, and the bounds that leave out alpha / 2 on either side. */
  readonly lift: Interval
  readonly method: string
}

/** Options of {@link bayesProportions}. */
export interface BayesProportionsOptions extends LevelOptions {
  /** What was known of either rate before; default alpha 1 and beta 1, every rate equally likely. */
  readonly prior?: BetaPrior
}

/**
 * Chance that treatment beats control, what choosing either one loses, and credible intervals, with a beta prior on both
 * rates. Variants without units are what the prior says of them.
 *
 * An answer of a kind that looking early does not break, but one that depends on the prior; it does not keep the rate
 * of false alarms at alpha.
 *
 * @throws RangeError if alpha is not between 0 and 1, a count is not a whole number from 0 to n, or the prior is not proper
 * @see Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 2.4
 * @example bayesProportions({ n: 1000, successes: 100 }, { n: 1000, successes: 130 }).chanceAbove // 0.98
 */
export function bayesProportions(
  control: Count,
  treatment: Count,
  { alpha = 0.05, prior = { alpha: 1, beta: 1 } }: BayesProportionsOptions = {},
): BayesianProportions {
  checkAlpha(alpha)
  const c = betaPosterior('control', control, checkedPrior(prior))
  const t = betaPosterior('treatment', treatment, prior)
  const mean = t.mean - c.mean
  const sd = Math.sqrt(c.variance + t.variance)
  const chance = chanceOver(c, t)
  const z = normalUpperQuantile(alpha / 2)

  // The normal distribution's bound is the guess; the search runs over e^((difference − mean) / sd), which is positive.
  const differenceAt = (share: number, guess: number) =>
    mean +
    sd * Math.log(findPositiveRoot((x) => differenceBelow(c, t, mean + sd * Math.log(x)) - share, Math.exp(guess)))
  const spread = Math.sqrt(c.variance / c.mean ** 2 + t.variance / t.mean ** 2)
  const liftAt = (share: number, guess: number) =>
    findPositiveRoot((x) => ratioBelow(c, t, x) - share, (t.mean / c.mean) * Math.exp(guess * spread)) - 1
  return {
    ...chance,
    expectedLoss: { control: shortfall(c, t), treatment: shortfall(t, c) },
    difference: {
      status: 'ok',
      estimate: mean,
      low: differenceAt(alpha / 2, -z),
      high: differenceAt(1 - alpha / 2, z),
    },
    lift: { status: 'ok', estimate: liftAt(0.5, 0), low: liftAt(alpha / 2, -z), high: liftAt(1 - alpha / 2, z) },
    method: `beta-binomial, prior Beta(${prior.alpha}, ${prior.beta})`,
  }
}

/** The smaller of both chances is integrated, the other its complement. */
function chanceOver(c: BetaPosterior, t: BetaPosterior): { chanceAbove: number; chanceBelow: number } {
  if (t.mean < c.mean) {
    const { chanceAbove, chanceBelow } = chanceOver(t, c)
    return { chanceAbove: chanceBelow, chanceBelow: chanceAbove }
  }
  const chanceBelow = Math.min(
    integrate((at) => c.density(at) * t.below(at), [...c.breaks, ...t.breaks]),
    0.5,
  )
  return { chanceAbove: 1 - chanceBelow, chanceBelow }
}

/** Mean of how far `chosen` lies below `other`, 0 where it does not: the chance that a rate lies between them. */
function shortfall(chosen: BetaPosterior, other: BetaPosterior): number {
  const between = (at: number) => chosen.below(at) * other.above(at) * rateAt(at) * rateAt(-at)
  return integrate(between, [...chosen.breaks, ...other.breaks])
}

/** Chance that treatment minus control is at most d. */
function differenceBelow(c: BetaPosterior, t: BetaPosterior, d: number): number {
  return over(c, t, d > 0 ? 1 - d : -d, (rate, rest) => logOdds(rate + d, rest - d))
}

/** Chance that treatment ÷ control is at most r. */
function ratioBelow(c: BetaPosterior, t: BetaPosterior, r: number): number {
  return over(c, t, 1 / r, (rate, rest) => logOdds(r * rate, r > 1 ? 1 - r * rate : rest + (1 - r) * rate))
}

/** Mean over the control's rate of the chance that the treatment lies below what belongs to it. */
function over(c: BetaPosterior, t: BetaPosterior, edge: number, bound: (rate: number, rest: number) => number): number {
  const at = logOdds(edge, 1 - edge)
  const isWithin = at > Math.min(...c.breaks) && at < Math.max(...c.breaks)
  const breaks = isWithin ? [...c.breaks, at] : c.breaks
  return integrate((x) => c.density(x) * t.below(bound(rateAt(x), rateAt(-x))), breaks)
}

const rateAt = (at: number) => 1 / (1 + Math.exp(-at))
const logOdds = (rate: number, rest: number) => (rate <= 0 ? -Infinity : rest <= 0 ? Infinity : Math.log(rate / rest))
