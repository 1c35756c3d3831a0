/**
 * The lift report as plain data: what `heddle lift --format json` prints and every view of it is drawn from.
 * Types only. A public contract: fields are added, never renamed; `schema/lift-report.schema.json` says the same.
 */
import type { Interval } from '@heddle/stats'

export interface LiftReport {
  readonly version: 1
  readonly summary: Summary
  /** Only where the source is a log. */
  readonly log?: LogReport
  /** Only where the source is a table. */
  readonly rows?: RowsReport
  readonly experiments: readonly ExperimentReport[]
}

/** What the log itself was like, over all experiments. */
export interface LogReport {
  readonly lines: number
  /** Different events, after repeats were dropped. */
  readonly events: number
  readonly repeated: number
  /** Events of a type that this version does not know, by type. */
  readonly unknownTypes: { readonly [type: string]: number }
  /** Lines that could not be read: how many, and the first few with their place and reason. */
  readonly broken: { readonly count: number; readonly first: readonly BrokenLine[] }
  readonly delivery: Omit<DeliveryReport, 'variants'>
  /** The goals that the log holds, sorted. */
  readonly goals: readonly string[]
  /** Metrics over a goal that the log does not hold: all their values are 0, or the goal's name is mistyped. */
  readonly unfedMetrics: readonly string[]
}

/** What the table itself was like. */
export interface RowsReport {
  readonly rows: number
  /** Rows that name no experiment, no variant or no unit, and are left out. */
  readonly withoutName: number
  /** Empty fields, by column: the unit counts, with 0. */
  readonly empty: { readonly [column: string]: number }
}

export interface BrokenLine {
  readonly file: string
  /** 1 is the first. */
  readonly line: number
  readonly reason: string
}

/** The experiments taken together: what an analyst of many wants to know first. */
export interface Summary {
  readonly experiments: number
  readonly comparisons: number
  /** How many experiments fail the sample-ratio check at each level. */
  readonly sampleRatioFailures: { readonly '0.01': number; readonly '0.001': number }
  /** Comparisons whose adjusted p-value is at most alpha, by the direction of the lift. */
  readonly significant: { readonly up: number; readonly down: number }
  readonly alpha: number
}

export interface ExperimentReport {
  readonly experiment: string
  readonly control: string
  /** Named by the caller, named `control`, or else the smallest value. */
  readonly controlChosenBy: 'option' | 'name' | 'smallest'
  readonly checks: Checks
  readonly metrics: { readonly [metric: string]: MetricReport }
}

export interface Checks {
  readonly sampleRatio: SampleRatioReport
  /** Only where the source is a log: rows and counts cannot tell. */
  readonly delivery?: DeliveryReport
  /** Whether events were lost alike in all variants; only where the source is a log. */
  readonly loss?: LossReport
  /** Units seen in two variants, left out of every number; counts cannot tell. */
  readonly crossover?: { readonly units: number }
}

export type SampleRatioReport =
  | {
      readonly status: 'ok'
      readonly observed: { readonly [variant: string]: number }
      readonly expected: { readonly [variant: string]: number }
      readonly statistic: number
      readonly df: number
      readonly pValue: number
      /** Sentences on what makes the check less reliable, such as a variant without a weight. */
      readonly warnings?: readonly string[]
    }
  | {
      readonly status: 'undefined'
      readonly observed: { readonly [variant: string]: number }
      readonly reason: string
      readonly warnings?: readonly string[]
    }

/** Over the streams in which the experiment was applied or seen. */
export interface DeliveryReport {
  /** Sequence numbers given out by the pages, as far as the log knows. */
  readonly issued: number
  /** Different events in the log. */
  readonly received: number
  /** Dropped by the pages on purpose. */
  readonly dropped: number
  /** Issued, not dropped, not received: `missing` and `open` together. */
  readonly lost: number
  /** Of those, below the highest number of a stream that arrived or was dropped: lost on the way. */
  readonly missing: number
  /** Of those, announced above it: they may still come. */
  readonly open: number
  /** Copies beyond the first, left out of every number. */
  readonly repeated: number
  readonly variants: {
    readonly [variant: string]: {
      readonly issued: number
      readonly received: number
      readonly lost: number
      readonly missing: number
      readonly open: number
    }
  }
}

/** By variant: streams that met it and no other, and how many of them miss something. */
export interface LossesByVariant {
  readonly [variant: string]: { readonly streams: number; readonly missing: number }
}

export type LossReport =
  | {
      readonly status: 'ok'
      readonly variants: LossesByVariant
      readonly statistic: number
      readonly df: number
      readonly pValue: number
      readonly method: string
      /** Sentences on what makes the check less reliable. */
      readonly warnings?: readonly string[]
    }
  | { readonly status: 'undefined'; readonly variants: LossesByVariant; readonly reason: string }

export interface MetricReport {
  readonly kind: 'proportion' | 'mean' | 'ratio'
  readonly variants: { readonly [variant: string]: { readonly n: number; readonly value: number | null } }
  readonly comparisons: readonly ComparisonReport[]
}

export interface ComparisonReport {
  readonly variant: string
  readonly difference: Interval
  readonly lift: Interval
  /** null where the comparison is undefined; the intervals say why. */
  readonly pValue: number | null
  /** Natural logarithm, finite where the p-value itself is too small for a number. */
  readonly logPValue: number | null
  /** Holm over the comparisons of the experiment. */
  readonly adjustedPValue: number | null
  readonly method: string
  readonly warnings: readonly string[]
}
