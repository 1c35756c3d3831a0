/**
 * Adds a part to a table. The table is then what it would be had it read the part's lines itself, in whatever order parts
 * are added and wherever a log was cut into them.
 */
import { countOf, hasRange, type RangeSet } from '@heddle/events'
import type { LogTable } from '../log-table.js'
import {
  columnsIn,
  exposureColumns,
  goalColumns,
  type Meaning,
  type NamedColumn,
  type Texts,
  vitalColumns,
} from './columns.js'
import type { Numbers } from './numbers.js'
import { type eventTexts, exposed, type Part } from './part.js'
import { eachStream } from './stream-columns.js'

/** By a number in the part: the number in the table. */
type Renumbered = { readonly [Name in Texts]: Uint32Array }

/** Whether the table does not have the event yet. */
type IsNew = (stream: number, seq: number) => boolean

/** All but the broken lines, which `addBroken` takes when it is known where in the log they stand. */
export function absorb(table: LogTable, part: Part): void {
  const { events } = table
  const { numbers: streams, repeated } = absorbStreams(table, part)
  const numbersOf = (name: (typeof eventTexts)[number]) =>
    Uint32Array.from(part.texts(name), (text) => events[name].number(text))
  const renumbered: Renumbered = {
    streams,
    ids: numbersOf('ids'),
    goals: numbersOf('goals'),
    variants: numbersOf('variants'),
    segments: numbersOf('segments'),
    vitalNames: numbersOf('vitalNames'),
  }
  const isNew: IsNew = (stream, seq) => !hasRange(repeated.get(stream) ?? [], seq, seq)
  const add = (prefix: string, columns: readonly NamedColumn[]) =>
    addRows(part, prefix, columns, renumbered, repeated.size === 0 ? undefined : isNew)

  for (const [index, experiment] of part.head.experiments.entries()) {
    add(exposed(index), exposureColumns(events.exposing(experiment)))
  }
  add('reached', goalColumns(events.reached))
  add('vitals', vitalColumns(events.vitals))
  addUnknown(table, part, streams, isNew)
  addMet(table, part, streams)
  const { lines, events: distinct, broken } = part.head
  const copies = [...repeated.values()].reduce((sum, ranges) => sum + countOf(ranges), 0)
  table.count({ lines: lines - broken.count, events: distinct - copies, broken: 0 })
}

/** Column by column. @param isNew absent where every row is */
function addRows(
  part: Part,
  prefix: string,
  columns: readonly NamedColumn[],
  renumbered: Renumbered,
  isNew: IsNew | undefined,
): void {
  const { stream, seq } = columnsIn(part, prefix, ['stream', 'seq'])
  const rows = isNew ? newRows(stream, seq, isNew) : undefined
  for (const { name, meaning, column } of columns) {
    const there = part.numbers(`${prefix} ${name}`)
    const here = readerOf(meaning, renumbered)
    if (rows) for (const row of rows) column.push(here(there.at(row)))
    else for (let row = 0; row < there.length; row++) column.push(here(there.at(row)))
  }
}

function newRows(stream: Numbers, seq: Numbers, isNew: IsNew): number[] {
  const rows: number[] = []
  for (let row = 0; row < stream.length; row++) if (isNew(stream.at(row), seq.at(row))) rows.push(row)
  return rows
}

/** From what a column of the part says to what the table says for it. */
function readerOf(meaning: Meaning, renumbered: Renumbered): (value: number) => number {
  if (meaning === 'number') return (value) => value
  if (typeof meaning === 'string') {
    const numbers = renumbered[meaning]
    return (value) => numbers[value] ?? 0
  }
  const numbers = renumbered[meaning.plusOne]
  return (value) => (value === 0 ? 0 : (numbers[value - 1] ?? 0) + 1)
}

function addUnknown(table: LogTable, part: Part, streams: Uint32Array, isNew: IsNew): void {
  const { stream, seq, type } = columnsIn(part, 'unknown', ['stream', 'seq', 'type'])
  const types = part.texts('unknown types')
  for (let row = 0; row < stream.length; row++) {
    if (!isNew(stream.at(row), seq.at(row))) continue
    table.addUnknown(types[type.at(row)] ?? '', streams[stream.at(row)] ?? 0, seq.at(row))
  }
}

function addMet(table: LogTable, part: Part, streams: Uint32Array): void {
  const { experiment, variant, stream } = columnsIn(part, 'met', ['experiment', 'variant', 'stream'])
  const [experiments, variants] = [part.texts('met experiments'), part.texts('met variants')]
  for (let row = 0; row < stream.length; row++) {
    table.meet(experiments[experiment.at(row)] ?? '', variants[variant.at(row)] ?? '', streams[stream.at(row)] ?? 0)
  }
}

/** @returns the streams' numbers in the table; by their numbers in the part, events that the table has already */
function absorbStreams(
  { streams }: LogTable,
  part: Part,
): { readonly numbers: Uint32Array; readonly repeated: ReadonlyMap<number, RangeSet> } {
  const numbers: number[] = []
  const repeated = new Map<number, RangeSet>()
  eachStream(part, (name, facts, number) => {
    const absorbed = streams.absorb(name, facts)
    numbers.push(absorbed.stream)
    if (absorbed.repeated.length > 0) repeated.set(number, absorbed.repeated)
  })
  return { numbers: Uint32Array.from(numbers), repeated }
}
