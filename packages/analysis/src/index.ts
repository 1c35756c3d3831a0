/** From an event log to moments per variant, and from there to the lift. */

export { type Plan, type PlannedExperiment, type PlannedMargin, plan } from '@heddle/events'
export { type Analysed, type AnalyseOptions, type Analysis, analyse, type MetricAnalysis } from './analyse.js'
export { type CheckOptions, checkTable } from './check/check-table.js'
export type * from './check-report.js'
export { type Definitions, definitionsOfFile } from './definitions.js'
export { type FunnelReportOptions, funnelByVariant } from './funnel/funnel-by-variant.js'
export type * from './funnel-report.js'
export type { Guardrail } from './lift/guardrail.js'
export type { PlannedLook } from './lift/look.js'
export { type LiftOptions, liftReport } from './lift/report.js'
export { segmentsOf } from './lift/segments-of.js'
export { summarise } from './lift/summary.js'
export type * from './lift-report.js'
export { decodeMapping } from './mapping/decode-mapping.js'
export { createMapper, type Mapper } from './mapping/mapper.js'
export type * from './mapping/mapping.js'
export { type MappedSources, mapSources, scanMapped } from './mapping/scan-mapped.js'
export type { MeasuredExperiment, MeasuredMetric, Measurement } from './measurement.js'
export { type Between, type BetweenOptions, between } from './metrics/between.js'
export { type Direction, directionOf } from './metrics/direction.js'
export { type Funnel, type FunnelOptions, funnel } from './metrics/funnel.js'
export {
  addSums,
  type BinSums,
  type Gathered,
  type HistogramSums,
  histogramIn,
  type StepCounts,
  type Sums,
  stepsIn,
  sumsIn,
  type TimeCounts,
  timesIn,
  type UnitsAtTime,
} from './metrics/gathered.js'
export type { GoalEvents, GoalName, SomeGoal, WhichOption } from './metrics/goal-events.js'
export { type Mean, type MeanOptions, mean } from './metrics/mean.js'
export type { Method, MetricComparison, MetricMoments, StepMethod, SumsMethod } from './metrics/method.js'
export { type Metric, type Metrics, methodOf } from './metrics/metric.js'
export { type MetricsOf, metricsOf } from './metrics/metrics-of.js'
export type {
  HistogramNeeds,
  Needs,
  Period,
  StepNeeds,
  SumName,
  SumNeeds,
  Term,
  TimeNeeds,
  UnitFilter,
} from './metrics/needs.js'
export type { MetricOptions, UnitOption, Windowed, WindowOption } from './metrics/options.js'
export { type Proportion, type ProportionOptions, proportion } from './metrics/proportion.js'
export { type Quantile, quantile } from './metrics/quantile.js'
export { quantileEdges } from './metrics/quantile-edges.js'
export {
  type AnythingQuantity,
  anything,
  countOf,
  type ExposureQuantity,
  exposures,
  type GoalQuantity,
  type GoalValues,
  type Quantity,
  type SessionQuantity,
  sessions,
  type VitalName,
  type VitalQuantity,
  values,
  vital,
} from './metrics/quantity.js'
export { type Ratio, ratio } from './metrics/ratio.js'
export { isMetric, metricFromSpec, metricsFromSpecs, metricsOfFile, parseMetric } from './metrics/read-metric.js'
export { type Retention, type RetentionOptions, retention } from './metrics/retention.js'
export { type PathsOptions, pathsAround, type SingleWhich } from './paths/paths-around.js'
export type * from './paths-report.js'
export { type Pilot, pilotOfLog } from './power/pilot-of-log.js'
export { type PlannedMetric, type PowerOptions, powerReport } from './power/power-report.js'
export type * from './power-report.js'
export type { EventsOptions } from './scan/events.js'
export type { Intake } from './scan/intake.js'
export { keptFor } from './scan/kept.js'
export type { Chunk } from './scan/lines.js'
export { createLogTable, type LogTable } from './scan/log-table.js'
export { type MeasureOptions, measure } from './scan/measure.js'
export { type LogSource, readInto, scan } from './scan/scan.js'
export { attributesOf } from './scan/segments.js'
export { addTable, type SplitLog, splitLog } from './scan/split.js'
export type * from './segments-report.js'
export { type ShareOptions, shareOfClicks } from './share/share-of-clicks.js'
export type * from './share-report.js'
export { clicksBySlot, type SlotsOptions } from './slots/clicks-by-slot.js'
export type * from './slots-report.js'
export { counts, type VariantCounts } from './sources/counts.js'
export { blobs, type LogSourceOptions, lines, logSources } from './sources/log-sources.js'
export type { Source, SourceOptions } from './sources/source.js'
export { unpacked } from './sources/unpacked.js'
