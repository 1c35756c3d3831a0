/**
 * What was read of a file of a log, or of some of its lines, as bytes: a thread can hand it to another, a file can keep it.
 */
import type { Texts } from '@heddle/events/lines'
import { type Column, column } from '../column.js'
import type { Events } from '../events.js'
import type { LogTable, Unsettled } from '../log-table.js'
import {
  applicationColumns,
  exposureColumns,
  goalColumns,
  type Named,
  type NamedColumn,
  unknownColumns,
  vitalColumns,
} from './columns.js'
import { type Container, pack, unpack } from './container.js'
import { packStreams, type StreamHead } from './stream-parts.js'

/** Grows with every change of what a part holds or of the rules by which lines are read. */
export const partVersion = 2

export interface PartHead extends StreamHead {
  /** The number of the last line that was read, 1 for the first. */
  readonly lastLine: number
  /** When the last event was received; undefined where there is none. */
  readonly end?: number
  /** Lines that are not empty. */
  readonly lines: number
  /** Different events, with those that contradict themselves. */
  readonly events: number
  readonly broken: { readonly count: number; readonly first: readonly BrokenLineInPart[] }
  /** Those that were applied or seen; `exposed 0 …` are the columns of the first. */
  readonly experiments: readonly string[]
}

/** Without the name of its file. */
export interface BrokenLineInPart {
  readonly line: number
  readonly reason: string
}

export type Part = Container<PartHead>

/** @param lastLine the number of the last line that was read, empty ones counted */
export function partOf(table: LogTable, lastLine: number): Uint8Array<ArrayBuffer> {
  const { broken, unsettled } = table
  const { events, streams } = unsettled
  const columns = new Map<string, Column>()
  const add = (prefix: string, named: readonly NamedColumn[]) => {
    for (const { name, column: one } of named) columns.set(`${prefix} ${name}`, one)
  }
  const experiments = events.experiments()
  for (const [index, experiment] of experiments.entries()) {
    add(`exposed ${index}`, exposureColumns(events.exposed(experiment)))
    add(`applied ${index}`, applicationColumns(events.applied(experiment)))
  }
  add('reached', goalColumns(events.reached))
  add('vitals', vitalColumns(events.vitals))
  add('unknown', unknownColumns(events.unknown))
  for (const [name, one] of [...copiesIn(unsettled), ...sessionsIn(events)]) columns.set(name, one)
  const texts = new Map<string, Texts>([
    ...Object.entries(textsOf(events)),
    ['streams', streams.tables.names],
    ['browsers', streams.tables.browser.texts],
    ['clients', streams.tables.client.texts],
    ['session texts', events.sessionTexts],
  ])
  const end = streams.end()
  const head: PartHead = {
    ...packStreams(streams.tables, columns),
    ...(Number.isFinite(end) ? { end } : {}),
    ...{ lastLine, experiments, ...unsettled.counts() },
    broken: { count: broken.count, first: broken.first.map(({ line, reason }) => ({ line, reason })) },
  }
  return pack({ head, columns, texts }, partVersion)
}

/** @returns undefined if the bytes are no part, or one of another version */
export function readPart(bytes: Uint8Array<ArrayBuffer>): Part | undefined {
  return unpack<PartHead>(bytes, partVersion)
}

/** The texts that the tables of events name. */
export function textsOf(events: Events): { readonly [Name in Exclude<Named, 'streams' | 'sessions'>]: Texts } {
  const { ids, goals, items, slots, pages, variants, segments, vitalNames, types } = events
  return {
    ...{ ids, slots, pages },
    ...{ goals: goals.known, items: items.known, variants: variants.known, segments: segments.known },
    ...{ vitalNames: vitalNames.known, types: types.known },
  }
}

/** Copies that were set aside, and what was taken out because of them. */
function* copiesIn({ conflicts: { noted, out } }: Unsettled): Generator<[name: string, column: Column]> {
  for (const [name, one] of Object.entries(noted)) yield [`copies ${name}`, one]
  const [stream, seq] = [column(), column()]
  for (const [number, seqs] of out) {
    for (const one of seqs) {
      stream.push(number)
      seq.push(one)
    }
  }
  yield ['out stream', stream]
  yield ['out seq', seq]
}

/** Whose sessions there are, and the numbers of their texts. */
function* sessionsIn({ sessionKeys }: Events): Generator<[name: string, column: Column]> {
  const [visitor, text] = [column(), column()]
  for (const key of sessionKeys.texts()) {
    const space = key.indexOf(' ')
    visitor.push(Number(key.slice(0, space)))
    text.push(Number(key.slice(space + 1)))
  }
  yield ['session visitor', visitor]
  yield ['session text', text]
}
