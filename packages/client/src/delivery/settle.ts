/**
 * Decides whether an answer has settled a row: every event in it is stored, or never will be.
 * Pure. A row of which anything is open stays whole and is sent again; the collector drops what it has.
 */
import type { StoredRow, StreamRange } from '@heddle/events'

/** @param settled what a complete answer names; in any order, overlapping or not. None without such an answer */
export function isSettled(row: StoredRow & { reason?: string }, settled: readonly StreamRange[] | undefined): boolean {
  let seq = row.from
  while (settled?.some(([stream, from, to]) => stream === row.stream && from <= seq && seq <= to)) seq++
  // What was given up has no events that could be named: any complete answer has heard of it.
  return seq > row.to || !!(settled && row.reason)
}
