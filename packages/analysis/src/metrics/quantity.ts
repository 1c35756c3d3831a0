/**
 * What a unit does that can be added up: how often it reached a goal, the values it reached it with, how often it was exposed.
 * Values only; the engines know how to find them.
 */
import type { Experiment, Goal } from '@heddle/events'

/** Clicks and goals with this key. In a table of units: the column of this name. */
export interface GoalQuantity {
  readonly of: 'goal'
  readonly goal: string
  /** How many there were, or their values added up; a goal without a value adds 0. */
  readonly take: 'count' | 'value'
}

/** The values of a goal. */
export interface GoalValues extends GoalQuantity {
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

/** What can be added up. */
export type Quantity = GoalQuantity | AnythingQuantity | ExposureQuantity

/** The speeds of a page: LCP, INP, FCP and TTFB in ms, CLS without unit. */
export const vitalNames = ['LCP', 'INP', 'CLS', 'FCP', 'TTFB'] as const
export type VitalName = (typeof vitalNames)[number]

/** The values of a vital on the pages that met the experiment. */
export interface VitalQuantity {
  readonly of: 'vital'
  readonly name: VitalName
}

/** A goal as a page defines it, or its key. */
export type GoalName = Goal | string

/** How often the unit reached the goal. */
export function countOf(goal: GoalName): GoalQuantity {
  return { of: 'goal', goal: keyOf(goal), take: 'count' }
}

/** The values that the unit reached the goal with, added up. */
export function values(goal: GoalName): GoalValues {
  return { of: 'goal', goal: keyOf(goal), take: 'value' }
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

export function keyOf(named: { readonly key: string } | string): string {
  const key = typeof named === 'string' ? named : named.key
  if (key === '') throw new TypeError('A metric needs the key of a goal or an experiment, got an empty text.')
  return key
}
