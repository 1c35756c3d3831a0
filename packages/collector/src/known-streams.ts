/**
 * What the log shows of each stream. Nothing else is remembered: memory is the log, read from its start, and a line
 * that was appended is learned in the same way as one that is read back.
 */
import { type Dropped, decodeLogLine, type Ledger, type Range, type RangeSet, unionOf } from '@heddle/events'
import { mergeDropped } from './dropped.js'
import type { Store } from './store.js'

export interface KnownStream {
  readonly stored: RangeSet
  /** The highest number that the stream has given out, by its ledgers and its stored events. */
  readonly issued: number
  readonly dropped: readonly Dropped[]
  /** Copies left out, by the last ledger. */
  readonly repeated: number
  /** What sent the first batch; left out where no ledger says it. */
  readonly browser?: string
  readonly client?: string
  /** When a line of it last reached the log, in ms since the epoch. */
  readonly heardAt: number
}

/** By the stream's id, those heard of longest ago first. */
export type KnownStreams = ReadonlyMap<string, KnownStream>

/** What some lines of the log show of one stream. */
export interface Shown {
  readonly stream: string
  /** Numbers of its events. */
  readonly stored: RangeSet
  readonly ledger?: Ledger | undefined
  readonly heardAt: number
}

const unknown: KnownStream = { stored: [], issued: 0, dropped: [], repeated: 0, heardAt: 0 }

/** Events learned at once while reading back: enough to merge seldom, few enough to hold. */
const eventsAtOnce = 10_000

export function knownStream(known: KnownStreams, stream: string): KnownStream {
  return known.get(stream) ?? unknown
}

/** Adds what the lines show. */
export function learn(known: Map<string, KnownStream>, { stream, stored, ledger, heardAt }: Shown): void {
  const before = knownStream(known, stream)
  const all = stored.length === 0 ? before.stored : joined(before.stored, stored)
  known.delete(stream) // Set anew, it stands last: the map is in the order in which streams were heard of.
  known.set(stream, {
    stored: all,
    issued: Math.max(before.issued, ledger?.issued ?? 0, all.at(-1)?.[1] ?? 0),
    dropped: ledger?.dropped ? mergeDropped(before.dropped, ledger.dropped) : before.dropped,
    repeated: Math.max(before.repeated, ledger?.repeated ?? 0),
    ...originOf(before, ledger),
    heardAt: Math.max(before.heardAt, heardAt),
  })
}

/** What sent a stream's first batch, as far as either says; what was said first holds. */
export function originOf(known: Origin, said: Origin = {}): Origin {
  const browser = known.browser ?? said.browser
  const client = known.client ?? said.client
  return { ...(browser !== undefined && { browser }), ...(client !== undefined && { client }) }
}

export type Origin = Pick<KnownStream, 'browser' | 'client'>

/** Forgets streams that were last heard of before a moment. Costs what it forgets. */
export function forget(known: Map<string, KnownStream>, before: number): void {
  for (const [stream, { heardAt }] of known) {
    if (heardAt >= before) return
    known.delete(stream)
  }
}

/** Everything that the store's log shows. Lines that cannot be read show nothing. */
export async function readBack(store: Pick<Store, 'read'>): Promise<Map<string, KnownStream>> {
  const known = new Map<string, KnownStream>()
  let events = new Map<string, { ranges: Range[]; heardAt: number }>()
  let count = 0
  const learnEvents = () => {
    for (const [stream, { ranges, heardAt }] of events) learn(known, { stream, stored: unionOf(ranges), heardAt })
    events = new Map()
    count = 0
  }
  for await (const text of store.read()) {
    const line = decodeLogLine(parsed(text))
    if (line.status === 'rejected') continue
    if (line.status === 'ledger') {
      const { ledger } = line
      learn(known, { stream: ledger.stream, stored: [], ledger, heardAt: ledger.receivedAt })
      continue
    }
    const { stream, seq, receivedAt } = line.event
    const found = events.get(stream)
    if (found) {
      found.ranges.push([seq, seq])
      found.heardAt = Math.max(found.heardAt, receivedAt)
    } else {
      events.set(stream, { ranges: [[seq, seq]], heardAt: receivedAt })
    }
    if (++count >= eventsAtOnce) learnEvents()
  }
  learnEvents()
  return known
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Most streams grow at their end, by what comes next. */
function joined(before: RangeSet, more: RangeSet): RangeSet {
  const last = before.at(-1)
  const [next] = more
  if (!last) return more
  if (before.length === 1 && more.length === 1 && next?.[0] === last[1] + 1) return [[last[0], next[1]]]
  return unionOf([...before, ...more])
}
