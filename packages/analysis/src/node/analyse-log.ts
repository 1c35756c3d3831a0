/**
 * A log on the disk to its lift report, in one call.
 */
import { type LiftOptions, liftReport } from '../lift/report.js'
import type { LiftReport } from '../lift-report.js'
import type { Metrics } from '../metrics/metric.js'
import { metricsIfAny } from '../metrics/read-metric.js'
import { measureLog } from './log.js'
import type { ReadTableOptions } from './read-table.js'

export interface AnalyseLogOptions extends LiftOptions, ReadTableOptions {
  /** Else those of the experiment file; else, for each goal of the log, the share of units that reached it. */
  readonly metrics?: Metrics
  /** An attribute of exposures: every comparison is also made for each of its values. */
  readonly segment?: string
  /** Whether LCP, INP and CLS are guarded where the log has them, without being asked; default true. */
  readonly vitals?: boolean
}

/**
 * @param paths files, and directories of `*.ndjson` and `*.ndjson.gz`; with a mapping, what {@link readExport} reads
 * @throws Error that names a path without a log, a metric that cannot be added exactly, a control that does not exist, or the
 * attributes that there are, if no exposure has the one to split by
 * @example await analyseLog(['log/'], { metrics: { best: proportion('best') } })
 * @example await analyseLog(['export.ndjson'], { mapping: await readMapping('ga4') })
 */
export async function analyseLog(paths: readonly string[], options: AnalyseLogOptions = {}): Promise<LiftReport> {
  const metrics = options.metrics ?? metricsIfAny(options.experiments)
  const wanted = {
    ...(metrics ? { metrics } : {}),
    ...(options.segment === undefined ? {} : { segment: options.segment }),
    vitals: options.vitals ?? true,
  }
  return liftReport(await measureLog(paths, wanted, options), options)
}

/** The metrics of the experiment file, where it has any. */
