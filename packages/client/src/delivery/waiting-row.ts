/**
 * A row as it waits for the collector, and what must be known of it beside its text. Types only.
 */
import type { StoredRow } from '@heddle/events'

export interface WaitingRow extends StoredRow {
  /** When it was closed, in ms since the epoch. */
  readonly at: number
  /** Of its text, on the wire. */
  readonly bytes: number
  /** Given up, and why: only this is still to be told, and the text is empty. */
  readonly reason?: string
  /** An attempt carried it of which nobody knows the outcome: it is asked for before it is sent again. */
  sent?: boolean
  /** How often nobody took it. */
  tries?: number
}
