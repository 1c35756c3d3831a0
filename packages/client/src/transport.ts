/**
 * How a batch leaves the page, and what may come back. Types only.
 */
import type { Batch, StreamRange } from '@heddle/events'
import type { Problem } from './problem.js'

/** Takes a batch to its destination. Never rejects: every outcome is an answer. */
export interface Transport {
  (batch: Batch, how: Departure): Promise<Answer>
  /** Where it goes. Rows wait for the destination they were written for. Default: the empty text. */
  readonly destination?: string
}

export interface Departure {
  /** The page may end at any moment: nobody will read the answer. */
  readonly leaving: boolean
}

/** What became of a batch. Empty when nothing is known: no answer, one that cannot be read, or a beacon, which has none. */
export interface Answer {
  /** Stored, or never to be stored. Everything else in the batch is sent again. */
  readonly settled?: readonly StreamRange[] | undefined
  /** How long the collector wants to be left alone. */
  readonly afterMs?: number | undefined
  /** What the site's owner should know of it. */
  readonly problem?: Problem | undefined
}
