/**
 * What the log says of each stream: which numbers arrived, how far it counted, what it dropped, what sent it, how wrong its
 * clock was. A stream whose numbers arrive in order, as nearly all do, costs a few numbers; only gaps and drops cost sets
 * of ranges.
 */
import {
  addRange,
  countOf,
  type Dropped,
  hasRange,
  missingFrom,
  overlapOf,
  type RangeSet,
  without,
} from '@heddle/events'
import { createTexts, field, hasField, type LineRecord, lineType, type Texts } from '@heddle/events/lines'
import { compareTexts } from '../names.js'
import { type Column, column } from './column.js'

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

/** Counts that are still growing. */
export type OpenCounts = { -readonly [Name in keyof StreamCounts]: StreamCounts[Name] }

export const noCounts: StreamCounts = { issued: 0, received: 0, dropped: 0, lost: 0, missing: 0, open: 0, repeated: 0 }

/** What is kept of all streams, by their numbers: what parts of a log are made of and added to. */
export interface StreamTables {
  readonly names: Texts
  /** 1 to this number have all arrived. */
  readonly upTo: Column
  readonly offset: Column
  /** The number of the first visitor plus one; 0 while there is none. */
  readonly visitor: Column
  /** The highest number and the most copies that a ledger tells of. */
  readonly stated: Column
  readonly leftOut: Column
  readonly browser: Senders
  readonly client: Senders
  /** What arrived beyond the first gap. */
  readonly beyond: Map<number, RangeSet>
  /** By reason. */
  readonly drops: Map<number, Drops>
  /** The log is at least as long. */
  extend(end: number): void
}

/** One text for each stream, in a byte or two. */
export interface Senders {
  readonly texts: Texts
  /** The text's number plus one; 0 for none. */
  readonly numbers: Column
  /** Notes the text of a number: of several, the first in the alphabet stays. */
  noteNumber(stream: number, number: number): void
}

export interface Streams {
  readonly tables: StreamTables
  readonly size: number
  /** The number of the line's stream; each line that names the stream also tells how far its clock is off at most. */
  number(line: LineRecord): number
  /** Notes an event; false if it is a copy of one that was there. */
  isNew(stream: number, seq: number): boolean
  /** The number in `ids` of the line's visitor. A stream has one, the one it had first; some rare ones have others too. */
  visitor(stream: number, line: LineRecord, ids: Texts): number
  /** The number of the visitor that the stream had first. */
  firstVisitor(stream: number): number
  /** Notes what a ledger says, but for what it says was dropped. */
  note(stream: number, ledger: LineRecord): void
  drop(stream: number, dropped: readonly Dropped[]): void
  /** The latest time at which an event was received, in ms on the collector's clock; before any time where there is none. */
  end(): number
  /** To add to a time of the visitor's clock, in ms. */
  offset(stream: number): number
  name(stream: number): string
  counts(stream: number): StreamCounts
  /** Adds the stream's counts to a sum. */
  addCounts(sum: OpenCounts, stream: number): void
  /** Whether any number is missing. */
  isMissing(stream: number): boolean
  /** The numbers that are missing. */
  missing(stream: number): RangeSet
  /** How many numbers were dropped for each reason; one that was dropped for two counts for the first in the alphabet. */
  reasons(stream: number): ReadonlyMap<string, number>
  /** What sent the stream's first batch; undefined where no ledger says it. */
  browser(stream: number): string | undefined
  client(stream: number): string | undefined
}

/** @param copies how many lines are copies of an event of the stream that was there */
export function createStreams(copies: (stream: number) => number): Streams {
  const names = createTexts()
  /** 1 to this number have all arrived. */
  const upTo = column()
  const offsets = column()
  /** The number of the first visitor plus one; 0 while there is none. */
  const visitors = column()
  /** The highest number and the most copies that a ledger tells of. */
  const stated = column()
  const leftOut = column()
  const browsers = senders()
  const clients = senders()
  /** What arrived beyond the first gap. */
  const beyond = new Map<number, RangeSet>()
  /** By reason. */
  const drops = new Map<number, Drops>()
  const columns = [upTo, visitors, stated, leftOut, browsers.numbers, clients.numbers]
  let last = 0
  let end = -Infinity

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
    if (ranges && ranges.length > 1) beyond.set(stream, ranges.slice(1))
    else beyond.delete(stream)
  }

  const fate = (stream: number): Fate => {
    const last = upTo.at(stream)
    const ranges = beyond.get(stream) ?? []
    return fateOf(last === 0 ? ranges : addRange(ranges, 1, last), stated.at(stream), drops.get(stream))
  }

  /** Whether all numbers that are known of have arrived. */
  function isComplete(stream: number): boolean {
    return stated.at(stream) <= upTo.at(stream) && (beyond.size === 0 || !beyond.has(stream))
  }

  function addCounts(sum: OpenCounts, stream: number): void {
    const arrived = upTo.at(stream)
    sum.repeated += copies(stream) + leftOut.at(stream)
    if (isComplete(stream)) {
      sum.issued += arrived
      sum.received += arrived
      return
    }
    const counts = countsIn(fate(stream), 0)
    sum.issued += counts.issued
    sum.received += counts.received
    sum.dropped += counts.dropped
    sum.lost += counts.lost
    sum.missing += counts.missing
    sum.open += counts.open
  }

  return {
    get size() {
      return names.size
    },
    number: ({ block, type, starts, ends, hashes, numbers }) => {
      const from = starts[field.stream] ?? 0
      const to = ends[field.stream] ?? 0
      const receivedAt = numbers[field.receivedAt] ?? 0
      // A batch brings several events of one stream.
      if (!names.isAt(last, block, from, to)) last = names.numberAt(block, from, to, hashes[field.stream] ?? 0)
      if (type !== lineType.ledger && receivedAt > end) end = receivedAt
      const offset = receivedAt - (numbers[field.sentAt] ?? 0)
      if (last === offsets.length) {
        for (const one of columns) one.push(0)
        offsets.push(offset)
      } else if (offset < offsets.at(last)) {
        offsets.set(last, offset)
      }
      return last
    },
    isNew: (stream, seq) => {
      if (seq <= upTo.at(stream) || (beyond.size > 0 && hasRange(beyond.get(stream) ?? [], seq, seq))) return false
      arrive(stream, seq)
      return true
    },
    visitor: (stream, { block, starts, ends, hashes }, ids) => {
      const from = starts[field.visitor] ?? 0
      const to = ends[field.visitor] ?? 0
      const known = visitors.at(stream) - 1
      if (known !== -1 && ids.isAt(known, block, from, to)) return known
      const visitor = ids.numberAt(block, from, to, hashes[field.visitor] ?? 0)
      if (known === -1) visitors.set(stream, visitor + 1)
      return visitor
    },
    firstVisitor: (stream) => visitors.at(stream) - 1,
    note: (stream, ledger) => {
      const { numbers } = ledger
      stated.set(stream, Math.max(stated.at(stream), numbers[field.issued] ?? 0))
      if (hasField(ledger, field.repeated)) {
        leftOut.set(stream, Math.max(leftOut.at(stream), numbers[field.repeated] ?? 0))
      }
      if (hasField(ledger, field.browser)) browsers.note(stream, ledger, field.browser)
      if (hasField(ledger, field.client)) clients.note(stream, ledger, field.client)
    },
    drop: (stream, dropped) => {
      if (dropped.length > 0) drops.set(stream, addDrops(drops.get(stream), dropped))
    },
    end: () => end,
    offset: offsets.at,
    name: names.text,
    counts: (stream) => {
      const sum = { ...noCounts }
      addCounts(sum, stream)
      return sum
    },
    addCounts,
    isMissing: (stream) => !isComplete(stream) && fate(stream).missing.length > 0,
    missing: (stream) => fate(stream).missing,
    reasons: (stream) => fate(stream).reasons,
    browser: browsers.of,
    client: clients.of,
    tables: {
      ...{ names, upTo, offset: offsets, visitor: visitors, stated, leftOut },
      ...{ browser: browsers, client: clients, beyond, drops },
      extend: (other) => {
        end = Math.max(end, other)
      },
    },
  }
}

/** What became of the numbers of a stream. */
export interface Fate {
  readonly issued: number
  readonly received: number
  readonly reasons: ReadonlyMap<string, number>
  readonly lost: RangeSet
  readonly missing: RangeSet
}

/**
 * Everything that did not arrive, and how much of it was dropped on purpose or is missing.
 *
 * @param stated the highest number that a ledger tells of
 * @param drops by reason
 */
export function fateOf(arrived: RangeSet, stated: number, drops: Drops = new Map()): Fate {
  const top = arrived.at(-1)?.[1] ?? 0
  const issued = Math.max(stated, top)
  const absent = missingFrom(arrived, issued)
  // What was dropped and arrived all the same, arrived.
  const dropped = [...drops]
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

type Drops = ReadonlyMap<string, RangeSet>

/** The drops of a stream, with more of them. */
export function addDrops(drops: Drops | undefined, dropped: readonly Dropped[]): Drops {
  const byReason = new Map(drops)
  for (const [from, to, reason] of dropped) byReason.set(reason, addRange(byReason.get(reason) ?? [], from, to))
  return byReason
}

export function countsIn({ issued, received, lost, missing }: Fate, repeated: number): StreamCounts {
  const [ofLost, ofMissing] = [countOf(lost), countOf(missing)]
  const dropped = issued - received - ofLost
  return { issued, received, dropped, lost: ofLost, missing: ofMissing, open: ofLost - ofMissing, repeated }
}

/** One text for each stream, in a byte or two. */
function senders() {
  const texts = createTexts()
  const numbers = column()
  const of = (stream: number) => (numbers.at(stream) === 0 ? undefined : texts.text(numbers.at(stream) - 1))
  const noteNumber = (stream: number, number: number) => {
    const before = numbers.at(stream) - 1
    if (before === number) return
    // A collector says it once. Where logs contradict each other, the order of their lines must not decide.
    if (before === -1 || compareTexts(texts.text(number), texts.text(before)) < 0) numbers.set(stream, number + 1)
  }
  const note = (stream: number, { block, starts, ends, hashes }: LineRecord, at: number) =>
    noteNumber(stream, texts.numberAt(block, starts[at] ?? 0, ends[at] ?? 0, hashes[at] ?? 0))
  return { texts, numbers, of, note, noteNumber }
}
