/**
 * Decides which waiting rows go into the next request.
 * Pure: no clock, no network, no storage.
 */
import type { StoredRow } from '@heddle/events'

/** The quota of a page for beacons is 64 KiB, shared with other scripts. */
const maxBatchChars = 48_000

/**
 * The first rows that fit. A row larger than a batch goes alone: whether it is too large is the collector's to say.
 *
 * @param maxRows the first row goes even if this is 0
 */
export function nextBatch(waiting: readonly StoredRow[], maxRows: number): readonly StoredRow[] {
  let chars = 0
  return waiting.filter((row, i) => {
    chars += row.json.length
    return !(i && (i >= maxRows || chars >= maxBatchChars))
  })
}
