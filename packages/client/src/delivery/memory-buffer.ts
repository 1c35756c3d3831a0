/**
 * A buffer that lives as long as the value: for tests, and to hand events from one client to the next.
 */
import type { StoredRow } from '@heddle/events'
import type { OpenBuffer } from './buffer.js'
import { durable } from './durable.js'

/** Keeps rows in memory, apart for each destination. */
export function memoryBuffer(): OpenBuffer {
  const waiting = new Map<string, readonly StoredRow[]>()
  return durable((destination) => {
    const rows = () => waiting.get(destination) ?? []
    const isSame = (row: StoredRow) => (other: StoredRow) => other.stream === row.stream && other.from === row.from
    return {
      async put(row) {
        waiting.set(destination, [...rows().filter((other) => !isSame(row)(other)), row])
      },
      take: async (limit) => rows().slice(0, limit),
      async remove(gone) {
        waiting.set(
          destination,
          rows().filter((row) => !gone.some(isSame(row))),
        )
      },
      async clear() {
        waiting.delete(destination)
      },
    }
  })
}
