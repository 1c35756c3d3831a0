/**
 * What the collector says to a batch, and how the client reads it.
 * An answer that cannot be read in full is no answer: a captive portal's page or cut JSON acknowledges nothing.
 */
import { isObject } from './is-object.js'
import { isStreamRange, type StreamRange } from './range.js'

/** An event that will never be stored as it is, and why. */
export type Rejection = readonly [stream: string, seq: number, reason: string]

/** The body of a 200. */
export interface Acknowledgement {
  /** What is now stored, by this batch or an earlier one. */
  readonly acks: readonly StreamRange[]
  readonly rejected: readonly Rejection[]
  /** Ask the client to wait this long before the next batch. */
  readonly retryAfterMs?: number
  /** ms since the epoch on the collector's clock. */
  readonly serverTime: number
}

/** The body of a 400. */
export interface Refusal {
  readonly error: string
}

/** The acknowledgement in a response's body, or undefined if it holds none. */
export function decodeAcknowledgement(body: string): Acknowledgement | undefined {
  try {
    const answer: unknown = JSON.parse(body)
    return isAcknowledgement(answer) ? answer : undefined
  } catch {
    return undefined
  }
}

function isAcknowledgement(answer: unknown): answer is Acknowledgement {
  return (
    isObject(answer) &&
    Array.isArray(answer.acks) &&
    answer.acks.every(isStreamRange) &&
    Array.isArray(answer.rejected) &&
    answer.rejected.every(isRejection)
  )
}

const isRejection = (value: unknown): value is Rejection =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number'
