/**
 * Decides which waiting rows to give up, so that a collector that is never reached does not fill a visitor's disk.
 * Pure.
 */
import { maxBytesKept, maxEventsKept, maxKeptMs } from '../limits.js'
import type { WaitingRow } from './waiting-row.js'

/**
 * Those that are too old, and the first ones until the rest is within the limits.
 *
 * @param rows what is worth least first, and of that the oldest
 * @param now in ms since the epoch
 */
export function overflow(rows: readonly WaitingRow[], now: number): readonly WaitingRow[] {
  let bytes = 0
  let events = 0
  const goes = (row: WaitingRow) => {
    if (row.at < now - maxKeptMs) return true
    bytes += row.bytes
    // What was given up has no bytes, and its events are gone already.
    events += row.bytes && row.to - row.from + 1
    return bytes > maxBytesKept || events > maxEventsKept
  }
  return [...rows].reverse().filter(goes).reverse()
}
