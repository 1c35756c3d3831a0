/**
 * Decides which waiting rows go into the next request.
 * Pure: no clock, no network, no storage.
 */
import { maxBatchBytes } from '../limits.js'
import type { WaitingRow } from './waiting-row.js'

/**
 * The first rows that fit. A row larger than a batch goes alone: whether it is too large is the collector's to say.
 *
 * @param maxRows the first row goes even if this is 0
 */
export function nextBatch(waiting: readonly WaitingRow[], maxRows: number): readonly WaitingRow[] {
  let bytes = 0
  const end = waiting.findIndex((row, i) => {
    bytes += row.bytes
    return i && (i >= maxRows || bytes > maxBatchBytes)
  })
  return end < 0 ? waiting : waiting.slice(0, end)
}
