/**
 * The lines of the log: each stored event with the two times of its batch, and now and then how far a stream has counted.
 * The collector writes them, the analysis reads them.
 */
import { isStreamState, type StreamState } from './batch.js'
import { decodeEvent } from './decode-event.js'
import type { LoggedEvent, Received, UnknownEvent } from './event.js'
import { isObject } from './is-object.js'
import { isText } from './is-text.js'
import { isTime } from './is-time.js'

/**
 * How far a stream had counted when a batch was sent; what it counts and the log does not hold is lost, dropped or still open.
 * `repeated` is how many copies of its events the collector has received again and left out, since the stream began.
 */
export type Ledger = StreamState &
  Received & {
    readonly type: 'ledger'
    readonly repeated?: number
    /** Name and major version of the browser that sent the stream's first batch, such as `Firefox 153`; nothing finer. */
    readonly browser?: string
    /** The version of the client that sent it, as the batch said. */
    readonly client?: string
  }

export type LogLine =
  | { readonly status: 'event'; readonly event: LoggedEvent }
  | { readonly status: 'unknown-type'; readonly event: UnknownEvent & Received }
  | { readonly status: 'ledger'; readonly ledger: Ledger }
  | { readonly status: 'rejected'; readonly reason: string }

/** Reads one parsed line; `rejected` says in one sentence what is wrong with it. */
export function decodeLogLine(input: unknown): LogLine {
  if (!isObject(input)) return { status: 'rejected', reason: 'a line is a JSON object' }
  if (!isTime(input.sentAt) || !isTime(input.receivedAt)) {
    return { status: 'rejected', reason: 'a line has sentAt and receivedAt in ms since the epoch' }
  }
  if (input.type === 'ledger') {
    return isStreamState(input) && isNoted(input)
      ? { status: 'ledger', ledger: input as unknown as Ledger }
      : { status: 'rejected', reason: 'a ledger has a stream and how far it has counted' }
  }
  const decoded = decodeEvent(input)
  switch (decoded.status) {
    case 'rejected':
      return decoded
    case 'unknown-type':
      return { status: 'unknown-type', event: input as unknown as UnknownEvent & Received }
    case 'event':
      return { status: 'event', event: input as unknown as LoggedEvent }
  }
}

const isNoted = ({ repeated, browser, client }: { readonly [field: string]: unknown }) =>
  (repeated === undefined || isCount(repeated)) &&
  [browser, client].every((text) => text === undefined || isText(text, 32))

const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0
