/**
 * Reads a log once into several tables, by when its lines were received: one for each day, or only that of some days.
 */
import { field } from '@heddle/events/lines'
import type { EventsOptions } from './events.js'
import { createIntake, type Intake, type Keeper } from './intake.js'
import { type LogTable, newRecord, tableOf } from './log-table.js'
import { absorb } from './part/absorb.js'
import { partOf, readPart } from './part/part.js'

export interface SplitLog<Key> extends Intake {
  /** Those that were given a line, in the order of their first ones. */
  readonly tables: ReadonlyMap<Key, LogTable>
}

/**
 * @param keyOf the table of a line, by when it was received, in ms since the epoch, or undefined where it cannot be read;
 * undefined leaves the line out
 * @example splitLog((at) => (at === undefined ? undefined : Math.floor(at / 86_400_000)), { visits: true })
 */
export function splitLog<Key>(
  keyOf: (receivedAt: number | undefined) => Key | undefined,
  options: EventsOptions = {},
): SplitLog<Key> {
  const record = newRecord()
  const tables = new Map<Key, LogTable>()
  const keeps = new Map<Key, Keeper['keep']>()

  function open(key: Key): Keeper['keep'] {
    const { table, keep } = tableOf(record, options)
    tables.set(key, table)
    keeps.set(key, keep)
    return keep
  }

  const intake = createIntake(record, {
    keep: (dropped) => {
      const key = keyOf(record.numbers[field.receivedAt])
      if (key === undefined) return
      const keep = keeps.get(key) ?? open(key)
      keep(dropped)
    },
    addBroken: (line) => {
      const key = keyOf(undefined)
      if (key === undefined) return
      if (!keeps.has(key)) open(key)
      tables.get(key)?.addBroken(line)
    },
  })
  return { ...intake, tables }
}

/**
 * Adds what a table holds to another one, which is then as if it had read the lines of both. Both must keep the same of a
 * log.
 */
export function addTable(to: LogTable, from: LogTable): void {
  const part = readPart(partOf(from, 0))
  if (part) absorb(to, part)
  const { count, first } = from.broken
  for (const line of first) to.addBroken(line)
  const others = count - first.length
  to.unsettled.count({ lines: others, events: 0, broken: others })
}
