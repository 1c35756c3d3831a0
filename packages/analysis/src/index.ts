/** From an event log to moments per variant, and from there to the lift. */

export { type CheckOptions, checkTable } from './check/check-table.js'
export type * from './check-report.js'
export { type LiftOptions, liftReport } from './lift/report.js'
export { summarise } from './lift/summary.js'
export type * from './lift-report.js'
export type { MeasuredExperiment, MeasuredMetric, Measurement } from './measurement.js'
export { type Mean, mean } from './metrics/mean.js'
export { addSums, type MetricMoments, type Needs, type SumName, type Sums, type Term } from './metrics/method.js'
export { type Metric, type Metrics, methodOf } from './metrics/metric.js'
export type { MetricOptions, WindowOption } from './metrics/options.js'
export { type Proportion, proportion } from './metrics/proportion.js'
export {
  type ExposureQuantity,
  exposures,
  type GoalName,
  type GoalQuantity,
  type Quantity,
  values,
} from './metrics/quantity.js'
export { type Ratio, ratio } from './metrics/ratio.js'
export { metricFromSpec, metricsFromSpecs, parseMetric } from './metrics/read-metric.js'
export type { Chunk } from './scan/lines.js'
export { createLogTable, type LogTable } from './scan/log-table.js'
export { type MeasureOptions, measure } from './scan/measure.js'
export { type LogSource, readInto, scan } from './scan/scan.js'
