/**
 * How far units come along a row of goals, as plain data: what `heddle funnel --format json` prints.
 * Types only. A public contract: fields are added, never renamed; `schema/funnel-report.schema.json` says the same.
 */
import type { Checks, ComparisonReport, ExperimentReport } from './lift-report.js'

export interface FunnelReport extends Pick<ExperimentReport, 'experiment' | 'control' | 'controlChosenBy'> {
  readonly version: 1
  /** In their order; the first one is a step as well, after the exposure. */
  readonly goals: readonly string[]
  /** How long after the first step the last one may come, in ms; absent for any time. */
  readonly withinMs?: number
  /** Whether another step in between ends it. */
  readonly strict: boolean
  /** Intervals cover 1 − alpha. */
  readonly alpha: number
  readonly checks: Checks
  /** The control first. */
  readonly variants: readonly FunnelVariant[]
  /** Step by step, each variant against the control. */
  readonly comparisons: readonly FunnelComparison[]
}

export interface FunnelVariant {
  readonly variant: string
  /** Exposed units. */
  readonly units: number
  readonly steps: readonly FunnelStepReport[]
}

export interface FunnelStepReport {
  readonly goal: string
  /** That came so far. */
  readonly units: number
  /** Of all units of the variant; null where there are none. */
  readonly share: number | null
  /** Of the units that reached the step before, or were exposed; null where there are none. */
  readonly fromPrevious: number | null
  /** Units that reached the step before and not this one. */
  readonly lost: number
  /**
   * Of the units that reached the goal of the step before, and after it this one: how long that took, from the first of the
   * one to the next of the other. Absent at the first step.
   */
  readonly took?: StepTime
}

export interface StepTime {
  readonly units: number
  /** In seconds; null where nobody came here. */
  readonly median: number | null
  /** Three of four took no longer. */
  readonly upperQuartile: number | null
}

export interface FunnelComparison {
  readonly goal: string
  /** Of the share of all units; its p-value is adjusted by Holm over the steps of the variant. */
  readonly fromStart: ComparisonReport
  /** Of the share of those who reached the step before, whom the variant has chosen: it says where units are lost. */
  readonly fromPrevious: ComparisonReport
}
