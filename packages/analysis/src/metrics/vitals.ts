/**
 * The speeds of pages as metrics that nobody has to ask for: where a log has them, a variant that makes pages slower is seen.
 */
import type { Metrics } from './metric.js'
import { quantile } from './quantile.js'
import { type VitalName, vital } from './quantity.js'

/** The vitals that are held against a margin of their own; the share of visits whose speed a site is judged by is usual. */
export const guardedVitals: readonly ['LCP', 'INP', 'CLS'] = ['LCP', 'INP', 'CLS']

const usualQuantile = 0.75

/**
 * The 75th percentile of each vital that was recorded, by its name; but for those that a metric measures already, and
 * names that are taken.
 *
 * @param isRecorded whether there is any event of the vital
 * @see Google (2020), Web Vitals: the 75th percentile of page loads
 */
export function vitalMetrics(metrics: Metrics, isRecorded: (name: VitalName) => boolean): Metrics {
  const measured = Object.values(metrics).flatMap((metric) =>
    metric.kind === 'quantile' && metric.quantity.of === 'vital' ? [metric.quantity.name] : [],
  )
  const missing = guardedVitals.filter(
    (name) => isRecorded(name) && !measured.includes(name) && !Object.hasOwn(metrics, name),
  )
  return Object.fromEntries(missing.map((name) => [name, quantile(vital(name), usualQuantile)]))
}
