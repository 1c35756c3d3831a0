/**
 * Takes the log line by line and keeps what the analysis needs: each event once, in any order, from any file.
 * A line that cannot be read is counted with its place and reason; nothing in a log is fatal.
 */
import type { Dropped } from '@heddle/events'
import {
  type Block,
  createBlock,
  createLineReader,
  createLineTaker,
  createRecord,
  createTexts,
  field,
  lineType,
  spareBytes,
} from '@heddle/events/lines'
import type { BrokenLine, MappedReport } from '../lift-report.js'
import { createBrokenLines, readLine } from '../read-line.js'
import { type Conflicts, createConflicts } from './conflicts.js'
import { createEvents, type Events, type EventsOptions } from './events.js'
import { createMeetings, type Meetings } from './meetings.js'
import { createStreams, type Streams } from './streams.js'

/** What was read so far. It can be measured, added to, and measured again. */
export interface LogTable {
  readonly events: Events
  readonly streams: Streams
  /** Who met which experiment. */
  readonly met: Meetings
  readonly lines: () => LineCounts
  readonly broken: { readonly count: number; readonly first: readonly BrokenLine[] }
  /** Reads one line; empty ones count as nothing. */
  add(text: string, file: string, line: number): void
  /**
   * Reads whole lines as bytes.
   *
   * @param start where the first begins
   * @param end behind the line break of the last
   * @param line the number of the first
   * @returns the number of the next one
   */
  addBlock(block: Block, start: number, end: number, file: string, line: number): number
  /** Only where the lines were made of another tool's records: what was made of them so far. */
  readonly mapped?: () => RecordsReport
  /** Counts a line that never became text. */
  addBroken(line: BrokenLine): void
  /** What parts are made of and added to: events that contradict themselves are still in it. */
  readonly unsettled: Unsettled
}

/** What was made of the records of another tool, before it is known which metrics are asked for. */
export type RecordsReport = Omit<MappedReport, 'goals' | 'unfedMetrics'>

export interface LogTableOptions extends EventsOptions {
  readonly mapped?: () => RecordsReport
}

export interface Unsettled {
  readonly events: Events
  readonly streams: Streams
  readonly conflicts: Conflicts
  /** Lines that are not empty, and different events, with those that contradict themselves. */
  counts(): { readonly lines: number; readonly events: number }
  /** Counts lines that were read elsewhere. */
  count(read: { readonly lines: number; readonly events: number; readonly broken: number }): void
}

export interface LineCounts {
  readonly count: number
  /** Different events. */
  readonly events: number
  /** Copies of them. */
  readonly repeated: number
  /** Events that the log holds with different contents. */
  readonly conflicts: number
}

const lineFeed = 0x0a

export function createLogTable({ mapped, ...options }: LogTableOptions = {}): LogTable {
  const conflicts = createConflicts()
  const record = createRecord(createBlock(0), createTexts())
  const streams = createStreams(conflicts.copiesOf)
  const events = createEvents(streams, record.attributes, options)
  const met = createMeetings(events, streams)
  const read = createLineReader(record)
  const take = createLineTaker(record)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const encoder = new TextEncoder()
  const broken = createBrokenLines()
  let scratch = createBlock(4096)
  let lines = 0
  let distinct = 0

  function addBroken(line: BrokenLine): void {
    lines++
    broken.add(line)
  }

  /** Keeps what is in the record. */
  function keep(dropped: readonly Dropped[] = []): void {
    lines++
    const stream = streams.number(record)
    if (record.type === lineType.ledger) {
      streams.note(stream, record)
      streams.drop(stream, dropped)
      return
    }
    if (streams.isNew(stream, record.numbers[field.seq] ?? 0)) {
      distinct++
      events.add(record, stream)
    } else {
      conflicts.note(record, stream)
    }
  }

  /** Reads any line at all. */
  function addText(text: string, file: string, line: number): void {
    const decoded = readLine(text)
    if (decoded === undefined) return
    if (decoded.status === 'rejected') {
      addBroken({ file, line, reason: decoded.reason })
      return
    }
    take(decoded)
    keep(decoded.status === 'ledger' ? decoded.ledger.dropped : [])
  }

  /** Takes out what contradicts itself, before anybody looks. */
  function settle(): void {
    conflicts.settle(streams.size, events.tables)
  }

  return {
    get events() {
      settle()
      return events
    },
    get streams() {
      settle()
      return streams
    },
    get met() {
      settle()
      return met
    },
    broken,
    lines: () => {
      settle()
      const [repeated, conflicting] = [conflicts.copies(), conflicts.count()]
      return { count: lines, events: distinct - conflicting, repeated, conflicts: conflicting }
    },
    addBroken,
    ...(mapped ? { mapped } : {}),
    unsettled: {
      ...{ events, streams, conflicts },
      counts: () => ({ lines, events: distinct }),
      count: (read) => {
        lines += read.lines
        distinct += read.events
        broken.addAll({ count: read.broken })
      },
    },
    add: (text, file, line) => {
      if (scratch.bytes.length < 3 * text.length + spareBytes) scratch = createBlock(6 * text.length)
      const { written } = encoder.encodeInto(text, scratch.bytes)
      scratch.bytes[written] = lineFeed
      if (read(scratch, 0) === written + 1) keep()
      else addText(text, file, line)
    },
    addBlock: (block, start, end, file, firstLine) => {
      let line = firstLine
      for (let at = start; at < end; line++) {
        const next = read(block, at)
        if (next !== -1) {
          at = next
          keep()
          continue
        }
        const lineEnd = block.bytes.indexOf(lineFeed, at)
        addText(decoder.decode(block.bytes.subarray(at, lineEnd)), file, line)
        at = lineEnd + 1
      }
      return line
    },
  }
}
