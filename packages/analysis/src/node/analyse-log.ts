/**
 * A log on the disk to its lift report, in one call.
 */
import { type LiftOptions, liftReport } from '../lift/report.js'
import type { LiftReport } from '../lift-report.js'
import type { Metrics } from '../metrics/metric.js'
import { metricsFromSpecs } from '../metrics/read-metric.js'
import { keptFor } from '../scan/kept.js'
import { measure } from '../scan/measure.js'
import { type ReadTableOptions, readTable } from './read-table.js'

export interface AnalyseLogOptions extends LiftOptions, ReadTableOptions {
  /** Else those of the experiment file; else, for each goal of the log, the share of units that reached it. */
  readonly metrics?: Metrics
  /** An attribute of exposures: every comparison is also made for each of its values. */
  readonly segment?: string
}

/**
 * @param paths files, and directories of `*.ndjson` and `*.ndjson.gz`
 * @throws Error that names a path without a log, a metric that cannot be added exactly, a control that does not exist, or the
 * attributes that there are, if no exposure has the one to split by
 * @example await analyseLog(['log/'], { metrics: { best: proportion('best') } })
 */
export async function analyseLog(paths: readonly string[], options: AnalyseLogOptions = {}): Promise<LiftReport> {
  const metrics = options.metrics ?? metricsOfFile(options)
  const measurement = measure(await readTable(paths, { ...options, ...keptFor(metrics ?? {}) }), {
    ...(metrics ? { metrics } : {}),
    ...(options.segment === undefined ? {} : { segment: options.segment }),
  })
  return liftReport(measurement, options)
}

function metricsOfFile({ experiments }: LiftOptions): Metrics | undefined {
  const specs = experiments?.metrics ?? {}
  return Object.keys(specs).length === 0 ? undefined : metricsFromSpecs(specs)
}
