/**
 * The DuckDB engine over logs: the same measurement as the scan's, of logs larger than memory, compacted ones and tables
 * of events too.
 */
import { type LiftOptions, liftReport } from '../lift/report.js'
import type { LiftReport } from '../lift-report.js'
import type { Measurement } from '../measurement.js'
import { metricsIfAny } from '../metrics/read-metric.js'
import type { ReadLogOptions } from '../node/read-log.js'
import type { MeasureOptions } from '../scan/measure.js'
import { measureSql } from '../sql/measure-sql.js'
import { type DatabaseOptions, openDatabase } from './database.js'
import { openLog } from './open-log.js'

export interface MeasureLogsOptions extends MeasureOptions, DatabaseOptions, ReadLogOptions {}

export interface AnalyseLogsOptions extends LiftOptions, MeasureLogsOptions {}

/**
 * Sums of every experiment and variant in the log: to the last bit those of `scan`.
 *
 * @param paths files of NDJSON, packed or not, and folders of them; folders of a compacted log; CSV and Parquet files with
 * a row an event and the fields of events as columns
 * @throws Error that names a path without a log, or says that DuckDB is not installed; what `scan` throws
 * @example await measureLogs(['compacted/'], { metrics: { best: proportion('best') }, memoryLimit: '4GB' })
 */
export async function measureLogs(paths: readonly string[], options: MeasureLogsOptions = {}): Promise<Measurement> {
  const database = await openDatabase(undefined, options)
  try {
    return await measureSql(await openLog(database, paths, options), options)
  } finally {
    database.close()
  }
}

/**
 * The same to the lift report, in one call.
 *
 * @example await analyseLogs(['compacted/'], { metrics: { best: proportion('best') } })
 */
export async function analyseLogs(paths: readonly string[], options: AnalyseLogsOptions = {}): Promise<LiftReport> {
  const metrics = options.metrics ?? metricsIfAny(options.experiments)
  const wanted = { ...options, vitals: options.vitals ?? true, ...(metrics ? { metrics } : {}) }
  return liftReport(await measureLogs(paths, wanted), options)
}
