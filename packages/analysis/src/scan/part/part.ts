/**
 * What was read of a file of a log, or of some of its lines, as bytes: a thread can hand it to another, a file can keep it.
 * Made of the same lines it is the same bytes.
 */
import { indexes } from '../column.js'
import { createDictionary } from '../dictionary.js'
import type { LogTable } from '../log-table.js'
import { exposureColumns, goalColumns, type NamedColumn, type Texts, vitalColumns } from './columns.js'
import { type Container, pack, unpack } from './container.js'
import type { Numbers } from './numbers.js'
import { packStreams } from './stream-columns.js'

/** Grows with every change of what a part holds or of the rules by which lines are read. */
export const partVersion = 1

export interface PartHead {
  /** The number of the last line that was read, 1 for the first. */
  readonly lastLine: number
  /** Lines that are not empty, and different events. */
  readonly lines: number
  readonly events: number
  /** The first of them without the name of their file. */
  readonly broken: {
    readonly count: number
    readonly first: readonly { readonly line: number; readonly reason: string }[]
  }
  /** Those that have exposures; `exposed 0 …` are the columns of the first. */
  readonly experiments: readonly string[]
}

export type Part = Container<PartHead>

/** @param lastLine the number of the last line that was read, empty ones counted */
export function partOf(table: LogTable, lastLine: number): Uint8Array<ArrayBuffer> {
  const { events, streams, unknown, broken } = table
  const { count, events: distinct } = table.lines()
  const numbers = new Map<string, Numbers>()
  const texts = new Map<string, Iterable<string>>()
  const add = (prefix: string, columns: readonly NamedColumn[]) => {
    for (const { name, column } of columns) numbers.set(`${prefix} ${name}`, column)
  }
  const experiments = [...table.met.keys()].filter((experiment) => events.exposed(experiment).at.length > 0)
  for (const [index, experiment] of experiments.entries())
    add(exposed(index), exposureColumns(events.exposed(experiment)))
  add('reached', goalColumns(events.reached))
  add('vitals', vitalColumns(events.vitals))
  const { types, ...rows } = unknown
  for (const [name, column] of Object.entries(rows)) numbers.set(`unknown ${name}`, column)
  texts.set('unknown types', types.texts())
  for (const name of eventTexts) texts.set(name, events[name].texts())
  packStreams(streams, numbers, texts)
  packMet(table, numbers, texts)
  const head: PartHead = {
    lastLine,
    lines: count,
    events: distinct,
    broken: { count: broken.count, first: broken.first.map(({ line, reason }) => ({ line, reason })) },
    experiments,
  }
  return pack({ head, numbers, texts }, partVersion)
}

/** @returns undefined if the bytes are no part, or one of another version */
export function readPart(bytes: Uint8Array<ArrayBuffer>): Part | undefined {
  return unpack<PartHead>(bytes, partVersion)
}

/** Before the names of the columns of an experiment. */
export const exposed = (experiment: number): string => `exposed ${experiment}`

/** The dictionaries of the events. */
export const eventTexts: readonly Exclude<Texts, 'streams'>[] = ['ids', 'goals', 'variants', 'segments', 'vitalNames']

/** Which streams met what, row by row. */
function packMet({ met }: LogTable, numbers: Map<string, Numbers>, texts: Map<string, Iterable<string>>): void {
  const [experiments, variants] = [createDictionary(), createDictionary()]
  const columns = { experiment: indexes(), variant: indexes(), stream: indexes() }
  for (const [experiment, byVariant] of met) {
    for (const [variant, streams] of byVariant) {
      for (const stream of streams) {
        columns.experiment.push(experiments.number(experiment))
        columns.variant.push(variants.number(variant))
        columns.stream.push(stream)
      }
    }
  }
  for (const [name, column] of Object.entries(columns)) numbers.set(`met ${name}`, column)
  texts.set('met experiments', experiments.texts())
  texts.set('met variants', variants.texts())
}
