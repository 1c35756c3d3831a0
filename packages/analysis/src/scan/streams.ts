/**
 * What the log says of each stream: which numbers arrived, how far it counted, what it dropped, how wrong its clock was.
 * A stream whose numbers arrive in order, as nearly all do, costs a few numbers; only gaps cost a set of ranges.
 */
import { addRange, countOf, hasRange, type Ledger, missingFrom, type RangeSet } from '@heddle/events'
import { doubles } from './column.js'
import { createDictionary } from './dictionary.js'

export interface StreamCounts {
  readonly issued: number
  readonly received: number
  readonly dropped: number
  readonly lost: number
  readonly repeated: number
}

export interface Streams {
  readonly size: number
  /** The stream's number; each line that names the stream also tells how far its clock is off at most. */
  number(stream: string, received: { readonly sentAt: number; readonly receivedAt: number }): number
  /** Notes an event; false if it is a copy of one that was there. */
  isNew(stream: number, seq: number): boolean
  note(stream: number, ledger: Ledger): void
  /** Copies in the log, over all streams. */
  copies(): number
  /** To add to a time of the visitor's clock, in ms. */
  offset(stream: number): number
  name(stream: number): string
  counts(stream: number): StreamCounts
}

interface Notes {
  readonly issued: number
  readonly dropped: RangeSet
  readonly repeated: number
}

const noNotes: Notes = { issued: 0, dropped: [], repeated: 0 }

export function createStreams(): Streams {
  const names = createDictionary()
  /** 1 to this number have all arrived. */
  const upTo = doubles()
  const offsets = doubles()
  const copies = doubles()
  /** What arrived beyond the first gap. */
  const beyond = new Map<number, RangeSet>()
  const notes = new Map<number, Notes>()
  let allCopies = 0

  function arrive(stream: number, seq: number): void {
    const ranges = beyond.get(stream)
    if (seq !== upTo.at(stream) + 1) {
      beyond.set(stream, addRange(ranges ?? [], seq, seq))
      return
    }
    const next = ranges?.[0]
    if (next?.[0] !== seq + 1) {
      upTo.set(stream, seq)
      return
    }
    // The gap is closed: what lay beyond it belongs to the unbroken part.
    upTo.set(stream, next[1])
    beyond.set(stream, ranges?.slice(1) ?? [])
  }

  return {
    get size() {
      return names.size
    },
    number: (name, { sentAt, receivedAt }) => {
      const stream = names.number(name)
      const offset = receivedAt - sentAt
      if (stream === upTo.length) {
        upTo.push(0)
        copies.push(0)
        offsets.push(offset)
      } else if (offset < offsets.at(stream)) {
        offsets.set(stream, offset)
      }
      return stream
    },
    isNew: (stream, seq) => {
      const isCopy = seq <= upTo.at(stream) || hasRange(beyond.get(stream) ?? [], seq, seq)
      if (isCopy) {
        copies.set(stream, copies.at(stream) + 1)
        allCopies++
        return false
      }
      arrive(stream, seq)
      return true
    },
    note: (stream, { issued, dropped = [], repeated = 0 }) => {
      const before = notes.get(stream) ?? noNotes
      notes.set(stream, {
        issued: Math.max(before.issued, issued),
        dropped: dropped.reduce((set, [from, to]) => addRange(set, from, to), before.dropped),
        repeated: Math.max(before.repeated, repeated),
      })
    },
    copies: () => allCopies,
    offset: (stream) => offsets.at(stream),
    name: (stream) => names.text(stream),
    counts: (stream) => {
      const { issued: stated, dropped: droppedRanges, repeated } = notes.get(stream) ?? noNotes
      const ranges = beyond.get(stream) ?? []
      const received = upTo.at(stream) + countOf(ranges)
      const issued = Math.max(stated, upTo.at(stream), ranges.at(-1)?.[1] ?? 0)
      // What was dropped and arrived all the same, arrived.
      const missing = missingFrom(upTo.at(stream) === 0 ? ranges : addRange(ranges, 1, upTo.at(stream)), issued)
      const dropped = countShared(missing, droppedRanges)
      return { issued, received, dropped, lost: countOf(missing) - dropped, repeated: copies.at(stream) + repeated }
    },
  }
}

/** How many numbers are in both sets. */
function countShared(a: RangeSet, b: RangeSet): number {
  let count = 0
  for (const [from, to] of a) {
    for (const [start, end] of b) count += Math.max(0, Math.min(to, end) - Math.max(from, start) + 1)
  }
  return count
}
