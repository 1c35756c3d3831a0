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

/** Exposures, one per document, of the named experiment or else of the one that is analysed. */
export interface ExposureQuantity {
  readonly of: 'exposures'
  readonly experiment?: string
}

export type Quantity = GoalQuantity | ExposureQuantity

/** A goal as a page defines it, or its key. */
export type GoalName = Goal | string

/** How often the unit reached the goal. */
export function countOf(goal: GoalName): GoalQuantity {
  return { of: 'goal', goal: keyOf(goal), take: 'count' }
}

/** The values that the unit reached the goal with, added up. */
export function values(goal: GoalName): GoalQuantity {
  return { of: 'goal', goal: keyOf(goal), take: 'value' }
}

/** How many documents exposed the unit to the experiment; without a name, to the experiment that is analysed. */
export function exposures(experiment?: Pick<Experiment, 'key'> | string): ExposureQuantity {
  return experiment === undefined ? { of: 'exposures' } : { of: 'exposures', experiment: keyOf(experiment) }
}

function keyOf(named: { readonly key: string } | string): string {
  const key = typeof named === 'string' ? named : named.key
  if (key === '') throw new TypeError('A metric needs the key of a goal or an experiment, got an empty text.')
  return key
}
