/**
 * What a kind of metric must say: what an engine gathers for it, and what that is worth.
 * Engines know what to gather and no kinds; kinds know what was gathered and no engine.
 */
import type {
  AdjustedComparison,
  CompareOptions,
  Comparison,
  Count,
  Estimate,
  Funnel,
  Moments,
  PairMoments,
} from '@heddle/stats'
import type { Gathered } from './gathered.js'
import type { GoalEvents } from './goal-events.js'
import type { Needs, SumNeeds } from './needs.js'

/** The same as `@heddle/stats` takes it. */
export type MetricMoments = Count | Moments | PairMoments

/** What was compared, and what an adjustment by the time before did to it. */
export type MetricComparison = Comparison & Pick<AdjustedComparison, 'adjusted'>

/** A metric, ready to be computed and compared. What was gathered must be what it needs, else its functions throw. */
export interface Method {
  readonly needs: Needs
  /** What is gathered of no units. */
  readonly none: Gathered
  /** The metric's value in one variant; undefined where there is nothing to divide by. */
  readonly value: (gathered: Gathered) => number | undefined
  readonly compare: (control: Gathered, treatment: Gathered, options: CompareOptions) => MetricComparison
  /** Of a kind that is a mean, or a ratio of two: what says how sure its value is. */
  readonly moments?: (gathered: Gathered) => MetricMoments
  /** Of another kind, whose value has a standard error all the same; undefined where there is no value. */
  readonly estimate?: (gathered: Gathered) => Estimate | undefined
  /** What a reader of the value must know besides the kind. */
  readonly about?: { readonly p?: number; readonly unit?: string }
  /** Of a metric with steps. */
  readonly steps?: StepMethod
}

/** A metric that needs sums, as a table of units has them too. */
export interface SumsMethod extends Method {
  readonly needs: SumNeeds
  readonly moments: (gathered: Gathered) => MetricMoments
}

export interface StepMethod {
  readonly goals: readonly GoalEvents[]
  /** Units that reached each step. */
  readonly reached: (gathered: Gathered) => readonly number[]
  /** Its steps are those of `goals`. */
  readonly compare: (control: Gathered, treatment: Gathered, options: CompareOptions) => Funnel
}
