/** How long until something happens, when some units are no longer watched before it does. */
import type { Interval, LevelOptions } from './answer.js'
import { checkAlpha, checkCount } from './check.js'
import { normalUpperQuantile } from './distributions/normal.js'

/** A unit, or several alike. */
export interface Lifetime {
  /** From the unit's start to the event, or to when it was last watched; 0 or more, in any one unit of time. */
  readonly time: number
  /** Whether the event happened then; false is a unit that was watched no longer. */
  readonly happened: boolean
  /** How many units have this time; default 1. */
  readonly units?: number
}

/** A time at which the event happened. */
export interface SurvivalStep {
  readonly time: number
  /** Units watched up to this time, to which it had not happened before. */
  readonly atRisk: number
  readonly events: number
  /** Share of units to which it has not happened by then; undefined where that share is 0. */
  readonly survival: Interval
}

export interface SurvivalCurve {
  readonly n: number
  readonly events: number
  /** The last time that any unit was watched; 0 without units. */
  readonly watchedUntil: number
  /** In ascending order of time; before the first the share is 1. */
  readonly steps: readonly SurvivalStep[]
  /** The time by which it has happened to half of the units. */
  readonly median: Interval
}

/** Units that leave at one time, per group. */
export interface Exit {
  readonly time: number
  readonly events: number[]
  readonly units: number[]
}

/**
 * Share of units without the event over time, after Kaplan and Meier, with intervals on the scale of log(−log S)
 * whose error is Greenwood's, and the median with the interval of Brookmeyer and Crowley.
 *
 * @throws RangeError if alpha is not between 0 and 1, or a time is negative or not finite
 * @see Kaplan & Meier (1958), Nonparametric estimation from incomplete observations
 * @see Kalbfleisch & Prentice (2002), The statistical analysis of failure time data, section 1.4
 * @see Brookmeyer & Crowley (1982), A confidence interval for the median survival time
 * @example kaplanMeier([{ time: 2, happened: true }, { time: 3, happened: false }, { time: 5, happened: true }]).median
 */
export function kaplanMeier(lifetimes: Iterable<Lifetime>, { alpha = 0.05 }: LevelOptions = {}): SurvivalCurve {
  checkAlpha(alpha)
  const critical = normalUpperQuantile(alpha / 2)
  const exits = exitsOf([lifetimes])
  const n = exits.reduce((sum, { units }) => sum + (units[0] ?? 0), 0)
  const steps: SurvivalStep[] = []
  let atRisk = n
  let events = 0
  let share = 1
  let greenwood = 0
  for (const exit of exits) {
    const happened = exit.events[0] ?? 0
    if (happened > 0) {
      share *= (atRisk - happened) / atRisk
      greenwood += happened / atRisk / (atRisk - happened)
      events += happened
      steps.push({ time: exit.time, atRisk, events: happened, survival: shareInterval(share, greenwood, critical) })
    }
    atRisk -= exit.units[0] ?? 0
  }
  return { n, events, watchedUntil: exits.at(-1)?.time ?? 0, steps, median: medianOf(steps) }
}

function shareInterval(share: number, greenwood: number, critical: number): Interval {
  if (share === 0) {
    return { status: 'undefined', reason: 'It has happened to all units that were watched; the share is 0.' }
  }
  const log = Math.log(share)
  const factor = Math.exp((critical * Math.sqrt(greenwood)) / log) // Below 1, as the logarithm is below 0.
  return { status: 'ok', estimate: share, low: Math.exp(log / factor), high: Math.exp(log * factor) }
}

function medianOf(steps: readonly SurvivalStep[]): Interval {
  const estimate = halfway(steps, 'estimate')
  const low = halfway(steps, 'low')
  const high = halfway(steps, 'high')
  if (low === undefined) {
    return { status: 'undefined', reason: 'It has not happened to enough units to say when it will have to half.' }
  }
  if (estimate !== undefined && high !== undefined) return { status: 'ok', estimate, low, high }
  const reason = 'Units were not watched for long enough to say by when it will have happened to half of them.'
  return { status: 'unbounded', shape: 'above', ...(estimate !== undefined && { estimate }), low, reason }
}

/** When a curve falls to one half; where it stays there, the middle of that time, as R has it. */
function halfway(steps: readonly SurvivalStep[], curve: 'estimate' | 'low' | 'high'): number | undefined {
  const isHalf = 1e-9 // Products of fractions may miss one half by rounding.
  const at = steps.findIndex(({ survival }) => heightOf(survival, curve) <= 0.5 + isHalf)
  const step = steps[at]
  if (!step) return undefined
  const next = steps[at + 1]
  const stays = heightOf(step.survival, curve) >= 0.5 - isHalf
  return stays && next ? (step.time + next.time) / 2 : step.time
}

function heightOf(survival: Interval, curve: 'estimate' | 'low' | 'high'): number {
  if (survival.status !== 'undefined') return survival[curve] ?? 0
  return curve === 'high' ? 1 : 0
}

/** All times at which units leave, ascending, with those of each group. */
export function exitsOf(groups: readonly Iterable<Lifetime>[]): Exit[] {
  const exits = new Map<number, Exit>()
  for (const [group, lifetimes] of groups.entries()) {
    for (const { time, happened, units = 1 } of lifetimes) {
      if (!(time >= 0 && time < Infinity)) throw new RangeError(`time must be a number from 0 on, got ${time}.`)
      checkCount('units of a lifetime', units)
      const exit = exits.get(time) ?? { time, events: groups.map(() => 0), units: groups.map(() => 0) }
      exit.units[group] = (exit.units[group] ?? 0) + units
      if (happened) exit.events[group] = (exit.events[group] ?? 0) + units
      exits.set(time, exit)
    }
  }
  return [...exits.values()].sort((a, b) => a.time - b.time)
}
