import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type CheckReport, checkTable, createLogTable, scan, sumsIn } from '@heddle/analysis'
import { checkLog, readLog } from '@heddle/analysis/node'
import { type Ledger, missingFrom } from '@heddle/events'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newFolder } from './folder.js'
import { clicks, linesOf, oneOClock, sees, textOf, visit } from './log-builder.js'
import { logs, shuffled } from './random-log.js'
import { deliveryOf } from './reference.js'
import { validatorOf } from './validator.js'

function check(entries: readonly object[], worst?: number): CheckReport {
  const table = createLogTable()
  for (const [index, text] of linesOf(entries).entries()) table.add(text, 'log', index + 1)
  return checkTable(table, worst === undefined ? {} : { worst })
}

const ledger = (stream: string, issued: number, more: Partial<Ledger> = {}): Ledger => ({
  ...{ type: 'ledger', stream, issued, sentAt: oneOClock, receivedAt: oneOClock },
  ...more,
})

/** A page of ten events of which some did not arrive. */
const page = (stream: string, variant: string, lost: readonly number[], more: Partial<Ledger> = {}) => [
  ...visit(
    { visitor: stream, stream },
    [0, sees('tabs', variant)],
    ...Array.from({ length: 9 }, () => [1, clicks('best')] as const),
  ).filter(({ seq }) => !lost.includes(seq)),
  ledger(stream, 10, more),
]

const firefox = { browser: 'Firefox 153', client: '0.1.0' }
const log = [
  ...page('a', 'control', [2, 3, 7], { ...firefox, repeated: 2 }),
  ...page('b', 'trial', [4, 10], { browser: 'Chromium 156', client: '0.2.0', dropped: [[4, 4, 'full']] }),
  ...page('c', 'trial', [9, 10], firefox),
  ...page('d', 'trial', [5]),
]

test('says of every number what became of it, in all and by what sent it', () => {
  const { total, browsers, clients } = check(log)
  expect(total).toEqual({
    ...{ streams: 4, streamsMissing: 2, issued: 40, received: 32, repeated: 2 },
    ...{ dropped: 1, reasons: { full: 1 }, missing: 4, open: 3 },
  })
  expect(Object.entries(browsers).map(([name, { streams, missing, open }]) => [name, streams, missing, open])).toEqual([
    ['Chromium 156', 1, 0, 1],
    ['Firefox 153', 2, 3, 2],
    ['unknown', 1, 1, 0],
  ])
  expect(Object.entries(clients).map(([name, { issued, dropped }]) => [name, issued, dropped])).toEqual([
    ['0.1.0', 20, 0],
    ['0.2.0', 10, 1],
    ['unknown', 10, 0],
  ])
})

test('says it by variant, with the test of whether loss differs', () => {
  const [tabs] = check(log).experiments
  expect(tabs?.variants).toMatchObject({
    control: { missing: 3, streams: 1 },
    trial: { missing: 1, open: 3, streams: 3 },
  })
  expect(tabs?.loss).toMatchObject({
    variants: { control: { streams: 1, missing: 1 }, trial: { streams: 3, missing: 1 } },
  })
})

test('names the streams that miss something and what they miss, the worst first', () => {
  const { streams } = check(log)
  expect(streams.count).toBe(2)
  expect(streams.worst).toMatchObject([
    {
      ...{ stream: 'a', ...firefox, missing: 3, open: 0, repeated: 2 },
      ranges: [
        [2, 3],
        [7, 7],
      ],
    },
    { stream: 'd', missing: 1, ranges: [[5, 5]] },
  ])
  expect(streams.worst[1]).not.toHaveProperty('browser')
})

test('names twenty streams, or as many as are wanted', () => {
  const many = Array.from({ length: 30 }, (_, index) => page(`page ${index}`, 'control', [2])).flat()
  expect(check(many).streams).toMatchObject({ count: 30, worst: { length: 20 } })
  expect(check(many, Infinity).streams.worst).toHaveLength(30)
})

const counts = ['issued', 'received', 'dropped', 'missing', 'open', 'repeated'] as const

test('agrees with the plain rules on any log, whatever the order of its lines', { timeout: 30_000 }, () => {
  const orders = logs.chain((entries) => fc.tuple(fc.constant(entries), shuffled(entries)))
  fc.assert(
    fc.property(orders, ([entries, mixed]) => {
      const report = check(mixed, Infinity)
      expect(report).toEqual(check(entries, Infinity))
      const expected = deliveryOf(entries, [...new Set(entries.map(({ stream }) => stream))])
      for (const field of counts) expect(report.total[field]).toBe(expected[field])
      const reasons = Object.values(report.total.reasons).reduce((sum, count) => sum + count, 0)
      expect(reasons).toBe(report.total.dropped)
      for (const { ranges, missing, issued } of report.streams.worst) {
        const numbers = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
        expect(numbers).toHaveLength(missing)
        expect(missingFrom([], issued)[0]?.[1]).toBeGreaterThanOrEqual(Math.max(...numbers))
      }
    }),
    { numRuns: 60 },
  )
})

test('gives the same analysis for visitors whose clock is days wrong, before and after', async () => {
  const day = 86_400_000
  const visits = (wrong: (index: number) => number) =>
    Array.from({ length: 40 }, (_, index) => {
      const clock = wrong(index)
      const said = [
        [index, sees('tabs', index % 2 ? 'trial' : 'control')] as const,
        ...(index % 3 === 0 ? [[index + 5, clicks('best')] as const] : []),
      ]
      const events = visit({ visitor: `visitor ${index % 25}`, stream: `page ${index}` }, ...said)
      // Batches take their time; the fastest one tells how far the clock is off.
      return events.map((event, batch) => ({
        ...{ ...event, at: event.at + clock, sentAt: event.sentAt + clock },
        receivedAt: event.receivedAt + (batch === 0 ? 0 : 700 * index),
      }))
    }).flat()
  const measured = (wrong: (index: number) => number) => scan([{ name: 'log', lines: linesOf(visits(wrong)) }])
  const right = await measured(() => 0)
  const control = right.experiments[0]?.metrics[0]?.sums.get('control')
  expect(control && sumsIn(control).x).toBeGreaterThan(0n)
  expect(await measured((index) => [2 * day, -2 * day, 0][index % 3] ?? 0)).toEqual(right)
})

test('is described by its schema, field by field', { timeout: 30_000 }, () => {
  const validate = validatorOf('check-report')
  const errorsIn = (report: unknown) => (validate(JSON.parse(JSON.stringify(report))) ? [] : validate.errors)
  expect(errorsIn(check([...log, { type: 'broken' }]))).toEqual([])
  expect(errorsIn({ version: 2 })).not.toEqual([])
  fc.assert(
    fc.property(logs, (entries) => {
      expect(errorsIn(check(entries))).toEqual([])
    }),
    { numRuns: 100 },
  )
})

test('reads a folder whole while a collector finishes and packs its files', async () => {
  const folder = await newFolder()
  await mkdir(folder, { recursive: true })
  const finished = (number: number) => join(folder, `events-2026-11-22T05-00${number}.ndjson`)
  await writeFile(finished(0), textOf(log.slice(0, 10)))
  await writeFile(join(folder, 'events.ndjson'), textOf(log.slice(10)))
  const sources = await readLog([folder])
  // All of this happens between the listing and the reading.
  await writeFile(`${finished(0)}.gz`, gzipSync(textOf(log.slice(0, 10))))
  await rename(finished(0), join(folder, 'gone'))
  await rename(join(folder, 'events.ndjson'), finished(1))
  await writeFile(join(folder, 'events.ndjson'), textOf(page('later', 'control', [])))
  expect((await scan(sources)).log).toMatchObject({ lines: log.length, repeated: 0 })
  expect((await checkLog([folder])).log.lines).toBe(log.length + 11)
})
