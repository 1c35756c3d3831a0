/** Whether something happens sooner in one of two variants, over the whole time that they were watched. */
import { normalLogSurvival } from './distributions/normal.js'
import { exitsOf, type Lifetime } from './survival.js'
import { twoSided } from './two-sided.js'

export type LogRank =
  | {
      readonly status: 'ok'
      /** Events of each variant. */
      readonly observed: { readonly control: number; readonly treatment: number }
      /** Events that each would have had if both had one hazard. */
      readonly expected: { readonly control: number; readonly treatment: number }
      /** z; above 0 it happens sooner in the treatment. Its square is chi-square with 1 degree of freedom. */
      readonly statistic: number
      /** Two-sided p-value of "one hazard". */
      readonly pValue: number
      /** Natural logarithm of the p-value; finite where the p-value itself underflows. */
      readonly logPValue: number
    }
  | { readonly status: 'undefined'; readonly reason: string }

/**
 * The log-rank test. Where several events happen at one time, the variance is that of the hypergeometric distribution.
 *
 * @throws RangeError if a time is negative or not finite
 * @see Mantel (1966), Evaluation of survival data and two new rank order statistics
 */
export function logRank(control: Iterable<Lifetime>, treatment: Iterable<Lifetime>): LogRank {
  const exits = exitsOf([control, treatment])
  const sumOf = (of: 'units' | 'events', group: 0 | 1) => exits.reduce((sum, exit) => sum + (exit[of][group] ?? 0), 0)
  let controls = sumOf('units', 0)
  let treatments = sumOf('units', 1)
  const observed = { control: sumOf('events', 0), treatment: sumOf('events', 1) }
  let expected = 0
  let variance = 0
  for (const { events, units } of exits) {
    const happened = (events[0] ?? 0) + (events[1] ?? 0)
    const atRisk = controls + treatments
    if (happened > 0) {
      const mean = happened * (treatments / atRisk)
      expected += mean
      if (atRisk > 1) variance += (mean * (controls / atRisk) * (atRisk - happened)) / (atRisk - 1)
    }
    controls -= units[0] ?? 0
    treatments -= units[1] ?? 0
  }
  if (variance === 0) {
    return {
      status: 'undefined',
      reason: 'At no event were units of both variants watched, so there is nothing to compare.',
    }
  }
  const statistic = (observed.treatment - expected) / Math.sqrt(variance)
  const all = observed.control + observed.treatment
  return {
    status: 'ok',
    observed,
    expected: { control: all - expected, treatment: expected },
    statistic,
    ...twoSided(normalLogSurvival(Math.abs(statistic))),
  }
}
