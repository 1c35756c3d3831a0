/**
 * The metrics that a log is asked for, each with its method.
 */
import type { Method } from './method.js'
import { type Metric, type Metrics, methodOf } from './metric.js'

export interface Wanted {
  readonly name: string
  readonly metric: Metric
  readonly method: Method
}

/** @throws TypeError that names the metric whose covariate has no time, as only one of a table of units may */
export function wantedOf(metrics: Metrics): readonly Wanted[] {
  return Object.entries(metrics).map(([name, metric]) => {
    if ('covariate' in metric && metric.beforeMs === undefined) {
      throw new TypeError(
        `Metric "${name}" has a covariate and does not say how far to look back for it: add before=14 d, or another time.`,
      )
    }
    return { name, metric, method: methodOf(metric) }
  })
}
