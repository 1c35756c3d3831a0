/**
 * What is known of streams: as columns of a part, and added to a table.
 */
import { addRange, countOf, overlapOf, type RangeSet, unionOf } from '@heddle/events'
import { type Column, column } from '../column.js'
import { addDrops as moreDrops, type StreamTables } from '../streams.js'
import { columnsIn } from './columns.js'
import type { Container } from './container.js'
import { numbersOf } from './texts.js'

/** Why events were dropped, by the numbers that columns name. */
export interface StreamHead {
  readonly reasons: readonly string[]
}

const names = ['upTo', 'offset', 'visitor', 'stated', 'leftOut'] as const

/** One row for each stream; ranges after a gap and ranges that were dropped have rows of their own. */
export function packStreams(tables: StreamTables, columns: Map<string, Column>): StreamHead {
  for (const name of names) columns.set(`stream ${name}`, tables[name])
  columns.set('stream browser', tables.browser.numbers)
  columns.set('stream client', tables.client.numbers)
  const beyond = { stream: column(), from: column(), to: column() }
  const drops = { stream: column(), from: column(), to: column(), reason: column() }
  const reasons: string[] = []
  for (const [stream, ranges] of tables.beyond) addRanges(beyond, stream, ranges)
  for (const [stream, byReason] of tables.drops) {
    for (const [text, ranges] of byReason) {
      const reason = reasons.includes(text) ? reasons.indexOf(text) : reasons.push(text) - 1
      addRanges(drops, stream, ranges)
      for (const _ of ranges) drops.reason.push(reason)
    }
  }
  for (const [prefix, table] of Object.entries({ beyond, drops })) {
    for (const [name, one] of Object.entries(table)) columns.set(`${prefix} ${name}`, one)
  }
  return { reasons }
}

type RangeColumns = { readonly stream: Column; readonly from: Column; readonly to: Column }

function addRanges(table: RangeColumns, stream: number, ranges: RangeSet): void {
  for (const [from, to] of ranges) {
    table.stream.push(stream)
    table.from.push(from)
    table.to.push(to)
  }
}

/**
 * @param here by a stream's number in the part: its number in the table
 * @param visitorHere by a visitor's number in the part: its number in the table
 * @returns by a stream's number in the part: events that the table had already
 */
export function absorbStreams(
  tables: StreamTables,
  part: Container<StreamHead>,
  here: Uint32Array,
  visitorHere: Uint32Array,
): ReadonlyMap<number, RangeSet> {
  const facts = columnsIn(part, 'stream', [...names, 'browser', 'client'])
  const browsers = numbersOf(tables.browser.texts, part.texts('browsers'))
  const clients = numbersOf(tables.client.texts, part.texts('clients'))
  const beyond = beyondIn(part)
  const repeated = new Map<number, RangeSet>()
  const senders = [tables.browser.numbers, tables.client.numbers]
  for (const [number, stream] of here.entries()) {
    const offset = facts.offset.at(number)
    const visitor = facts.visitor.at(number)
    const visitorPlusOne = visitor === 0 ? 0 : (visitorHere[visitor - 1] ?? 0) + 1
    const isNew = stream === tables.offset.length
    if (isNew) {
      tables.upTo.push(facts.upTo.at(number))
      tables.offset.push(offset)
      tables.visitor.push(visitorPlusOne)
      tables.stated.push(facts.stated.at(number))
      tables.leftOut.push(facts.leftOut.at(number))
      for (const sender of senders) sender.push(0)
      const after = beyond.get(number)
      if (after) tables.beyond.set(stream, after)
    } else {
      if (offset < tables.offset.at(stream)) tables.offset.set(stream, offset)
      if (tables.visitor.at(stream) === 0) tables.visitor.set(stream, visitorPlusOne)
      raise(tables.stated, stream, facts.stated.at(number))
      raise(tables.leftOut, stream, facts.leftOut.at(number))
      const again = arrive(tables, stream, arrivedOf(facts.upTo.at(number), beyond.get(number)))
      if (countOf(again) > 0) repeated.set(number, again)
    }
    const [browser, client] = [facts.browser.at(number), facts.client.at(number)]
    if (browser > 0) tables.browser.noteNumber(stream, browsers[browser - 1] ?? 0)
    if (client > 0) tables.client.noteNumber(stream, clients[client - 1] ?? 0)
  }
  addDrops(tables, part, here)
  return repeated
}

function raise(column: Column, at: number, value: number): void {
  if (value > column.at(at)) column.set(at, value)
}

const arrivedOf = (upTo: number, beyond: RangeSet = []) => (upTo === 0 ? beyond : addRange(beyond, 1, upTo))

/** Notes numbers that arrived. @returns those that had arrived before */
function arrive({ upTo, beyond }: StreamTables, stream: number, arrived: RangeSet): RangeSet {
  const before = arrivedOf(upTo.at(stream), beyond.get(stream))
  const all = unionOf([...before, ...arrived])
  const isUnbroken = all[0]?.[0] === 1
  upTo.set(stream, isUnbroken ? (all[0]?.[1] ?? 0) : 0)
  const rest = isUnbroken ? all.slice(1) : all
  if (rest.length > 0) beyond.set(stream, rest)
  else beyond.delete(stream)
  return overlapOf(before, arrived)
}

/** Ranges after the first gap, by the stream's number in the part. */
function beyondIn(part: Container<unknown>): ReadonlyMap<number, RangeSet> {
  const { stream, from, to } = columnsIn(part, 'beyond', ['stream', 'from', 'to'])
  const byStream = new Map<number, RangeSet>()
  for (let row = 0; row < stream.length; row++) {
    byStream.set(stream.at(row), addRange(byStream.get(stream.at(row)) ?? [], from.at(row), to.at(row)))
  }
  return byStream
}

function addDrops({ drops }: StreamTables, part: Container<StreamHead>, here: Uint32Array): void {
  const { stream, from, to, reason } = columnsIn(part, 'drops', ['stream', 'from', 'to', 'reason'])
  for (let row = 0; row < stream.length; row++) {
    const number = here[stream.at(row)] ?? 0
    const text = part.head.reasons[reason.at(row)] ?? ''
    drops.set(number, moreDrops(drops.get(number), [[from.at(row), to.at(row), text]]))
  }
}
