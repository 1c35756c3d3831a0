/**
 * What the log shows of each stream. Nothing else is remembered: memory is the log, read from its start, and a line
 * that was appended is learned in the same way as one that is read back.
 */
import { type Dropped, decodeLogLine, type Ledger, type Range, type RangeSet } from '@heddle/events'
import { mergeDropped } from './dropped.js'
import { unionOf } from './range-algebra.js'
import type { Store } from './store.js'

export interface KnownStream {
  readonly stored: RangeSet
  /** The highest number that the stream has given out, by its ledgers and its stored events. */
  readonly issued: number
  readonly dropped: readonly Dropped[]
  /** Copies left out, by the last ledger. */
  readonly repeated: number
}

/** By the stream's id. */
export type KnownStreams = ReadonlyMap<string, KnownStream>

/** What one line of the log shows. */
export type Shown =
  | { readonly kind: 'event'; readonly stream: string; readonly seq: number }
  | { readonly kind: 'ledger'; readonly ledger: Ledger }

const unknown: KnownStream = { stored: [], issued: 0, dropped: [], repeated: 0 }

/** Lines learned at once while reading back: enough to merge seldom, few enough to hold. */
const linesAtOnce = 10_000

export function knownStream(known: KnownStreams, stream: string): KnownStream {
  return known.get(stream) ?? unknown
}

/** Adds what the lines show. */
export function learn(known: Map<string, KnownStream>, lines: readonly Shown[]): void {
  const stored = new Map<string, Range[]>()
  for (const line of lines) {
    if (line.kind === 'ledger') {
      known.set(line.ledger.stream, withLedger(known, line.ledger))
      continue
    }
    const ranges = stored.get(line.stream)
    if (ranges) ranges.push([line.seq, line.seq])
    else stored.set(line.stream, [[line.seq, line.seq]])
  }
  for (const [stream, ranges] of stored) known.set(stream, withStored(known, stream, ranges))
}

/** Everything that the store's log shows. Lines that cannot be read show nothing. */
export async function readBack(store: Pick<Store, 'read'>): Promise<Map<string, KnownStream>> {
  const known = new Map<string, KnownStream>()
  let waiting: Shown[] = []
  for await (const line of store.read()) {
    const shown = shownBy(line)
    if (shown) waiting.push(shown)
    if (waiting.length < linesAtOnce) continue
    learn(known, waiting)
    waiting = []
  }
  learn(known, waiting)
  return known
}

function shownBy(text: string): Shown | undefined {
  const line = decodeLogLine(parsed(text))
  switch (line.status) {
    case 'ledger':
      return { kind: 'ledger', ledger: line.ledger }
    case 'event':
    case 'unknown-type':
      return { kind: 'event', stream: line.event.stream, seq: line.event.seq }
    case 'rejected':
      return undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function withLedger(known: KnownStreams, ledger: Ledger): KnownStream {
  const before = knownStream(known, ledger.stream)
  return {
    ...before,
    issued: Math.max(before.issued, ledger.issued),
    dropped: mergeDropped(before.dropped, ledger.dropped ?? []),
    repeated: Math.max(before.repeated, ledger.repeated ?? 0),
  }
}

function withStored(known: KnownStreams, stream: string, ranges: readonly Range[]): KnownStream {
  const before = knownStream(known, stream)
  const stored = unionOf([...before.stored, ...ranges])
  return { ...before, stored, issued: Math.max(before.issued, stored.at(-1)?.[1] ?? 0) }
}
