/**
 * What a metric asks an engine to gather over the units of each variant: data only, so that any engine can read it.
 */
import type { GoalEvents } from './goal-events.js'
import type { GoalQuantity, GoalValues, Quantity, VitalQuantity } from './quantity.js'

/** Which units count; those that do not are in no sum, no cap and no count of units left out. */
export interface UnitFilter {
  /** Only units whose first exposure has all of these attributes, as text; `(none)` is for those without the attribute. */
  readonly only?: { readonly [attribute: string]: string }
  /** Only units that were exposed to the experiment in a stream that has it as applied; else all that were exposed. */
  readonly population?: 'applied'
}

/** Which units count, and the part of their time that does, from the first exposure on. */
export interface Period extends UnitFilter {
  /** Where it begins; 0 unless given. */
  readonly fromMs?: number
  /** Where it ends, the end not in it; else at the end of the log. */
  readonly windowMs?: number
  /** Units whose first exposure is closer to the end of the log are left out, and counted. */
  readonly watchedMs?: number
}

/** One integer per unit. */
export interface Term {
  readonly quantity: Quantity
  /** `any` is 1 if the unit has at least one, else 0; `total` is floor(total · scale + 0.5), rounded event by event for values. */
  readonly take: 'any' | 'total'
  readonly scale: number
}

/** The sums over units that exist: of x, of y, of their squares and of their product. */
export type SumName = 'x' | 'y' | 'xx' | 'yy' | 'xy'

/** Sums over units of one or two integers each; the engine leaves the sums that are not listed at 0. */
export interface SumNeeds extends Period {
  readonly gather: 'sums'
  readonly x: Term
  readonly y?: Term
  readonly sums: readonly SumName[]
  /** Then y is of the time [t − beforeMs, t), t being the first exposure. */
  readonly beforeMs?: number
  /** Then x and y count as no more than this quantile of theirs over the units of all variants. */
  readonly cap?: number
}

/** How many values lie in each bin of `quantileEdges`, and what the units that bring them add to it. */
export interface HistogramNeeds extends Period {
  readonly gather: 'histogram'
  readonly quantity: GoalValues | VitalQuantity
  readonly scale: number
}

/** How many units reached each step. */
export interface StepNeeds extends Period {
  readonly gather: 'steps'
  /** In their order, two or more. */
  readonly goals: readonly GoalEvents[]
  /** The last step comes less than this after the first; else whenever. */
  readonly withinMs?: number
  /** Whether a goal of another step in between ends it. */
  readonly strict: boolean
}

/** How long it took from one goal to the next of another, by units that reached the first. */
export interface TimeNeeds extends Period {
  readonly gather: 'times'
  readonly from: GoalEvents
  readonly to: GoalEvents
}

export type Needs = SumNeeds | HistogramNeeds | StepNeeds | TimeNeeds

/** Everything that the needs are about; a step of a funnel and an end of a time is a goal that is counted. */
export function quantitiesOf(needs: Needs): readonly (Quantity | VitalQuantity)[] {
  switch (needs.gather) {
    case 'sums':
      return (needs.y ? [needs.x, needs.y] : [needs.x]).map(({ quantity }) => quantity)
    case 'histogram':
      return [needs.quantity]
    case 'steps':
      return needs.goals.map(counted)
    case 'times':
      return [needs.from, needs.to].map(counted)
  }
}

const counted = (goal: GoalEvents): GoalQuantity => ({ of: 'goal', ...goal, take: 'count' })
