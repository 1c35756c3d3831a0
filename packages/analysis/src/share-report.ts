/**
 * Which share of all clicks fell on each of some goals, as plain data: what `heddle share --format json` prints.
 * Types only. A public contract: fields are added, never renamed; `schema/share-report.schema.json` says the same.
 */
import type { Interval } from '@heddle/stats'
import type { ComparisonReport, ExperimentReport } from './lift-report.js'

export interface ShareReport {
  readonly version: 1
  /** In the order in which they were asked for. */
  readonly goals: readonly string[]
  /** Intervals cover 1 − alpha. */
  readonly alpha: number
  /** Only where variants are told apart. */
  readonly experiment?: Pick<ExperimentReport, 'experiment' | 'control' | 'controlChosenBy'>
  /** The whole log as one; or each variant, the control first. */
  readonly groups: readonly ShareGroup[]
  /** Goal by goal, each variant against the control; none without an experiment. */
  readonly comparisons: readonly ShareComparison[]
  readonly method: string
}

export interface ShareGroup {
  /** Only where variants are told apart. */
  readonly variant?: string
  /** Exposed units, also those without a click; only where variants are told apart. */
  readonly units?: number
  /** Units, or visitors, with at least one click on one of the goals. */
  readonly clickers: number
  /** On all of the goals. */
  readonly clicks: number
  readonly shares: readonly GoalShare[]
}

export interface GoalShare {
  readonly goal: string
  readonly clicks: number
  /** Of the clicks on all of the goals, from 0 to 1. */
  readonly share: Interval
}

/** Of the share; its p-value is adjusted by Holm over all goals and variants, of two goals over the variants of one. */
export interface ShareComparison extends Omit<ComparisonReport, 'segments' | 'heterogeneity' | 'guardrail'> {
  readonly goal: string
}
