/**
 * Records the page's speed: largest contentful paint, interaction to next paint, cumulative layout shift.
 */
import { type Metric, onCLS, onINP, onLCP } from 'web-vitals'
import type { Undo } from './change.js'
import type { Client } from './client.js'

/**
 * Each vital is recorded once its value is final: mostly when the page is hidden.
 *
 * @returns how to stop recording
 */
export function trackVitals(client: Client): Undo {
  let stopped = false
  const record = ({ name, value }: Metric) => {
    if (!stopped) client.record({ type: 'vital', name, value })
  }
  onLCP(record)
  onINP(record)
  onCLS(record)
  return () => {
    stopped = true
  }
}
