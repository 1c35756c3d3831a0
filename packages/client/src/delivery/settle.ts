/**
 * Decides which rows an answer has settled: every event in them is stored, or never will be.
 * Pure. A row of which anything is open stays whole and is sent again; the collector drops what it has.
 */
import type { StoredRow, StreamRange } from '@heddle/events'

/**
 * @param rows those that were sent
 * @param settled what the answer names; in any order, overlapping or not
 */
export function settledRows(rows: readonly StoredRow[], settled: readonly StreamRange[] = []): readonly StoredRow[] {
  return rows.filter((row) => {
    let seq = row.from
    while (settled.some(([stream, from, to]) => stream === row.stream && from <= seq && seq <= to)) seq++
    return seq > row.to
  })
}
