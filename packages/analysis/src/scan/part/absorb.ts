/**
 * Adds a part to a table. The table is then what it would be had it read the part's lines itself, in whatever order parts
 * are added and wherever a log was cut into them.
 */
import { countOf, hasRange, type RangeSet } from '@heddle/events'
import { partLength } from '../column.js'
import type { Dictionary } from '../dictionary.js'
import type { Events } from '../events.js'
import type { LogTable, Unsettled } from '../log-table.js'
import {
  applicationColumns,
  columnsIn,
  exposureColumns,
  goalColumns,
  type Meaning,
  type Named,
  type NamedColumn,
  unknownColumns,
  vitalColumns,
} from './columns.js'
import type { PackedColumn } from './numbers.js'
import { type Part, textsOf } from './part.js'
import { absorbStreams } from './stream-parts.js'
import { numbersOf } from './texts.js'

/** By a number in the part: the number in the table. */
type Renumbered = { readonly [Name in Named]: Uint32Array }

/** What rows need to be added. */
interface Reading {
  readonly part: Part
  readonly renumbered: Renumbered
  /** By a stream's number in the part: events that the table has already. Most often none. */
  readonly repeated: ReadonlyMap<number, RangeSet>
}

/** All but the broken lines, which `addBroken` takes when it is known where in the log they stand. */
export function absorb({ unsettled }: LogTable, part: Part): void {
  const { events, streams } = unsettled
  const { lines, events: distinct, broken, experiments, end } = part.head
  const texts = textsOf(events)
  const named = (name: keyof typeof texts) => numbersOf(texts[name], part.texts(name))
  const ids = named('ids')
  const renumbered: Renumbered = {
    ...{
      ids,
      streams: numbersOf(streams.tables.names, part.texts('streams')),
      sessions: sessionsOf(events, part, ids),
      pages: events.sessions() === undefined ? new Uint32Array() : named('pages'),
    },
    ...{ goals: named('goals'), items: named('items'), slots: named('slots'), variants: named('variants') },
    ...{ segments: named('segments'), vitalNames: named('vitalNames'), types: named('types') },
  }
  const repeated = absorbStreams(streams.tables, part, renumbered.streams, ids)
  const reading: Reading = { part, renumbered, repeated }
  const add = (prefix: string, columns: readonly NamedColumn[]) => addRows(unsettled, reading, prefix, columns)

  for (const [index, experiment] of experiments.entries()) {
    const { exposures, applications } = events.tablesOf(experiment)
    add(`exposed ${index}`, exposureColumns(exposures))
    add(`applied ${index}`, applicationColumns(applications))
  }
  add('reached', goalColumns(events.reached))
  add('vitals', vitalColumns(events.vitals))
  add('unknown', unknownColumns(events.unknown))
  addCopies(unsettled, reading)
  if (end !== undefined) streams.tables.extend(end)
  const again = [...repeated.values()].reduce((sum, ranges) => sum + countOf(ranges), 0)
  unsettled.count({ lines: lines - broken.count, events: distinct - again, broken: 0 })
}

/** Column by column; an event that the table has already becomes a copy of it. */
function addRows(unsettled: Unsettled, reading: Reading, prefix: string, columns: readonly NamedColumn[]): void {
  const { part, repeated } = reading
  const rows = repeated.size > 0 ? newRows(unsettled, reading, prefix) : undefined
  for (const { name, meaning, column } of columns) {
    const there = part.column(`${prefix} ${name}`)
    const read = readerOf(meaning, reading, prefix, unsettled)
    if (rows) for (const row of rows) column.push(read(there.at(row), row))
    else eachOf(there, (value, row) => column.push(read(value, row)))
  }
}

/** Loops over parts of the column, since it is millions of numbers long. */
function eachOf(column: PackedColumn, onValue: (value: number, row: number) => void): void {
  for (let first = 0; first < column.length; first += partLength) {
    const values = column.part(first / partLength)
    const count = Math.min(column.length - first, partLength)
    if (values) for (let at = 0; at < count; at++) onValue(values[at] ?? 0, first + at)
    else for (let at = 0; at < count; at++) onValue(0, first + at)
  }
}

/** The rows of events that the table does not have; copies are noted. */
function newRows({ conflicts }: Unsettled, reading: Reading, prefix: string): number[] {
  const { stream, seq, content } = columnsIn(reading.part, prefix, ['stream', 'seq', 'content'])
  const rows: number[] = []
  for (let row = 0; row < stream.length; row++) {
    const ranges = reading.repeated.get(stream.at(row))
    if (ranges && hasRange(ranges, seq.at(row), seq.at(row))) {
      conflicts.noteCopy(hereOf(reading, stream.at(row)), seq.at(row), content.at(row))
    } else {
      rows.push(row)
    }
  }
  return rows
}

const hereOf = ({ renumbered }: Reading, stream: number) => renumbered.streams[stream] ?? 0

/** What the table says for what a column of the part says in a row. */
function readerOf(
  meaning: Meaning,
  { part, renumbered }: Reading,
  prefix: string,
  { events, streams }: Unsettled,
): (value: number, row: number) => number {
  if (meaning === 'number') return (value) => value
  if (meaning === 'other visitor') {
    const stream = part.column(`${prefix} stream`)
    const visitors = part.column('stream visitor')
    return (value, row) => {
      const visitor = value === 0 ? visitors.at(stream.at(row)) : value
      const here = renumbered.ids[visitor - 1] ?? 0
      return here === streams.firstVisitor(renumbered.streams[stream.at(row)] ?? 0) ? 0 : here + 1
    }
  }
  const [name, plus] = typeof meaning === 'string' ? [meaning, 0] : [meaning.plusOne, 1]
  const numbers = renumbered[name]
  const dictionary = dictionaryOf(events, name)
  if (!dictionary) return (value) => (value < plus ? 0 : (numbers[value - plus] ?? 0) + plus)
  return (value) => (value < plus ? 0 : dictionary.use(numbers[value - plus] ?? 0) + plus)
}

/** Only of texts whose uses are counted. */
function dictionaryOf(events: Events, name: Named): Dictionary | undefined {
  switch (name) {
    case 'streams':
    case 'sessions':
    case 'ids':
    case 'slots':
    case 'pages':
      return undefined
    default:
      return events[name]
  }
}

/** A session's key names its visitor and its text by their numbers in the table. */
function sessionsOf({ sessions, sessionKeys, sessionTexts }: Events, part: Part, ids: Uint32Array): Uint32Array {
  if (sessions() === undefined) return new Uint32Array()
  const { visitor, text } = columnsIn(part, 'session', ['visitor', 'text'])
  const texts = numbersOf(sessionTexts, part.texts('session texts'))
  return Uint32Array.from({ length: visitor.length }, (_, session) =>
    sessionKeys.number(`${ids[visitor.at(session)] ?? 0} ${texts[text.at(session)] ?? 0}`),
  )
}

/** Copies that the part had set aside, and what it had taken out because of them. */
function addCopies({ conflicts }: Unsettled, reading: Reading): void {
  const copies = columnsIn(reading.part, 'copies', ['stream', 'seq', 'content'])
  for (let row = 0; row < copies.stream.length; row++) {
    conflicts.noteCopy(hereOf(reading, copies.stream.at(row)), copies.seq.at(row), copies.content.at(row))
  }
  const out = columnsIn(reading.part, 'out', ['stream', 'seq'])
  for (let row = 0; row < out.stream.length; row++) {
    conflicts.takeOut(hereOf(reading, out.stream.at(row)), out.seq.at(row))
  }
}
