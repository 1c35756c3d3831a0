/**
 * Takes the log line by line and keeps what the analysis needs: each event once, in any order, from any file.
 * A line that cannot be read is counted with its place and reason; nothing in a log is fatal.
 */
import { createBlock, createRecord, createTexts, field, type LineRecord, lineType } from '@heddle/events/lines'
import type { BrokenLine, MappedReport } from '../lift-report.js'
import { createBrokenLines } from '../read-line.js'
import { type Conflicts, createConflicts } from './conflicts.js'
import { createEvents, type Events, type EventsOptions } from './events.js'
import { createIntake, type Intake, type Keeper } from './intake.js'
import { createMeetings, type Meetings } from './meetings.js'
import { createStreams, type Streams } from './streams.js'

/** What was read so far. It can be measured, added to, and measured again. */
export interface LogTable extends Intake {
  readonly events: Events
  readonly streams: Streams
  /** Who met which experiment. */
  readonly met: Meetings
  readonly lines: () => LineCounts
  readonly broken: { readonly count: number; readonly first: readonly BrokenLine[] }
  /** Only where the lines were made of another tool's records: what was made of them so far. */
  readonly mapped?: () => RecordsReport
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

export function createLogTable(options: LogTableOptions = {}): LogTable {
  return tableOf(newRecord(), options).table
}

export const newRecord = (): LineRecord => createRecord(createBlock(0), createTexts())

/** A table of what stands in the record each time it is told to keep it; several tables can share one record. */
export function tableOf(
  record: LineRecord,
  { mapped, ...options }: LogTableOptions,
): { readonly table: LogTable; readonly keep: Keeper['keep'] } {
  const conflicts = createConflicts()
  const streams = createStreams(conflicts.copiesOf)
  const events = createEvents(streams, record.attributes, options)
  const met = createMeetings(events, streams)
  const broken = createBrokenLines()
  let lines = 0
  let distinct = 0

  function addBroken(line: BrokenLine): void {
    lines++
    broken.add(line)
  }

  const keep: Keeper['keep'] = (dropped = []) => {
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

  /** Takes out what contradicts itself, before anybody looks. */
  function settle(): void {
    conflicts.settle(streams.size, events.tables)
  }

  const { add, addBlock } = createIntake(record, { keep, addBroken })
  const table: LogTable = {
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
    ...{ add, addBlock, addBroken },
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
  }
  return { table, keep }
}
