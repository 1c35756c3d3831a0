/**
 * Adds a part to a table. The table is then what it would be had it read the part's lines itself, in whatever order parts
 * are added and wherever a log was cut into them.
 */
import { countOf, hasRange, type RangeSet } from '@heddle/events'
import type { Values } from '../column.js'
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
import { type Part, textsOf } from './part.js'
import { eachStream } from './stream-columns.js'
import { numbersOf } from './texts.js'

/** By a number in the part: the number in the table. */
type Renumbered = { readonly [Name in Named]: Uint32Array }

/** What rows need to be added. */
interface Reading {
  readonly part: Part
  readonly renumbered: Renumbered
  /** By a stream's number in the part: what its first visitor is in the part. */
  readonly visitors: Values
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
    ...{ ids, streams: numbersOf(streams.names, part.texts('streams')), sessions: sessionsOf(events, part, ids) },
    ...{ goals: named('goals'), items: named('items'), slots: named('slots'), variants: named('variants') },
    ...{ segments: named('segments'), vitalNames: named('vitalNames'), types: named('types') },
  }
  const repeated = absorbStreams(unsettled, part, renumbered)
  const reading: Reading = { part, renumbered, repeated, visitors: part.numbers('stream visitor') }
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
  if (end !== undefined) streams.extend(end)
  const again = [...repeated.values()].reduce((sum, ranges) => sum + countOf(ranges), 0)
  unsettled.count({ lines: lines - broken.count, events: distinct - again, broken: 0 })
}

/** @returns by a stream's number in the part: events that the table has already */
function absorbStreams({ streams }: Unsettled, part: Part, renumbered: Renumbered): ReadonlyMap<number, RangeSet> {
  const repeated = new Map<number, RangeSet>()
  eachStream(part, (stream, facts) => {
    const visitor = facts.visitor === -1 ? -1 : (renumbered.ids[facts.visitor] ?? 0)
    const again = streams.absorb(renumbered.streams[stream] ?? 0, { ...facts, visitor })
    if (again.length > 0) repeated.set(stream, again)
  })
  return repeated
}

/** Column by column; an event that the table has already becomes a copy of it. */
function addRows(unsettled: Unsettled, reading: Reading, prefix: string, columns: readonly NamedColumn[]): void {
  const { part, repeated } = reading
  const { stream, seq, content } = columnsIn(part, prefix, ['stream', 'seq', 'content'])
  const rows: number[] = []
  if (repeated.size > 0) {
    for (let row = 0; row < stream.length; row++) {
      if (isRepeated(reading, stream.at(row), seq.at(row))) {
        unsettled.conflicts.noteCopy(hereOf(reading, stream.at(row)), seq.at(row), content.at(row))
      } else {
        rows.push(row)
      }
    }
  }
  for (const { name, meaning, column } of columns) {
    const there = part.numbers(`${prefix} ${name}`)
    const read = readerOf(meaning, there, stream, reading, unsettled)
    if (repeated.size > 0) for (const row of rows) column.push(read(row))
    else for (let row = 0; row < there.length; row++) column.push(read(row))
  }
}

const hereOf = ({ renumbered }: Reading, stream: number) => renumbered.streams[stream] ?? 0

const isRepeated = ({ repeated }: Reading, stream: number, seq: number) =>
  hasRange(repeated.get(stream) ?? [], seq, seq)

/** What the table says for what a column of the part says in a row. */
function readerOf(
  meaning: Meaning,
  there: Values,
  stream: Values,
  { renumbered, visitors }: Reading,
  { events, streams }: Unsettled,
): (row: number) => number {
  if (meaning === 'number') return there.at
  if (meaning === 'other visitor') {
    return (row) => {
      const visitor = there.at(row) === 0 ? visitors.at(stream.at(row)) : there.at(row)
      const here = renumbered.ids[visitor - 1] ?? 0
      return here === streams.firstVisitor(renumbered.streams[stream.at(row)] ?? 0) ? 0 : here + 1
    }
  }
  const [name, plus] = typeof meaning === 'string' ? [meaning, 0] : [meaning.plusOne, 1]
  const numbers = renumbered[name]
  const dictionary = dictionaryOf(events, name)
  return (row) => {
    const value = there.at(row)
    if (value < plus) return 0
    const number = numbers[value - plus] ?? 0
    return (dictionary ? dictionary.use(number) : number) + plus
  }
}

/** Only of texts whose uses are counted. */
function dictionaryOf(events: Events, name: Named): Dictionary | undefined {
  switch (name) {
    case 'streams':
    case 'sessions':
    case 'ids':
    case 'slots':
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
