/**
 * What a metric asks an engine to gather over the units of each variant: data only, so that any engine can read it.
 */
import type { GoalValues, Quantity, VitalQuantity } from './quantity.js'

/** The part of a unit's time that counts, from its first exposure on. */
export interface Period {
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
  /** Then y is what x was in [t − beforeMs, t), t being the first exposure. */
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
  readonly goals: readonly string[]
  /** The last step comes less than this after the first; else whenever. */
  readonly withinMs?: number
  /** Whether a goal of another step in between ends it. */
  readonly strict: boolean
}

/** How long it took from one goal to the next of another, by units that reached the first. */
export interface TimeNeeds extends Period {
  readonly gather: 'times'
  readonly from: string
  readonly to: string
}

export type Needs = SumNeeds | HistogramNeeds | StepNeeds | TimeNeeds
