/**
 * Where rows of events wait until the collector has them. Types only.
 */
import type { WaitingRow } from './waiting-row.js'

/** A place for waiting rows. It may reject: the client has this page's rows in memory too, and reports the problem. */
export interface Buffer {
  /**
   * Removes rows and keeps others, both or neither. Resolves when that would survive the page's end. The same row twice is
   * one row.
   */
  replace(gone: readonly WaitingRow[], came: readonly WaitingRow[]): Promise<unknown>
  /** Some rows, from this document or an earlier one: those after `last` in an order of the buffer's own, at most `limit`. */
  take(limit: number, last: WaitingRow | undefined): Promise<readonly WaitingRow[]>
  /** All rows without their texts, those first that are worth least (`rankOf`), and of these the oldest. */
  list(): Promise<readonly WaitingRow[]>
  clear(): Promise<unknown>
}
