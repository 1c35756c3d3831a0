/**
 * What is left of rows that were given up: which numbers, and why, so that the collector can tell them from a loss.
 * Pure.
 */
import { maxKeptMs } from '../limits.js'
import type { WaitingRow } from './waiting-row.js'

/**
 * Neighbours become one. What was left of earlier rows ends without a trace when it has waited too long itself.
 *
 * @param rows in any order, also what was left of earlier ones, which have no bytes
 * @param now in ms since the epoch
 */
export function givenUp(rows: readonly WaitingRow[], reason: string, now: number): readonly WaitingRow[] {
  const left = new Map<string, WaitingRow>() // Under the name of what would continue it.
  for (const { stream, from, to, at, bytes } of [...rows].sort((a, b) => a.from - b.from)) {
    if (!bytes && at < now - maxKeptMs) continue
    const first = left.get(stream + from)?.from ?? from
    left.delete(stream + from)
    left.set(stream + (to + 1), { stream, from: first, to, at: bytes ? now : at, bytes: 0, json: '', reason })
  }
  return [...left.values()]
}
