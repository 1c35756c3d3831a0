/**
 * Compares two rates of which only the totals are known, so that events must be taken as independent of each other:
 * Poisson counts over exposures.
 */
import { agreeing, type Comparison, type Interval, type LevelOptions, undefinedComparison } from './answer.js'
import { checkAlpha, checkCount } from './check.js'
import { normalLogSurvival, normalUpperQuantile } from './distributions/normal.js'
import { conditionalTail, lowestExactRatio, lowestRateDifference, lowestScoreRatio } from './rate-bounds.js'
import { twoSided } from './two-sided.js'

/** Events of one variant, and what they are counted over. */
export interface RateTotals {
  readonly events: number
  /** Time, pages or units that were exposed to the chance of an event; 0 or more. */
  readonly exposure: number
}

export interface RateTotalsOptions extends LevelOptions {
  /**
   * - `score` (default): score test and intervals; close to the level, also for few events
   * - `exact`: given the sum of the events, the treatment's are binomial. Never above the level. It knows the ratio
   *   only, so the difference is undefined.
   */
  readonly test?: 'score' | 'exact'
}

const methods = { score: 'Poisson score', exact: 'Poisson exact, conditional on the sum of events' }
const nothing = {
  status: 'undefined',
  reason: 'The exact method is about the ratio of rates, not their difference.',
} as const

/**
 * Difference and lift of two rates of events.
 *
 * Where units bring several events each, these are seldom independent, and `compareRates` with the variance of units
 * is right; this one then finds differences that are not there.
 *
 * - Without an event in control the lift has a lower end only; without one in either variant it can be anything.
 * - A variant without exposure leaves everything undefined.
 *
 * @throws RangeError if alpha is not between 0 and 1, events are not a whole number or an exposure is negative
 * @see Przyborowski & Wilenski (1940), Homogeneity of results in testing samples from Poisson series
 * @see Ng & Tang (2005), Testing the equality of two Poisson means using the rate ratio; the score test
 * @example compareRateTotals({ events: 20, exposure: 1000 }, { events: 31, exposure: 1100 })
 */
export function compareRateTotals(
  control: RateTotals,
  treatment: RateTotals,
  { alpha = 0.05, test = 'score' }: RateTotalsOptions = {},
): Comparison {
  checkAlpha(alpha)
  checkTotals('control', control)
  checkTotals('treatment', treatment)
  const method = methods[test]
  if (control.exposure === 0) return undefinedComparison('The control has no exposure.', method)
  if (treatment.exposure === 0) return undefinedComparison('The treatment has no exposure.', method)

  return test === 'exact' ? byExact(control, treatment, alpha) : byScore(control, treatment, alpha)
}

function byScore(control: RateTotals, treatment: RateTotals, alpha: number): Comparison {
  const statistic = scoreOf(control, treatment)
  const { pValue, logPValue } = twoSided(normalLogSurvival(Math.abs(statistic)))
  const significant = pValue <= alpha
  const critical = normalUpperQuantile(alpha / 2)
  const low = lowestScoreRatio(control.events, treatment.events, critical)
  const high = 1 / lowestScoreRatio(treatment.events, control.events, critical)
  return {
    difference: agreeing(
      treatment.events / treatment.exposure - control.events / control.exposure,
      lowestRateDifference(control, treatment, critical),
      -lowestRateDifference(treatment, control, critical),
      significant,
    ),
    lift: liftOf(control, treatment, [low, high], significant),
    pValue,
    logPValue,
    statistic,
    method: methods.score,
    warnings: [],
  }
}

function byExact(control: RateTotals, treatment: RateTotals, alpha: number): Comparison {
  const odds = treatment.exposure / control.exposure
  const p = twoSided(
    Math.min(
      conditionalTail(control.events, treatment.events, odds),
      conditionalTail(treatment.events, control.events, 1 / odds),
    ),
  )
  const low = lowestExactRatio(control.events, treatment.events, alpha)
  const high = 1 / lowestExactRatio(treatment.events, control.events, alpha)
  const lift = liftOf(control, treatment, [low, high], p.pValue <= alpha)
  return { difference: nothing, lift, ...p, method: methods.exact, warnings: [] }
}

/** z at equal rates; both the difference's and the ratio's score. */
function scoreOf(control: RateTotals, treatment: RateTotals): number {
  const events = control.events + treatment.events
  if (events === 0) return 0
  const share = treatment.exposure / (control.exposure + treatment.exposure)
  const rest = control.exposure / (control.exposure + treatment.exposure)
  return (treatment.events * rest - control.events * share) / Math.sqrt(events * share * rest)
}

function liftOf(
  control: RateTotals,
  treatment: RateTotals,
  odds: readonly [low: number, high: number],
  significant: boolean,
): Interval {
  const perOdds = treatment.exposure / control.exposure
  if (control.events + treatment.events === 0) {
    const reason = 'Neither variant has an event, so any lift is possible.'
    return { status: 'unbounded', shape: 'everything', reason }
  }
  if (control.events === 0) {
    const low = odds[0] / perOdds - 1
    const reason = 'The control has no event, so the lift has no upper end.'
    return { status: 'unbounded', shape: 'above', low: agreeing(1, low, Infinity, significant).low, reason }
  }
  const lift = treatment.events / control.events / perOdds - 1
  return agreeing(lift, odds[0] / perOdds - 1, odds[1] / perOdds - 1, significant)
}

function checkTotals(name: string, { events, exposure }: RateTotals): void {
  checkCount(`events of ${name}`, events)
  if (!(exposure >= 0 && exposure < Infinity)) {
    throw new RangeError(`exposure of ${name} must be a number from 0 on, got ${exposure}.`)
  }
}
