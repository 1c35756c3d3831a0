/** A log read once into several tables, against logs of which each has its own lines. */
import { addTable, createLogTable, type LogTable, measure, proportion, splitLog } from '@heddle/analysis'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './log-builder.js'
import { logs } from './random-log.js'

const metrics = { best: proportion('best') }

function tableOf(lines: readonly string[]): LogTable {
  const table = createLogTable({ visits: true })
  for (const [index, line] of lines.entries()) table.add(line, 'log', index + 1)
  return table
}

const withBroken = logs.map((entries) => ['not an event', ...linesOf(entries), '{"type":'])

/** What a line would be read as: the moment it was received, in ms. */
const receivedAt = (line: string): number | undefined => {
  const [, found] = /"receivedAt":(-?[\d.]+)/.exec(line) ?? []
  return found === undefined ? undefined : Number(found)
}
const third = (at: number | undefined) => (at === undefined ? 'broken' : at % 3 === 0 ? undefined : `${at % 3}`)

test('each table is that of its lines alone', () => {
  fc.assert(
    fc.property(withBroken, (lines) => {
      const split = splitLog(third, { visits: true })
      for (const [index, line] of lines.entries()) split.add(line, 'log', index + 1)
      const wanted = new Map<string, string[]>()
      for (const line of lines) {
        const key = third(receivedAt(line))
        if (key !== undefined) wanted.set(key, [...(wanted.get(key) ?? []), line])
      }
      expect(new Set(split.tables.keys())).toEqual(new Set(wanted.keys()))
      for (const [key, own] of wanted) {
        const [found, alone] = [split.tables.get(key), tableOf(own)].map(
          (table) => table && measure(table, { metrics }),
        )
        expect(found?.experiments).toEqual(alone?.experiments)
        expect({ ...found?.log, broken: undefined }).toEqual({ ...alone?.log, broken: undefined })
        expect(found?.log?.broken.count).toBe(alone?.log?.broken.count)
      }
    }),
    { numRuns: 25 },
  )
})

test('put together again they are the log', () => {
  fc.assert(
    fc.property(withBroken, (lines) => {
      const split = splitLog((at) => third(at) ?? 'rest', { visits: true })
      for (const [index, line] of lines.entries()) split.add(line, 'log', index + 1)
      const together = createLogTable({ visits: true })
      for (const table of split.tables.values()) addTable(together, table)
      expect(measure(together, { metrics })).toEqual(measure(tableOf(lines), { metrics }))
    }),
    { numRuns: 25 },
  )
})
