/**
 * A log on ClickHouse servers to its lift report, in one call.
 */
import { type LiftOptions, liftReport } from '../lift/report.js'
import type { LiftReport } from '../lift-report.js'
import type { Metrics } from '../metrics/metric.js'
import { metricsIfAny } from '../metrics/read-metric.js'
import type { Server } from './client.js'
import { measureServers } from './measure-servers.js'

export interface AnalyseServersOptions extends LiftOptions {
  /** Else those of the experiment file; else, for each goal of the log, the share of units that reached it. */
  readonly metrics?: Metrics
  /** An attribute of exposures: every comparison is also made for each of its values. */
  readonly segment?: string
  /** Whether speeds of pages are guarded without being asked for; default true. */
  readonly vitals?: boolean
}

/**
 * @param servers all that hold a part of the log, as `openServer` opens them; closing them is the caller's
 * @throws Error that names a unit that lives on two servers, the server that failed and why, a control that does not
 * exist; RangeError that names a metric that cannot be added exactly, or the attributes that there are
 * @example await analyseServers([await openServer({ url: 'http://127.0.0.1:8123' })], { metrics: { best: proportion('best') } })
 */
export async function analyseServers(
  servers: readonly Server[],
  options: AnalyseServersOptions = {},
): Promise<LiftReport> {
  const metrics = options.metrics ?? metricsIfAny(options.experiments)
  const measurement = await measureServers(servers, {
    ...(metrics ? { metrics } : {}),
    ...(options.segment === undefined ? {} : { segment: options.segment }),
    vitals: options.vitals ?? true,
  })
  return liftReport(measurement, options)
}
