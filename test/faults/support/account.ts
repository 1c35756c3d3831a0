/**
 * Reads a log as an auditor: which numbers it holds, how often, and which it says are missing.
 * Pure. Knows the collector's lines and nothing of the page.
 */
import { addRange, decodeLogLine, missingFrom, type RangeSet } from '@heddle/events'

export interface Account {
  /** Which events hold the number that `track` was given: their places in their streams, once each. */
  readonly places: ReadonlyMap<number, readonly Place[]>
  /** Lines that tell an event a second time. */
  readonly repeatedLines: number
  readonly streams: ReadonlyMap<string, StreamAccount>
}

export interface Place {
  readonly stream: string
  readonly seq: number
}

export interface StreamAccount {
  readonly stored: RangeSet
  /** The highest number that the log knows to be given out. */
  readonly issued: number
  /** Given out and not stored: lost, or dropped on purpose. */
  readonly missing: RangeSet
  /** Of the missing, those that somebody gave up on purpose and said so. */
  readonly dropped: RangeSet
}

export function accountOf(log: string): Account {
  const places = new Map<number, Place[]>()
  const streams = new Map<string, { stored: RangeSet; issued: number; dropped: RangeSet }>()
  const seen = new Set<string>()
  let repeatedLines = 0
  const streamOf = (stream: string) => {
    const known = streams.get(stream) ?? { stored: [], issued: 0, dropped: [] }
    streams.set(stream, known)
    return known
  }
  for (const text of log.split('\n')) {
    if (!text) continue
    const line = decodeLogLine(parsed(text))
    if (line.status === 'ledger') {
      const known = streamOf(line.ledger.stream)
      known.issued = Math.max(known.issued, line.ledger.issued)
      for (const [from, to] of line.ledger.dropped ?? []) known.dropped = addRange(known.dropped, from, to)
    }
    if (line.status !== 'event') continue
    const { stream, seq } = line.event
    const known = streamOf(stream)
    const identity = `${stream} ${seq}`
    if (seen.has(identity)) {
      repeatedLines++
      continue
    }
    seen.add(identity)
    known.stored = addRange(known.stored, seq, seq)
    known.issued = Math.max(known.issued, seq)
    if (line.event.type !== 'goal' || line.event.value === undefined) continue
    const others = places.get(line.event.value)
    if (others) others.push({ stream, seq })
    else places.set(line.event.value, [{ stream, seq }])
  }
  return {
    places,
    repeatedLines,
    streams: new Map(
      [...streams].map(([stream, known]) => [stream, { ...known, missing: missingFrom(known.stored, known.issued) }]),
    ),
  }
}

/** The last line may be half written while it is read. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
