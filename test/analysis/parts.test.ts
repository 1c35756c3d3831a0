/** A log read in parts against the same log read as one. */
import {
  checkTable,
  createLogTable,
  exposures,
  type LogTable,
  type Metrics,
  mean,
  measure,
  pathsAround,
  proportion,
  quantile,
  ratio,
  sessions,
  values,
  vital,
} from '@heddle/analysis'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { absorb } from '../../packages/analysis/src/scan/part/absorb.js'
import { partOf, readPart } from '../../packages/analysis/src/scan/part/part.js'
import { linesOf } from './log-builder.js'
import { logs, shuffled } from './random-log.js'

const metrics: Metrics = {
  entered: proportion('best'),
  soon: proportion('best', { window: 12 }),
  worth: mean('help', 'value', { scale: 100, window: 25 }),
  rate: ratio('best', exposures()),
  visits: mean(sessions()),
  shown: proportion('best', { population: 'applied' }),
  first: proportion('best', { item: 'one' }),
  spent: quantile(values('spent'), 0.75, { window: 30 }),
  lcp: quantile(vital('LCP'), 0.5),
  ['__proto__']: mean('hasOwnProperty', 'value'),
}

/** Everything that can be asked of a table. */
const answers = (table: LogTable) => ({
  measured: measure(table, { metrics }),
  checked: checkTable(table),
  walked: walkedIn(table),
})

function walkedIn(table: LogTable): unknown {
  if (table.events.goals.find('best') === undefined) return undefined
  return pathsAround(table, { step: 'best', single: { count: 100 } })
}

function tableOf(lines: readonly string[]): LogTable {
  const table = createLogTable({ visits: true })
  for (const [index, line] of lines.entries()) table.add(line, 'log', index + 1)
  return table
}

function absorbed(parts: readonly Uint8Array<ArrayBuffer>[]): LogTable {
  const table = createLogTable({ visits: true })
  for (const bytes of parts) {
    const part = readPart(bytes)
    if (!part) throw new Error('The part cannot be read.')
    absorb(table, part)
  }
  return table
}

/** What a line may say otherwise than another one of the same event; or what a line of its stream may say besides. */
const changes = fc.constantFrom(
  ...[
    { visitor: 'eve' },
    { session: 'another' },
    { page: '/b' },
    { item: 'one', slot: 1, slots: 3 },
    { type: 'click', goal: 'only here' },
  ],
  ...[{ type: 'wave' }, { type: 'ledger', issued: 9, browser: 'B 2' }, { type: 'ledger', issued: 9, browser: 'A 1' }],
  { type: 'ledger', issued: 2, client: '\ud800 is half a character' },
)

/** Logs in which events contradict themselves, streams have several visitors, and unknown things happen. */
const unkindLogs = fc
  .tuple(logs, fc.array(fc.tuple(fc.nat(), fc.boolean(), changes), { maxLength: 6 }))
  .map(([entries, changed]): readonly object[] => [
    ...entries,
    ...changed.flatMap(([at, isNew, change]) => {
      const entry = entries[at % entries.length]
      return entry && 'seq' in entry ? [{ ...entry, ...(isNew ? { seq: 20 + (at % 9) } : {}), ...change }] : []
    }),
  ])

/** Lines in any order, cut into parts anywhere. */
const cutLogs = unkindLogs.chain((entries) =>
  fc.record({
    whole: fc.constant(entries),
    mixed: shuffled(entries),
    cuts: fc.array(fc.nat(entries.length), { maxLength: 4 }),
  }),
)

function cutAt<Line>(lines: readonly Line[], cuts: readonly number[]): Line[][] {
  const places = [0, ...[...cuts].sort((a, b) => a - b), lines.length]
  return places.slice(1).map((end, index) => lines.slice(places[index], end))
}

test('gives the same result for a log in any parts as for the whole, to the last bit', () => {
  fc.assert(
    fc.property(cutLogs, ({ whole, mixed, cuts }) => {
      const parts = cutAt(linesOf(mixed), cuts).map((lines) => partOf(tableOf(lines), lines.length))
      expect(answers(absorbed(parts))).toEqual(answers(tableOf(linesOf(whole))))
    }),
    { numRuns: 30 },
  )
})

test('takes a part that was made of parts like one that was read', () => {
  fc.assert(
    fc.property(cutLogs, ({ mixed, cuts }) => {
      const parts = cutAt(linesOf(mixed), cuts).map((lines) => partOf(tableOf(lines), lines.length))
      const [once, ...others] = parts.reverse()
      const part = partOf(absorbed(once ? [once] : []), 0)
      expect(answers(absorbed([...others, part]))).toEqual(answers(tableOf(linesOf(mixed))))
    }),
    { numRuns: 30 },
  )
})
