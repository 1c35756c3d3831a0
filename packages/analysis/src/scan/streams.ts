/**
 * What the log says of each stream: which numbers arrived, how far it counted, what it dropped, what sent it, how wrong its
 * clock was. A stream whose numbers arrive in order, as nearly all do, costs a few numbers; only gaps and drops cost sets
 * of ranges.
 */
import {
  addRange,
  countOf,
  hasRange,
  type Ledger,
  missingFrom,
  overlapOf,
  type RangeSet,
  without,
} from '@heddle/events'
import { compareTexts } from '../names.js'
import { type Column, doubles, indexes } from './column.js'
import { createDictionary } from './dictionary.js'

export interface StreamCounts {
  readonly issued: number
  readonly received: number
  readonly dropped: number
  /** `missing` and `open` together. */
  readonly lost: number
  /** Below the highest number that arrived or was dropped. */
  readonly missing: number
  /** Announced above that: they may still come. */
  readonly open: number
  readonly repeated: number
}

/** Of a stream that lacks nothing. */
const complete = { dropped: 0, lost: 0, missing: 0, open: 0 }

export interface Streams {
  readonly size: number
  /** The stream's number; each line that names the stream also tells how far its clock is off at most. */
  number(stream: string, received: { readonly sentAt: number; readonly receivedAt: number }): number
  /** Notes an event; false if it is a copy of one that was there. */
  isNew(stream: number, seq: number): boolean
  /** Notes when an event happened, on the visitor's clock. */
  noteTime(stream: number, at: number): void
  note(stream: number, ledger: Ledger): void
  /** The latest time of all events, corrected, in ms; before any time where there is none. */
  end(): number
  /** Copies in the log, over all streams. */
  copies(): number
  /** To add to a time of the visitor's clock, in ms. */
  offset(stream: number): number
  name(stream: number): string
  counts(stream: number): StreamCounts
  /** The numbers that are missing. */
  missing(stream: number): RangeSet
  /** How many numbers were dropped for each reason; one that was dropped for two counts for the first in the alphabet. */
  reasons(stream: number): ReadonlyMap<string, number>
  /** What sent the stream's first batch; undefined where no ledger says it. */
  browser(stream: number): string | undefined
  client(stream: number): string | undefined
}

export function createStreams(): Streams {
  const names = createDictionary()
  /** 1 to this number have all arrived. */
  const upTo = doubles()
  const offsets = doubles()
  const latest = doubles()
  const copies = doubles()
  /** The highest number and the most copies that a ledger tells of. */
  const stated = doubles()
  const leftOut = doubles()
  const browsers = senders()
  const clients = senders()
  /** What arrived beyond the first gap. */
  const beyond = new Map<number, RangeSet>()
  /** By reason. */
  const drops = new Map<number, Map<string, RangeSet>>()
  const columns = [upTo, copies, stated, leftOut, browsers.column, clients.column]
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

  /** Everything that did not arrive, and how much of it was dropped on purpose or is missing. */
  function fate(stream: number) {
    const last = upTo.at(stream)
    const ranges = beyond.get(stream) ?? []
    const arrived = last === 0 ? ranges : addRange(ranges, 1, last)
    const top = arrived.at(-1)?.[1] ?? 0
    const issued = Math.max(stated.at(stream), top)
    const absent = missingFrom(arrived, issued)
    // What was dropped and arrived all the same, arrived.
    const dropped = [...(drops.get(stream) ?? [])]
      .sort(([one], [other]) => compareTexts(one, other))
      .map(([reason, set]) => [reason, overlapOf(absent, set)] as const)
    let lost = absent
    const reasons = new Map<string, number>()
    let highest = top
    for (const [reason, set] of dropped) {
      const left = without(lost, set)
      const count = countOf(lost) - countOf(left)
      if (count > 0) reasons.set(reason, count)
      highest = Math.max(highest, set.at(-1)?.[1] ?? 0)
      lost = left
    }
    return { issued, received: countOf(arrived), reasons, lost, missing: overlapOf(lost, [[1, highest]]) }
  }

  return {
    get size() {
      return names.size
    },
    number: (name, { sentAt, receivedAt }) => {
      const stream = names.number(name)
      const offset = receivedAt - sentAt
      if (stream === offsets.length) {
        for (const column of columns) column.push(0)
        offsets.push(offset)
        latest.push(-Infinity)
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
    noteTime: (stream, at) => {
      if (at > latest.at(stream)) latest.set(stream, at)
    },
    end: () => {
      let end = -Infinity
      for (let stream = 0; stream < latest.length; stream++) {
        end = Math.max(end, latest.at(stream) + offsets.at(stream))
      }
      return end
    },
    note: (stream, { issued, dropped = [], repeated = 0, browser, client }) => {
      stated.set(stream, Math.max(stated.at(stream), issued))
      leftOut.set(stream, Math.max(leftOut.at(stream), repeated))
      browsers.note(stream, browser)
      clients.note(stream, client)
      if (dropped.length === 0) return
      const byReason = drops.get(stream) ?? new Map<string, RangeSet>()
      for (const [from, to, reason] of dropped) byReason.set(reason, addRange(byReason.get(reason) ?? [], from, to))
      drops.set(stream, byReason)
    },
    copies: () => allCopies,
    offset: (stream) => offsets.at(stream),
    name: (stream) => names.text(stream),
    counts: (stream) => {
      const last = upTo.at(stream)
      if (stated.at(stream) <= last && (beyond.get(stream)?.length ?? 0) === 0) {
        return { ...complete, issued: last, received: last, repeated: copies.at(stream) + leftOut.at(stream) }
      }
      const { issued, received, lost: lostRanges, missing: missingRanges } = fate(stream)
      const [lost, missing] = [countOf(lostRanges), countOf(missingRanges)]
      const dropped = issued - received - lost
      return {
        issued,
        received,
        dropped,
        lost,
        missing,
        open: lost - missing,
        repeated: copies.at(stream) + leftOut.at(stream),
      }
    },
    missing: (stream) => fate(stream).missing,
    reasons: (stream) => fate(stream).reasons,
    browser: browsers.of,
    client: clients.of,
  }
}

/** One text for each stream, in four bytes. */
function senders() {
  const texts = createDictionary()
  /** The text's number plus one; 0 for none. */
  const column: Column = indexes()
  const of = (stream: number) => (column.at(stream) === 0 ? undefined : texts.text(column.at(stream) - 1))
  const note = (stream: number, text: string | undefined) => {
    const before = of(stream)
    // A collector says it once. Where logs contradict each other, the order of their lines must not decide.
    if (text === undefined || (before !== undefined && compareTexts(before, text) <= 0)) return
    column.set(stream, texts.number(text) + 1)
  }
  return { column, of, note }
}
