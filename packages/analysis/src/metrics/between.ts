/**
 * How long it takes units from one goal to another, where some have not come there when the log ends.
 */
import { compareRestrictedMeans, type Lifetime, restrictedMeanOf } from '@heddle/stats'
import { type Gathered, timesIn } from './gathered.js'
import { type GoalEvents, goalEventsOf, type SomeGoal } from './goal-events.js'
import type { Method } from './method.js'
import { goalFromText } from './name-text.js'
import type { UnitFilter } from './needs.js'
import type { Notation } from './notation.js'
import { type DirectionOption, durationOf, type UnitOption, unitFilterOf, unitsAskedOf } from './options.js'

export interface BetweenOptions extends UnitOption {
  /** Longer times count as this: ms, or a text such as '1 h'. The log must watch units of each variant for that long. */
  readonly horizon: number | string
}

export interface Between extends UnitFilter, DirectionOption {
  readonly kind: 'between'
  readonly from: GoalEvents
  readonly to: GoalEvents
  readonly horizonMs: number
}

/**
 * The mean time, in seconds, from a unit's first `from` after its exposure to the next `to`, of the first `horizon` of it.
 * Only units that reached `from` count; one that has not reached `to` when the log ends was watched for so long, and is
 * counted as that.
 *
 * @throws RangeError if the horizon is not longer than 0
 * @example between('page', 'done', { horizon: '30 min' })
 */
export function between(from: SomeGoal, to: SomeGoal, options: BetweenOptions): Between {
  return {
    kind: 'between',
    from: goalEventsOf(from),
    to: goalEventsOf(to),
    horizonMs: durationOf('horizon', options.horizon),
    ...unitFilterOf(options),
  }
}

export const betweenNotation: Notation<Between> = {
  forms: ['between(goal, goal, 30 min)'],
  fields: '"from" and "to", two goals, and "horizon", a duration',
  fieldNames: ['from', 'to', 'horizon'],
  options: ['only', 'population', 'direction'],
  fieldsOf: ([first = '', second = '', horizon = '', ...more]) => {
    const [from, to] = [goalFromText(first), goalFromText(second)]
    return from && to && horizon !== '' && more.length === 0 ? { from, to, horizon } : undefined
  },
  fromSpec: ({ goal, duration, options }) => {
    const [from, to, horizon] = [goal('from'), goal('to'), duration('horizon')]
    if (from === undefined || to === undefined || horizon === undefined) return undefined
    return between(from, to, { ...options, horizon })
  },
}

const inSeconds = (ms: number) => ms / 1000

export function betweenMethod(metric: Between): Method {
  const { from, to, horizonMs } = metric
  const horizon = inSeconds(horizonMs)
  return {
    needs: { gather: 'times', from, to, ...unitsAskedOf(metric) },
    none: { n: 0, times: [] },
    value: (gathered) => restrictedMeanOf(lifetimesOf(gathered), horizon),
    compare: (control, treatment, options) =>
      compareRestrictedMeans(lifetimesOf(control), lifetimesOf(treatment), { ...options, horizon }),
    about: { unit: 's' },
  }
}

function lifetimesOf(gathered: Gathered): Lifetime[] {
  return timesIn(gathered).times.map(({ ms, happened, units }) => ({ time: inSeconds(ms), happened, units }))
}
