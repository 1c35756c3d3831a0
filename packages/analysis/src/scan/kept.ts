/**
 * What must be kept of a log so that metrics can be measured, beyond what every metric needs: nobody else pays for it.
 */
import { type Metrics, methodOf } from '../metrics/metric.js'
import { quantitiesOf } from '../metrics/needs.js'
import type { EventsOptions } from './events.js'

/**
 * How a log must be read for these metrics.
 *
 * @example createLogTable(keptFor(metrics))
 */
export function keptFor(metrics: Metrics): EventsOptions {
  const all = Object.values(metrics).map((metric) => methodOf(metric).needs)
  return { visits: all.some((needs) => quantitiesOf(needs).some(({ of }) => of === 'sessions')) }
}
