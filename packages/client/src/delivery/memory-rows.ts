/**
 * A place for rows that lives as long as the value.
 */

import type { Buffer } from './buffer.js'
import { rankOf } from './rank.js'
import type { WaitingRow } from './waiting-row.js'

/** Keeps rows in memory, apart for each destination. */
export function memoryRows(): (destination: string) => Buffer {
  const waiting = new Map<string, readonly WaitingRow[]>()
  return (destination) => {
    const rows = () => waiting.get(destination) ?? []
    const isSame = (row: WaitingRow) => (other: WaitingRow) => other.stream === row.stream && other.from === row.from
    return {
      async replace(gone, came) {
        const rest = rows().filter((row) => ![...gone, ...came].some(isSame(row)))
        waiting.set(destination, [...rest, ...came])
      },
      async take(limit, last) {
        const start = last ? rows().findIndex(isSame(last)) + 1 : 0
        return rows().slice(start, start + limit)
      },
      async list() {
        return [...rows()].sort((a, b) => rankOf(a.json) - rankOf(b.json) || a.at - b.at)
      },
      async clear() {
        waiting.delete(destination)
      },
    }
  }
}
