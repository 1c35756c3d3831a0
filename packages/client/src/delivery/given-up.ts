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
  const left: WaitingRow[] = []
  const inOrder = [...rows].sort((a, b) => +(a.stream > b.stream) - +(a.stream < b.stream) || a.from - b.from)
  for (const { stream, from, to, at, bytes } of inOrder) {
    if (!bytes && at < now - maxKeptMs) continue
    const last = left.at(-1)
    const continues = last?.stream === stream && last.to === from - 1
    if (continues) left.pop()
    left.push({ stream, from: continues ? last.from : from, to, at: bytes ? now : at, bytes: 0, json: '', reason })
  }
  return left
}
