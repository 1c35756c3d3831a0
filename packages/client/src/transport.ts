/**
 * How a batch leaves the page, and what may come back. Types only.
 */
import type { Batch, StreamRange } from '@heddle/events'
import type { Problem } from './problem.js'

/**
 * Takes a batch to its destination. Never rejects: every outcome is an answer.
 * A destination that cannot say what it already has settles the batch's rows only; what was asked for (`batch.ask`) is
 * then sent again.
 */
export interface Transport {
  (batch: Batch, how: Departure): Promise<Answer>
  /** Where it goes. Rows wait for the destination they were written for. Default: the empty text. */
  readonly destination?: string
}

export interface Departure {
  /**
   * `now`: the page lives. `leaving`: it may end at any moment, and the request should outlive it. `later`: the browser
   * holds the request and sends it should the page end without a word; a transport that has no such means does nothing.
   */
  readonly when: 'now' | 'leaving' | 'later'
  /** Aborted when the answer takes too long, when consent is withdrawn, and when what was held for later is not needed. */
  readonly signal: AbortSignal
}

/** What became of a batch. Empty when nothing is known: no answer, or one that cannot be read. */
export interface Answer {
  /** Stored, or never to be stored. With this list the answer is complete: everything else has not arrived. */
  readonly settled?: readonly StreamRange[] | undefined
  /** The batch as it is will never be taken; fewer rows at once may be. A row that is refused alone is dropped. */
  readonly refused?: boolean | undefined
  /** How long the collector wants to be left alone. */
  readonly afterMs?: number | undefined
  /** What the site's owner should know of it. */
  readonly problem?: Problem | undefined
}
