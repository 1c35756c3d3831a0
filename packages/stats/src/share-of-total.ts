/** Which share of a total fell on one part of it, such as clicks on one of several buttons, when units bring several each. */
import type { Interval, LevelOptions } from './answer.js'
import { checkAlpha, checkMoments } from './check.js'
import { studentUpperQuantile } from './distributions/student.js'
import type { PairMoments } from './moments/pair-moments.js'
import { estimateOf } from './ratios.js'
import { loneUnit } from './welch.js'

export interface ShareOfTotal {
  readonly share: Interval
  /** So many independent events would know the share as well. */
  readonly effectiveEvents?: number
  readonly method: string
}

const method = 'delta method on units, Wilson interval of the effective number, Student t'

/**
 * The share Σy ÷ Σx, where each unit counts x events of which y are of the kind asked for. Units are independent, events
 * within one are not.
 *
 * - The variance V of the share is that of y − share · x over units. So many independent events would have it:
 *   share · (1 − share) ÷ V; Wilson's interval of that number stays between 0 and 1. It is at most the number of events.
 * - Where V is 0, as for a share of 0 or 1, all events of a unit are taken to be alike: (Σx)² ÷ Σx² events, Kish's number.
 * - A single unit, or no event, leaves the share without an interval.
 *
 * @param moments of units, x all events and y those asked for, as in `pairMomentsOf`; units without an event may be left out
 * @throws RangeError if alpha is not between 0 and 1, the moments are not those of any data, or y is more than x
 * @see Deng, Knoblich & Lu (2018), Applying the delta method in metric analytics (the variance)
 * @see Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22
 * @see Korn & Graubard (1998), Confidence intervals for proportions with small expected number of positive counts estimated
 * from survey data, Survey Methodology 24 (effective number, Student's t); Kish (1965), Survey Sampling, section 11.7
 * @example shareOfTotal(pairMomentsOf([[3, 2], [1, 1], [2, 0]])).share // 0.5, from 0.05 to 0.95
 */
export function shareOfTotal(moments: PairMoments, { alpha = 0.05 }: LevelOptions = {}): ShareOfTotal {
  checkAlpha(alpha)
  checkMoments('the units', moments)
  const { n, meanX, meanY, m2X } = moments
  const undefinedFor = (reason: string): ShareOfTotal => ({ share: { status: 'undefined', reason }, method })
  if (n === 0 || meanX === 0) return undefinedFor('There are no events, so nothing is a share of them.')
  if (!(meanY >= 0 && meanY <= meanX)) {
    throw new RangeError(`A share is of a total: the mean of y is ${meanY}, that of x ${meanX}.`)
  }
  if (n === 1) return undefinedFor(loneUnit)
  const { value, variance } = estimateOf(moments)
  const alike = (n * meanX) / (meanX + m2X / n / meanX)
  const events = variance > 0 ? Math.min((value * (1 - value)) / variance, n * meanX) : alike
  const critical = studentUpperQuantile(alpha / 2, n - 1)
  return { share: wilson(value, events, critical), effectiveEvents: events, method }
}

function wilson(share: number, events: number, critical: number): Interval {
  const pull = (critical * critical) / events
  const middle = (share + pull / 2) / (1 + pull)
  const reach = Math.sqrt(pull * (share * (1 - share) + pull / 4)) / (1 + pull)
  return {
    status: 'ok',
    estimate: share,
    low: Math.min(Math.max(middle - reach, 0), share),
    high: Math.max(Math.min(middle + reach, 1), share),
  }
}
