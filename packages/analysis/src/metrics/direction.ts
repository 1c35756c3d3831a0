/**
 * Which way a metric is good. A page that takes longer is worse; of everything else more is good unless somebody says so.
 */
import type { Metric } from './metric.js'

/** Whether more of a metric is good, or less. */
export type Direction = 'up' | 'down'

/** What the metric itself says; else down for the speeds of pages, and up for all other kinds. */
export function directionOf(metric: Metric): Direction {
  return metric.direction ?? (isVital(metric) ? 'down' : 'up')
}

const isVital = (metric: Metric) => metric.kind === 'quantile' && metric.quantity.of === 'vital'
