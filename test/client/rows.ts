/**
 * Rows as they wait, for tests that do not read what is in them.
 */
import type { WaitingRow } from 'heddle'

export interface RowOptions {
  readonly stream?: string
  readonly bytes?: number
  readonly at?: number
  readonly json?: string
}

/** A row with the events `from` to `to`, of so many bytes. */
export function rowOf(from: number, to: number = from, options: RowOptions = {}): WaitingRow {
  const { stream = 's', at = 1, bytes = 2, json = `"${'x'.repeat(bytes - 2)}"` } = options
  return { stream, from, to, at, bytes, json }
}

/** What is left of a row that was given up. */
export function goneOf(
  from: number,
  to: number = from,
  { stream = 's', at = 1, reason = 'overflow' } = {},
): WaitingRow {
  return { stream, from, to, at, bytes: 0, json: '', reason }
}
