/** Logs on real ClickHouse servers: every line is there, once, with every bit of its numbers. */
import { appendFile, copyFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ingest } from '@heddle/analysis/clickhouse'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { identifier, literal } from '../../packages/analysis/src/clickhouse/literal.js'
import { shardInSql, shardOf } from '../../packages/analysis/src/clickhouse/shard-of.js'
import { bigintOf } from '../../packages/analysis/src/sql/cells.js'
import { brokenCells, eventCells, ledgerCells } from '../../packages/analysis/src/sql/rows.js'
import { newFolder } from '../analysis/folder.js'
import { clicks, reaches, sees, textOf, visit } from '../analysis/log-builder.js'
import { logs } from '../analysis/random-log.js'
import { openServers, rowsIn, sharedServers } from './servers.js'

const servers = sharedServers()
const both = () => servers.urls()
const one = async () => (await servers.urls()).slice(0, 1)

/** What `SELECT *` answers for the cells, the block left out. */
const answered = (cells: readonly (string | number | null)[]) =>
  cells.map((cell) => (cell === null ? null : String(cell)))

const anyText = fc.string({ unit: 'binary', maxLength: 12 })

test('sends every text through SQL as it is', async () => {
  const [server] = await openServers(await one())
  const texts = fc
    .sample(anyText, { numRuns: 300, seed: 7 })
    .concat(["\\'", '\\', "'; DROP TABLE x --", '\0\b\n\t\r\f', '\\N', ''])
  const listed = texts.map((text, index) => `SELECT ${index} AS i, ${literal(text)} AS t`).join(' UNION ALL ')
  const rows = (await server?.query(`SELECT i, t FROM (${listed}) ORDER BY i`)) ?? []
  expect(rows.map(([, text]) => text)).toEqual(texts)
})

test('sends every name through SQL as it is', async () => {
  const [server] = await openServers(await one())
  for (const name of ['a`b', 'a\\b', "a'b", 'a"b', 'a b', 'ä', 'select']) {
    const [row] = (await server?.query(`SELECT ${identifier(name)} FROM (SELECT 5 AS ${identifier(name)})`)) ?? []
    expect(row).toEqual([5])
  }
})

test('counts the server of a visitor as ClickHouse does', async () => {
  const [server] = await openServers(await one())
  const texts = fc.sample(anyText, { numRuns: 200, seed: 1 })
  const listed = texts.map((text, i) => `SELECT ${i} AS i, ${literal(text)} AS t`).join(' UNION ALL ')
  const rows = (await server?.query(`SELECT ${shardInSql('t', 7)} FROM (${listed}) ORDER BY i`)) ?? []
  expect(rows.map(([shard]) => Number(shard))).toEqual(texts.map((text) => shardOf(text, 7)))
})

test('keeps every field of every line', async () => {
  await fc.assert(
    fc.asyncProperty(logs, async (entries) => {
      const file = join(await newFolder(), 'log.ndjson')
      await writeFile(file, `${textOf(entries)}{"broken\n\n[1]\n`)
      const opened = await openServers(await both())
      const report = await ingest([file], opened)
      expect(report.lines).toBe(entries.length + 2)
      expect(report.broken.first.map(({ line }) => line)).toEqual([entries.length + 1, entries.length + 3])
      const withoutBlock = (rows: readonly string[]) =>
        rows.map((row) => JSON.stringify(JSON.parse(row).slice(0, -1))).sort()
      const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort()
      expect(withoutBlock(await rowsIn(opened, 'events'))).toEqual(
        sorted(entries.flatMap((entry) => (entry.type === 'ledger' ? [] : [answered(eventCells(entry))]))),
      )
      expect(withoutBlock(await rowsIn(opened, 'ledgers'))).toEqual(
        sorted(entries.flatMap((entry) => (entry.type === 'ledger' ? [answered(ledgerCells(entry))] : []))),
      )
      expect(withoutBlock(await rowsIn(opened, 'broken'))).toEqual(
        sorted(report.broken.first.map((line) => answered(brokenCells(line)))),
      )
    }),
    { numRuns: 3 },
  )
})

test('keeps every bit of a number', async () => {
  const numbers = [0.1 + 0.2, 5e-324, 1.7976931348623157e308, -0, 4.532369848235866e-7, 9.158453962634727e-8]
  const values = [
    ...numbers,
    ...fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 500, seed: 3 }),
  ]
  const file = join(await newFolder(), 'log.ndjson')
  await writeFile(
    file,
    textOf(visit({ visitor: 'ann' }, ...values.map((value, at) => [at, reaches('best', value)] as const))),
  )
  const [server] = await openServers(await one())
  await ingest([file], server ? [server] : [])
  const rows = await server?.query(
    `SELECT reinterpretAsInt64(reinterpretAsString(assumeNotNull(value))) FROM ${identifier(server.database)}.events ORDER BY seq`,
  )
  const bits = new DataView(new ArrayBuffer(8))
  const bitsOf = (value: number) => {
    bits.setFloat64(0, JSON.parse(JSON.stringify(value)))
    return bits.getBigInt64(0)
  }
  expect(rows?.map(([cell]) => bigintOf(cell))).toEqual(values.map(bitsOf))
})

const visits = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) =>
    visit({ visitor: `visitor ${from + index}` }, [index, sees('tabs', 'control')], [index + 1, clicks('best')]),
  ).flat()

test('changes nothing when the same lines are brought again, under another name, packed or grown', async () => {
  const folder = await newFolder()
  const file = join(folder, 'log.ndjson')
  await writeFile(file, textOf(visits(0, 20)))
  const opened = await openServers(await both())
  const options = { blockLines: 7 }
  expect(await ingest([file], opened, options)).toMatchObject({ lines: 40, known: 0 })
  const before = await rowsIn(opened, 'events')
  expect(before).toHaveLength(40)
  expect(await ingest([file], opened, options)).toMatchObject({ lines: 0, known: 40 })
  expect(await ingest([file], opened)).toMatchObject({ lines: 0, known: 40 })
  await copyFile(file, join(folder, 'copy.ndjson'))
  await writeFile(join(folder, 'packed.ndjson.gz'), gzipSync(textOf(visits(0, 20))))
  expect(await ingest([folder], opened)).toMatchObject({ lines: 0, known: 120 })
  expect(await rowsIn(opened, 'events')).toEqual(before)
  await appendFile(file, textOf(visits(20, 25)))
  await rename(file, join(folder, 'renamed.ndjson'))
  expect(await ingest([folder], opened, options)).toMatchObject({ lines: 10, known: 120 })
  expect(new Set(await rowsIn(opened, 'events')).size).toBe(50)
})

test('leaves a line that is being written for another time', async () => {
  const file = join(await newFolder(), 'events.ndjson')
  const text = textOf(visits(0, 2))
  await writeFile(file, text.slice(0, -20))
  const opened = await openServers(await one())
  expect(await ingest([file], opened)).toMatchObject({
    lines: 3,
    broken: { count: 0 },
    unfinished: [{ file, line: 4, reason: expect.stringContaining('the line is not finished') }],
  })
  await writeFile(file, text)
  expect(await ingest([file], opened)).toMatchObject({ lines: 1, known: 3, unfinished: [] })
  expect(await rowsIn(opened, 'events')).toHaveLength(4)
})

test('puts all that a visitor did on the server of the visitor', async () => {
  const file = join(await newFolder(), 'log.ndjson')
  await writeFile(file, textOf(visits(0, 50)))
  const opened = await openServers(await both())
  const { sent } = await ingest([file], opened)
  expect(sent.every(({ rows }) => rows > 20)).toBe(true)
  for (const [shard, server] of opened.entries()) {
    const misplaced = `SELECT count() FROM ${identifier(server.database)}.events WHERE ${shardInSql('visitor', 2)} != ${shard}`
    expect(await server.query(misplaced)).toEqual([[0]])
  }
})

test('refuses servers in another order or number', async () => {
  const file = join(await newFolder(), 'log.ndjson')
  await writeFile(file, textOf(visits(0, 3)))
  const opened = await openServers(await both())
  await ingest([file], opened)
  await expect(ingest([file], [...opened].reverse())).rejects.toThrow(
    /holds part 2 of 2 of a log, and was given as part 1 of 2/,
  )
  await expect(ingest([file], opened.slice(0, 1))).rejects.toThrow(
    /holds part 1 of 2 of a log, and was given as part 1 of 1/,
  )
})
