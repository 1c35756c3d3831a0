/**
 * Rows as a buffer holds them, for tests that do not read what is in them.
 */
import type { StoredRow } from '@heddle/events'

/** A row with the events `from` to `to`, of `chars` characters. */
export function rowOf(from: number, to: number = from, { stream = 's', chars = 2 } = {}): StoredRow {
  return { stream, from, to, json: `"${'x'.repeat(chars - 2)}"` }
}
