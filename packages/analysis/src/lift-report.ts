/**
 * The lift report as plain data: what `heddle lift --format json` prints and every view of it is drawn from.
 * Types only. A public contract: fields are added, never renamed; `schema/lift-report.schema.json` says the same.
 */
import type { Interval, LookRule, Margin, Verdict } from '@heddle/stats'

export interface LiftReport {
  readonly version: 1
  readonly summary: Summary
  /** Only where the source is a log. */
  readonly log?: LogReport
  /** Only where the source is a table. */
  readonly rows?: RowsReport
  /** Only where the source is a log of another tool. */
  readonly mapped?: MappedReport
  readonly experiments: readonly ExperimentReport[]
}

/** What the log itself was like, over all experiments. */
export interface LogReport {
  readonly lines: number
  /** Different events, after repeats were dropped and conflicts left out. */
  readonly events: number
  /** Copies that say what their event says. */
  readonly repeated: number
  /** Events that the log holds with different contents: nobody can tell which is true, so they are left out of every number. */
  readonly conflicts: number
  /** Events of a type that this version does not know, by type. */
  readonly unknownTypes: { readonly [type: string]: number }
  /** Lines that could not be read: how many, and the first few with their place and reason. */
  readonly broken: { readonly count: number; readonly first: readonly BrokenLine[] }
  readonly delivery: Omit<DeliveryReport, 'variants'>
  /** The goals that the log holds, sorted. */
  readonly goals: readonly string[]
  /** Metrics over a goal, an item, a vital or an attribute that the log does not hold: nothing counts in them, or a name is mistyped. */
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

/** What was made of the log of another tool, by a mapping. */
export interface MappedReport {
  /** The name of the mapping. */
  readonly mapping: string
  readonly records: number
  /** Different events that were made; a record may be several, or none. */
  readonly events: number
  /** Events left out because the id of their record had come before. */
  readonly repeated: number
  /** Records that no rule of the mapping is about. */
  readonly other: number
  /** Records that a rule is about and that could not be mapped, or not all: how many, and the first few with their place and reason. */
  readonly broken: { readonly count: number; readonly first: readonly BrokenLine[] }
  /** Never known: such a log does not number its events, so there is no `delivery` and no `loss` among the checks. */
  readonly delivery: { readonly status: 'undefined'; readonly reason: string }
  /** Sentences on what the mapping names and no record has. */
  readonly warnings: readonly string[]
  /** The goals that came of it, sorted. */
  readonly goals: readonly string[]
  /** Metrics over a goal or a vital that did not come of it. */
  readonly unfedMetrics: readonly string[]
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
  /** What was decided before the start; only where the definition has a plan, or the caller said what decides. */
  readonly plan?: PlanReport
  /** What the experiment says to do now. Reports of earlier versions do not have it. */
  readonly decision?: DecisionReport
  /** Only where the number of units was planned: how far along it is, and whether a look now decides. */
  readonly look?: LookReport
  /** Only where units were split: the attribute that the segments of each comparison are values of. */
  readonly segmentedBy?: string
  readonly checks: Checks
  readonly metrics: { readonly [metric: string]: MetricReport }
}

/** The plan as it was applied: what the caller said comes before what the definition says. */
export interface PlanReport {
  readonly hypothesis?: string
  /** The metric that decides. */
  readonly primary?: string
  /** Names of the metrics that must not get worse; how each stands is with its comparisons. */
  readonly guardrails: readonly string[]
  /** The level of this experiment's intervals, in place of the summary's. */
  readonly alpha: number
  /** Of all variants together. */
  readonly units?: number
  readonly look?: LookRule
  /** What happens if the primary metric has won and a guardrail is open. */
  readonly undecided: 'wait' | 'ship' | 'keep-control'
  /** Planned first and last day. */
  readonly start?: string
  readonly end?: string
}

/** What to do, by rules that were fixed before the data came; or why that cannot be said. */
export type DecisionReport =
  | {
      readonly status: 'ok'
      /** `broken` where a check failed, with or without a plan: then no number counts. */
      readonly verdict: Verdict
      /** The one to ship; only with `ship`. */
      readonly variant?: string
      /** What to do and why, for whoever reads nothing else. */
      readonly sentence: string
      /** The first one carries the verdict, the others are worth knowing. */
      readonly reasons: readonly string[]
      /** Of all variants, so far. */
      readonly units: number
      /** Those whose window of the primary metric is over. */
      readonly completeUnits: number
      /** Each treatment by itself; several share alpha evenly. None where the experiment is broken. */
      readonly variants: {
        readonly [variant: string]: { readonly verdict: Verdict; readonly reasons: readonly string[] }
      }
    }
  | { readonly status: 'undefined'; readonly reason: string }

export interface LookReport {
  /** What looks may conclude: `always valid`, `fixed horizon` or `group sequential`. */
  readonly name: string
  /** Of all variants together. */
  readonly plannedUnits: number
  /** Of all variants together, so far. */
  readonly units: number
  /** Whether the plan allows to conclude anything now; if not, the numbers are a preview. */
  readonly decides: boolean
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
  /** Copies beyond the first that say the same, left out of every number. */
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
  readonly kind: 'proportion' | 'mean' | 'ratio' | 'retention' | 'quantile' | 'funnel' | 'between'
  /** Of a quantile: which; 0.75 is the 75th percentile. */
  readonly p?: number
  /** What values and differences are in, such as `ms` or `s`; absent where they are plain numbers or shares. */
  readonly unit?: string
  /** Only units count whose first exposure has these attributes, as text; `(none)` stands for: does not have it. */
  readonly only?: { readonly [attribute: string]: string }
  /** Only units count that were exposed in a document in which the change was on the page; absent: all that were exposed. */
  readonly population?: 'applied'
  /** Which way is good. Reports of earlier versions do not have it. */
  readonly direction?: 'up' | 'down'
  /** A speed of the pages that was added without being asked for, since the log has it. */
  readonly added?: true
  /** Of a mean with a cap: the quantile p of all units' totals, above which a total counts as that value. */
  readonly cap?: { readonly p: number; readonly value: number }
  readonly variants: { readonly [variant: string]: VariantReport }
  readonly comparisons: readonly ComparisonReport[]
  /** Of a funnel: each goal in its order. The metric itself is the last. */
  readonly steps?: readonly StepReport[]
}

export interface VariantReport {
  /** Units, or trials; of a quantile, units with a value; of a time between two goals, units that reached the first. */
  readonly n: number
  /** null where there is nothing to divide by. */
  readonly value: number | null
  /** Units left out, not in n: their window, or their day, was still open at the end of the log. Only of such metrics. */
  readonly open?: number
}

export interface StepReport {
  readonly goal: string
  /** Where the step is about one item only. */
  readonly item?: string
  /** Where the step is about one slot only. */
  readonly slot?: number
  /** Units that reached the step, and their share of all units of the variant. */
  readonly variants: { readonly [variant: string]: { readonly n: number; readonly value: number | null } }
  /** Of the share of all units. Here `adjustedPValue` is Holm's over the steps of the variant. */
  readonly comparisons: readonly ComparisonReport[]
  /**
   * Of the share of the units that reached the step before. The variant itself has chosen these: read it as where units
   * are lost, not as what the step is worth.
   */
  readonly fromPrevious: readonly ComparisonReport[]
}

export interface ComparisonReport {
  readonly variant: string
  readonly difference: Interval
  readonly lift: Interval
  /** null where the comparison is undefined; the intervals say why. */
  readonly pValue: number | null
  /** Natural logarithm, finite where the p-value itself is too small for a number. */
  readonly logPValue: number | null
  /** Holm over the comparisons of the experiment, one a metric and variant; metrics that were added are a family of their own. */
  readonly adjustedPValue: number | null
  readonly method: string
  readonly warnings: readonly string[]
  /** Of a mean that is adjusted by what units did before: difference and lift are those of the adjusted values. */
  readonly adjusted?: {
    readonly control: number
    readonly treatment: number
    /** Treatment minus control without the adjustment. */
    readonly unadjustedDifference: number
    /** Share by which the variance of the difference is smaller than without; 0.5 is worth twice the units. */
    readonly varianceReduction: number
  }
  /** Only where units were split: the segment with most units first, at most the 20 largest and `(other)`. */
  readonly segments?: readonly SegmentReport[]
  /** Only where units were split: whether the segments differ in their difference. */
  readonly heterogeneity?: HeterogeneityReport
  /** Only where the metric is a guardrail. */
  readonly guardrail?: GuardrailReport
}

/** Whether the variant is worse than the control by more than the margin; judged by the experiment's look. */
export type GuardrailReport = {
  /** Whether more of the metric is good, or less. */
  readonly good: 'up' | 'down'
  /** How much worse it may get: a share of the control, or an amount. */
  readonly margin: Margin
  /** Who gave the margin: the plan, the caller, or nobody. Reports of earlier versions do not have it. */
  readonly chosenBy?: 'plan' | 'option' | 'default'
} & (
  | {
      readonly status: 'ok'
      /** `non-inferior` where all of `slack` is above zero, `inferior` where all of it is below, else `undecided`. */
      readonly verdict: 'non-inferior' | 'inferior' | 'undecided'
      /** How much better the variant is than the worst that is acceptable, in the unit of the metric. */
      readonly slack: Interval
      /** One-sided, of "worse by the margin or more"; held against alpha / 2. */
      readonly pValue: number
      /** Chance that units like these show non-inferiority if there is no difference at all. */
      readonly power: number
      readonly method: string
      readonly warnings: readonly string[]
    }
  | { readonly status: 'undefined'; readonly reason: string }
)

/** The comparison among the units of one segment. */
export interface SegmentReport {
  /** The attribute's value; `(none)` where the unit's first exposure does not have it, `(other)` beyond the largest. */
  readonly segment: string
  /** The control and the variant. */
  readonly variants: { readonly [variant: string]: { readonly n: number; readonly value: number | null } }
  readonly difference: Interval
  readonly lift: Interval
  /** The most likely difference of this segment, given all of them. */
  readonly shrunken: Interval
  readonly pValue: number | null
  readonly logPValue: number | null
  /** Holm over all segments and comparisons of the metric. */
  readonly adjustedPValue: number | null
  readonly warnings: readonly string[]
}

/** Whether the true differences of the segments differ. It holds for one look, whatever the plan. */
export type HeterogeneityReport =
  | {
      readonly status: 'ok'
      /** Cochran's Q over the segments that have an interval. */
      readonly q: number
      readonly df: number
      /** Chance of distances at least this large if all segments have the same difference. */
      readonly pValue: number
      readonly logPValue: number
      /** Share of the variance between segments that is not chance. */
      readonly iSquare: number
      readonly tauSquare: number
      /** The mean of the true differences. */
      readonly pooled: Interval
      readonly method: string
    }
  | { readonly status: 'undefined'; readonly reason: string }
