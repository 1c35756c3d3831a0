/**
 * What the collector says to a batch, and how the client reads it.
 * An answer that cannot be read in full is no answer: a captive portal's page or cut JSON acknowledges nothing.
 */
import { isObject } from './is-object.js'
import { isTime } from './is-time.js'
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

/** The body of every other answer: what was wrong, in a sentence, and how long to wait where waiting helps. */
export interface Refusal {
  readonly error: string
  readonly retryAfterMs?: number
}

/** What a response's body says, or undefined if no collector wrote it. */
export function decodeAnswer(body: string): Acknowledgement | Refusal | undefined {
  try {
    const answer: unknown = JSON.parse(body)
    return isAcknowledgement(answer) || isRefusal(answer) ? answer : undefined
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
    answer.rejected.every(isRejection) &&
    isTime(answer.serverTime) &&
    isWait(answer.retryAfterMs)
  )
}

const isRejection = (value: unknown): value is Rejection =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number' && typeof value[2] === 'string'

const isRefusal = (answer: unknown): answer is Refusal =>
  isObject(answer) && typeof answer.error === 'string' && isWait(answer.retryAfterMs)

const isWait = (value: unknown): boolean => value === undefined || isTime(value)
