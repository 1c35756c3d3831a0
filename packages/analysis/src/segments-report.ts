/**
 * Whether an effect differs between segments, as plain data: what `heddle segments --format json` prints.
 * Types only. A public contract: fields are added, never renamed; `schema/segments-report.schema.json` says the same.
 */
import type { Checks, ExperimentReport, LookReport, MetricReport } from './lift-report.js'

export interface SegmentsReport extends Pick<ExperimentReport, 'experiment' | 'control' | 'controlChosenBy'> {
  readonly version: 1
  /** The attribute whose values are the segments. */
  readonly segmentedBy: string
  /** Intervals cover 1 − alpha. */
  readonly alpha: number
  /** Only where the number of units was planned. */
  readonly look?: LookReport
  readonly checks: Checks
  /** As in the lift report: each comparison has its `segments` and their `heterogeneity`. */
  readonly metrics: { readonly [metric: string]: MetricReport }
}
