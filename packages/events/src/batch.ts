/**
 * What one request carries: rows of events that share a stamp, and for each stream how far it has counted.
 * The encoder splices rows that were serialised when they were recorded, so that sending a backlog parses nothing.
 */
import { type DecodedEvent, decodeEvent } from './decode-event.js'
import type { Saying, Stamp } from './event.js'
import { isObject } from './is-object.js'
import { isText } from './is-text.js'
import { isTime } from './is-time.js'
import { isRange, isStreamRange, type StreamRange } from './range.js'

/** Grows when a reader of the old form could no longer read the new one; new fields do not need it. */
export const batchVersion = 1

/** Numbers that were given out and then dropped on purpose, and why. */
export type Dropped = readonly [from: number, to: number, reason: string]

/** How far a stream has counted, and what of it will never arrive. */
export interface StreamState {
  readonly stream: string
  /** The highest number given out. */
  readonly issued: number
  readonly dropped?: readonly Dropped[]
}

/** Events of one stream with the fields that they have in common written once. */
export type Row = Omit<Stamp, 'seq' | 'at'> & {
  readonly events: readonly (Saying & Pick<Stamp, 'seq' | 'at'>)[]
}

/** A row as it waits: serialised, with its place in the stream. */
export interface StoredRow {
  readonly stream: string
  readonly from: number
  readonly to: number
  /** JSON of a `Row`. */
  readonly json: string
}

export interface Batch {
  /** ms since the epoch on the visitor's clock; the difference to the collector's clock corrects every `at`. */
  readonly sentAt: number
  readonly streams: readonly StreamState[]
  readonly rows: readonly StoredRow[]
  /** The version of what wrote the rows, such as `0.1.0`: 1 to 32 characters. */
  readonly client?: string
  /** What may have arrived already: the answer acknowledges those that have, and the rest is sent again. */
  readonly ask?: readonly StreamRange[]
}

/** A batch as the collector sees it. Each event is decoded by itself, so that a broken one harms no other. */
export interface ReadBatch {
  readonly sentAt: number
  /** Left out where it is broken: it is only good to know. */
  readonly client?: string
  readonly streams: readonly StreamState[]
  readonly events: readonly ReadEvent[]
  readonly ask: readonly StreamRange[]
}

/** `stream` and `seq` are kept for rejected events, so that the answer can name them; empty and 0 where they had none. */
export interface ReadEvent {
  readonly stream: string
  readonly seq: number
  readonly decoded: DecodedEvent
}

/** The body of the request. */
export function encodeBatch({ rows, ...head }: Batch): string {
  return splice(
    { version: batchVersion, ...head },
    'rows',
    rows.map((row) => row.json),
  )
}

/**
 * A row's JSON from its shared fields and its events, each serialised when it was recorded.
 *
 * @param events JSON of what the events do not share: at least `type`, `seq` and `at`
 */
export function encodeRow(shared: Partial<Omit<Row, 'events'>>, events: readonly string[]): string {
  return splice(shared, 'events', events)
}

/** JSON of the object with one more field: a list whose entries are JSON already. */
const splice = (object: object, field: string, entries: readonly string[]) =>
  `${JSON.stringify(object).slice(0, -1)},"${field}":[${entries}]}`

/**
 * Reads a request's body.
 *
 * @throws SyntaxError with one sentence on what was wrong, if the body as a whole cannot be read; a broken event inside
 * a readable body does not throw, it is in the result with its reason
 */
export function decodeBatch(body: string): ReadBatch {
  const input = parse(body)
  if (!isObject(input)) throw new SyntaxError('A batch is a JSON object with sentAt, streams and rows.')
  if (typeof input.version !== 'number') throw new SyntaxError('The batch has no version; it should be a number.')
  if (!isTime(input.sentAt)) throw new SyntaxError('The batch has no sentAt in ms since the epoch.')
  if (!Array.isArray(input.rows)) throw new SyntaxError('The batch has no list of rows.')
  return {
    sentAt: input.sentAt,
    ...(isText(input.client, 32) && { client: input.client }),
    streams: list(input.streams).filter(isStreamState),
    events: input.rows.flatMap(eventsOf),
    ask: list(input.ask).filter(isStreamRange),
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (cause) {
    throw new SyntaxError(`The body is not JSON: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

/** The events of one row, each with the row's shared fields. */
function eventsOf(row: unknown): ReadEvent[] {
  if (!isObject(row) || !Array.isArray(row.events)) {
    return [{ stream: '', seq: 0, decoded: { status: 'rejected', reason: 'a row is an object with a list of events' } }]
  }
  const { events, ...rest } = row
  const shared = Object.entries(rest)
  return events.map((event: unknown) => {
    const whole = isObject(event) ? merged(shared, event) : event
    const stream = isObject(whole) && typeof whole.stream === 'string' ? whole.stream : ''
    const seq = isObject(whole) && typeof whole.seq === 'number' && Number.isFinite(whole.seq) ? whole.seq : 0
    return { stream, seq, decoded: decodeEvent(whole) }
  })
}

interface Fields {
  [field: string]: unknown
}

/**
 * The row's fields and the event's own. A loop in place of a spread, and every event begun in the same shape: that is
 * most of what a collector's work depends on.
 */
function merged(shared: readonly (readonly [field: string, value: unknown])[], event: Readonly<Fields>): Fields {
  const { type, stream, seq, at, visitor, session, page } = event
  const whole: Fields = { type, stream, seq, at, visitor, session, page }
  for (const [field, value] of shared) put(whole, field, value)
  for (const field in event) put(whole, field, event[field])
  return whole
}

function put(object: Fields, field: string, value: unknown): void {
  // JSON may name a field so; set as others are, it would become what the object inherits from.
  if (field === '__proto__') Object.defineProperty(object, field, { value, enumerable: true, configurable: true })
  else object[field] = value
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function isDropped(value: unknown): value is Dropped {
  return Array.isArray(value) && isRange([value[0], value[1]]) && typeof value[2] === 'string'
}

/** Whether the value says how far a stream has counted. */
export function isStreamState(value: unknown): value is StreamState {
  return (
    isObject(value) &&
    isText(value.stream, 128) &&
    Number.isSafeInteger(value.issued) &&
    Number(value.issued) >= 0 &&
    (value.dropped === undefined || (Array.isArray(value.dropped) && value.dropped.every(isDropped)))
  )
}
