/**
 * What every engine hands over: exact sums over units for each experiment, metric and variant, and what it noticed on the way.
 * Plain data, so that a worker can post it. `lift/` makes the report of it.
 */
import type { DeliveryReport, LogReport, MappedReport, RowsReport } from './lift-report.js'
import type { Gathered } from './metrics/gathered.js'
import type { Metric } from './metrics/metric.js'

export interface Measurement {
  readonly experiments: readonly MeasuredExperiment[]
  /** Names of metrics that were added without being asked for: speeds of the pages that the log has. */
  readonly added?: readonly string[]
  /** Only where the source is a log. */
  readonly log?: LogReport
  /** Only where the source is a table. */
  readonly rows?: RowsReport
  /** Only where the source is a log of another tool. */
  readonly mapped?: MappedReport
}

export interface MeasuredExperiment {
  readonly experiment: string
  /** What the sample ratio is checked on, by variant: units, or trials where the source has only counts. */
  readonly observed: ReadonlyMap<string, number>
  readonly metrics: readonly MeasuredMetric[]
  readonly delivery?: DeliveryReport
  /** By variant: how many streams met it and no other, and how many of them miss something. */
  readonly losses?: ReadonlyMap<string, { readonly streams: number; readonly missing: number }>
  readonly crossover?: { readonly units: number }
  /** Only where units were split by an attribute: how many each segment has, by segment and variant. */
  readonly segments?: {
    readonly attribute: string
    readonly observed: ReadonlyMap<string, ReadonlyMap<string, number>>
  }
}

export interface MeasuredMetric {
  readonly name: string
  readonly metric: Metric
  /** By variant, the same variants as in `observed`: what the metric's method needs. */
  readonly sums: ReadonlyMap<string, Gathered>
  /** By variant: units left out because they were not watched for as long as the metric asks. Only where it asks. */
  readonly open?: ReadonlyMap<string, number>
  /** What totals of units were cut at, in the metric's own unit. Only where it asks, and there are units. */
  readonly cap?: number
  /** By segment, then by variant; the parts of `sums`. */
  readonly segments?: ReadonlyMap<string, ReadonlyMap<string, Gathered>>
}
