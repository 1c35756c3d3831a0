/**
 * Where rows of events wait until the collector has them. Types only.
 */
import type { StoredRow } from '@heddle/events'
import type { OpenOutbox } from './outbox.js'
import type { Problem } from './problem.js'

/** A place for waiting rows. It never rejects: the client has this page's rows in memory too, and problems are reported. */
export interface Buffer {
  /** Keeps a row; resolves when it would survive the page's end. The same row twice is one row. */
  put(row: StoredRow): Promise<void>
  /** The first `limit` rows, from this document or an earlier one. */
  take(limit: number): Promise<readonly StoredRow[]>
  remove(rows: readonly StoredRow[]): Promise<void>
  clear(): Promise<void>
}

/** A buffer as a client is given it. `durable` makes one of any place for rows. */
export interface OpenBuffer {
  /** Opens the part that waits for one destination, so that two clients on a site never send each other's rows. */
  (destination: string, onProblem: (problem: Problem) => void): Buffer
  /** The delivery that it brings, in place of the one from the page's memory. */
  readonly openOutbox: OpenOutbox
}
