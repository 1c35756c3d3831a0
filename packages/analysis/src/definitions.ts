/** What was said of a log before anybody looked: experiments with their plans, and metrics by name. */
import { decodePlan, type ExperimentFile } from '@heddle/events'
import type { Metrics } from './metrics/metric.js'
import { metricsOfFile } from './metrics/read-metric.js'

/** Plain data: it can be sent, and can stand in a page. */
export interface Definitions {
  /** Experiments with their plans, and goals. */
  readonly file: ExperimentFile
  /** Not there if there are none. */
  readonly metrics?: Metrics
}

/**
 * What an experiment file says.
 *
 * @throws TypeError or RangeError that names the plan or the metric, and what is wrong with it
 */
export function definitionsOfFile(file: ExperimentFile): Definitions {
  for (const { key, plan } of file.experiments) if (plan !== undefined) decodePlan(key, plan)
  const metrics = metricsOfFile(file)
  return { file, ...(Object.keys(metrics).length > 0 ? { metrics } : {}) }
}
