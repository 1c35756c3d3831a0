/**
 * What a unit does that can be added up: how often it reached a goal, the values it reached it with, how often it was exposed,
 * how often it came. Values only; the engines know how to find them.
 */
import type { Experiment } from '@heddle/events'
import { type GoalEvents, type GoalName, goalEvents, keyOf, type WhichOption } from './goal-events.js'

/** In a table of units: the column named like the goal. */
export interface GoalQuantity<Key extends string = string> extends GoalEvents<Key> {
  readonly of: 'goal'
  /** How many there were, or their values added up; a goal without a value adds 0. */
  readonly take: 'count' | 'value'
}

/** The values of a goal. */
export interface GoalValues<Key extends string = string> extends GoalQuantity<Key> {
  readonly take: 'value'
}

/** Clicks and goals, whatever their key. */
export interface AnythingQuantity {
  readonly of: 'anything'
}

/** Exposures, one per document, of the named experiment or else of the one that is analysed. */
export interface ExposureQuantity {
  readonly of: 'exposures'
  readonly experiment?: string
}

/** Different sessions of a visitor in which the unit was exposed, to whatever experiment, or pressed or reached anything. */
export interface SessionQuantity {
  readonly of: 'sessions'
}

/** What can be added up. */
export type Quantity<Key extends string = string> =
  | GoalQuantity<Key>
  | AnythingQuantity
  | ExposureQuantity
  | SessionQuantity

/** The speeds of a page: LCP, INP, FCP and TTFB in ms, CLS without unit. */
export const vitalNames = ['LCP', 'INP', 'CLS', 'FCP', 'TTFB'] as const
export type VitalName = (typeof vitalNames)[number]

/** The values of a vital on the pages that met the experiment. */
export interface VitalQuantity {
  readonly of: 'vital'
  readonly name: VitalName
}

/** Whether it says itself what is added up; a goal is counted unless it does. */
export function isQuantity(side: GoalName | Quantity): side is Quantity {
  return typeof side === 'object' && 'of' in side
}

/**
 * How often the unit reached the goal.
 *
 * @example countOf('best', { item: 'tab-best' })
 */
export function countOf<const Key extends string>(goal: GoalName<Key>, which: WhichOption = {}): GoalQuantity<Key> {
  return { of: 'goal', ...goalEvents(goal, which), take: 'count' }
}

/** The values that the unit reached the goal with, added up. */
export function values<const Key extends string>(goal: GoalName<Key>, which: WhichOption = {}): GoalValues<Key> {
  return { of: 'goal', ...goalEvents(goal, which), take: 'value' }
}

/** Anything that the unit pressed or reached. */
export const anything: AnythingQuantity = { of: 'anything' }

/**
 * A speed of the pages in which the experiment was applied or seen, also where it was measured before the exposure.
 *
 * @throws TypeError that lists the names, if it is none of them
 */
export function vital(name: VitalName): VitalQuantity {
  const known = vitalNames.find((one) => one === name)
  if (known) return { of: 'vital', name: known }
  throw new TypeError(`A vital is one of ${vitalNames.join(', ')}; got "${name}".`)
}

/** The same from text; undefined if there is no such vital. */
export function vitalFromText(text: string): VitalQuantity | undefined {
  const name = vitalNames.find((one) => one === text)
  return name && vital(name)
}

/** How many documents exposed the unit to the experiment; without a name, to the experiment that is analysed. */
export function exposures(experiment?: Pick<Experiment, 'key'> | string): ExposureQuantity {
  return experiment === undefined ? { of: 'exposures' } : { of: 'exposures', experiment: keyOf(experiment) }
}

/**
 * In how many sessions the unit was there: of a visitor, in which it was exposed, to whatever experiment, or pressed or
 * reached anything. A page that says neither, as one that only measures its speed, shows nobody who did something.
 */
export function sessions(): SessionQuantity {
  return { of: 'sessions' }
}
