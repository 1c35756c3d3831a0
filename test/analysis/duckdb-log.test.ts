/** The DuckDB engine against the scan, on random logs. fast-check prints the seed of a log that fails. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  between,
  funnel,
  type MeasureOptions,
  type Metrics,
  mean,
  proportion,
  quantile,
  scan,
  values,
} from '@heddle/analysis'
import { poolThreshold } from '@heddle/stats'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../packages/analysis/src/duckdb/database.js'
import { openLog, openSources } from '../../packages/analysis/src/duckdb/open-log.js'
import { capIn } from '../../packages/analysis/src/sql/cap.js'
import { measureSql } from '../../packages/analysis/src/sql/measure-sql.js'
import { orderedText } from '../../packages/analysis/src/sql/stored-text.js'
import { families, hours2 } from './families.js'
import { newFolder } from './folder.js'
import { clicks, linesOf, reaches, sees, visit } from './log-builder.js'
import { logs, stretched } from './random-log.js'

let database: Database
beforeAll(async () => {
  database = await openDatabase(undefined, { threads: 1 })
})
afterAll(() => database.close())

const metrics: Metrics = Object.fromEntries(Object.values(families).flatMap((family) => Object.entries(family)))

test('gathers what the scan gathers, of every kind of metric, on any log', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.constantFrom(1, 12), async (random, grain) => {
      const lines = linesOf(stretched(random, hours2, grain))
      expect(await measureSql(await openSources(database, [{ name: 'log', lines }]), { metrics })).toEqual(
        await scan([{ name: 'log', lines }], { metrics }),
      )
    }),
    { numRuns: 3 },
  )
})

const engineOf = async (lines: readonly string[], options: MeasureOptions) =>
  measureSql(await openSources(database, [{ name: 'log', lines }]), options)

async function expectSame(entries: readonly object[], options: MeasureOptions): Promise<void> {
  const lines = linesOf(entries)
  expect(await engineOf(lines, options)).toEqual(await scan([{ name: 'log', lines }], options))
}

/** Names that break careless code: quotes, what ends a text in a statement, half a character, what sorts otherwise in UTF-8. */
const hostile = [
  ...[`'; DROP TABLE events; --`, '"', '\\', '\\u0000', '\0', '%', '\n', '\ud800', '\udc00', '\ud83d\ude00', '\ue000'],
  ...['\ue000d800', '\uffff', '__proto__', 'NULL', '{}', ' ', 'ß', '\u{10ffff}', '�', '(other)', '(none)', '-0', '1e3'],
]

test('takes names of any characters, and keeps them apart', async () => {
  const entries = hostile.flatMap((name, index) =>
    visit(
      { visitor: name, stream: `${name}${index % 2}` },
      [0, sees(name, hostile[index + 1] ?? 'x', { attributes: { [name]: name } })],
      [1, { type: 'click', goal: name, item: name, slot: 1 }],
      [2, reaches(name, index, hostile[index - 1])],
      [3, sees('all', name, { unit: name, attributes: { lang: name } })],
    ),
  )
  const metrics: Metrics = Object.fromEntries(
    hostile.flatMap((name, index) => [
      [`p${index}`, proportion(name)],
      [`i${index}`, mean(name, 'value', { only: { lang: name } })],
      [`f${index}`, funnel([name, { goal: name, item: name }])],
    ]),
  )
  await expectSame(entries, { metrics: Object.fromEntries(Object.entries(metrics).slice(0, 30)), segment: 'lang' })
})

test('orders streams of the same moment as the scan does, whatever their characters', async () => {
  const streams = ['\ud83d\ude00', '\uffff', '\ue000', '\ud800', '\udfff', 'z', '\u{10ffff}', '\ud7ff', '\0', '']
  for (const [a, b] of streams.flatMap((one) => streams.map((other) => [`s${one}`, `s${other}`] as const))) {
    if (a === b) continue
    const speaks = (lang: string) => sees('tabs', 'control', { attributes: { lang } })
    const entries = [
      ...visit({ visitor: 'ann', stream: a }, [0, speaks('a')]),
      ...visit({ visitor: 'ann', stream: b }, [0, speaks('b')]),
    ]
    const stored = [a, b].map((stream) => Buffer.from(orderedText(stream)))
    expect(Math.sign(Buffer.compare(stored[0] ?? Buffer.of(), stored[1] ?? Buffer.of()))).toBe(a < b ? -1 : 1)
    if (a < b && streams.indexOf(a.slice(1)) % 3 === 0) await expectSame(entries, { metrics: {}, segment: 'lang' })
  }
})

test('splits by an attribute as the scan does, beyond the largest segments too', async () => {
  const entries = Array.from({ length: 80 }, (_, index) =>
    visit(
      { visitor: `v${index}` },
      [
        0,
        sees(
          'tabs',
          index % 2 === 0 ? 'control' : 'bold',
          index % 7 === 0 ? {} : { attributes: { city: index % 26, lang: 'en' } },
        ),
      ],
      [1, clicks('best')],
      [2, reaches('spent', index)],
    ),
  ).flat()
  const metrics: Metrics = {
    best: proportion('best'),
    spent: mean('spent', 'value', { cap: 0.9, before: '1 d' }),
    half: quantile(values('spent'), 0.5),
    path: funnel(['best', 'spent']),
    time: between('best', 'spent', { horizon: '1 h' }),
  }
  await expectSame(entries, { metrics, segment: 'city' })
  await expectSame(entries, { segment: 'lang' })
  await expect(engineOf(linesOf(entries), { segment: 'town' })).rejects.toThrow(
    'No exposure has the attribute "town", so it cannot split units. The attributes are: city, lang.',
  )
})

test.each<[string, Metrics, number]>([
  ['a total beyond 2^53', { fine: proportion('spent'), it: mean('spent', 'value') }, 1e12],
  ['a total beyond all numbers', { it: mean('spent', 'value', { scale: 1e300 }) }, 1e12],
  ['a value without a bin', { it: quantile(values('spent'), 0.5) }, -1],
  ['a value above all bins', { it: quantile(values('spent'), 0.5, { scale: 1 }) }, 2 ** 53],
])('refuses %s as the scan does', async (_, metrics, value) => {
  const entries = ['ann', 'bob', 'eve'].flatMap((visitor) =>
    visit({ visitor }, [0, sees('tabs', 'control')], [1, reaches('spent', value)]),
  )
  const lines = linesOf(entries)
  const [scanned, asked] = await Promise.allSettled([
    scan([{ name: 'log', lines }], { metrics }),
    engineOf(lines, { metrics }),
  ])
  expect(scanned.status).toBe('rejected')
  expect(asked).toEqual(scanned)
})

test('finds a cap among more totals than it fetches', async () => {
  const entries = Array.from({ length: 300 }, (_, index) =>
    visit({ visitor: `v${index}` }, [0, sees('tabs', 'control')], [1, reaches('spent', ((index * 7919) % 1000) - 200)]),
  ).flat()
  const { engine } = await openSources(database, [{ name: 'log', lines: linesOf(entries) }])
  await engine.keep('numbers', 'SELECT CAST(value * 1000 AS BIGINT) AS total FROM events WHERE value IS NOT NULL')
  const totals = entries.flatMap((entry) => ('value' in entry && entry.value !== undefined ? [entry.value * 1000] : []))
  for (const p of [0.001, 0.25, 0.5, 0.99, 0.999]) {
    expect(await capIn(engine, 'job.numbers', 'total', '1 = 1', p, 10)).toBe(
      Math.floor(poolThreshold([totals], p) + 0.5),
    )
  }
})

test('counts broken lines with their places, and ends where a file is cut', async () => {
  const good = linesOf(visit({ visitor: 'ann' }, [0, sees('tabs', 'control')]))
  const text = ['', '{"a":', '[]', '\ufeff', ...good, '{"type":"ledger","stream":"x"}'].join('\n')
  const source = () => [{ name: 'log', chunks: [Buffer.from(text), { broken: 'the rest is gone' }] }]
  const asked = await measureSql(await openSources(database, source()), { metrics: {} })
  expect(asked).toEqual(await scan(source(), { metrics: {} }))
  expect(asked.log?.broken.count).toBe(4)
})

test('reads events from CSV and Parquet too, and names a row that is none', async () => {
  const folder = await newFolder()
  const [csv, parquet] = [join(folder, 'events.csv'), join(folder, 'events.parquet')]
  const entries = Array.from({ length: 12 }, (_, index) =>
    visit(
      { visitor: `0${index}` },
      [0, sees('tabs', index % 2 === 0 ? 'control' : 'bold', { attributes: { lang: 'en', old: true } })],
      [1, { type: 'applied', experiment: 'tabs', variant: 'bold', applied: index % 3 === 0 }],
      [2, { type: 'click', goal: 'best', item: 'a "b", c', slot: 2 }],
      [3, reaches('spent', index / 7, `order ${index}`)],
    ),
  ).flat()
  const columns = [...new Set(entries.flatMap(Object.keys))]
  const cellOf = (cell: unknown) => (typeof cell === 'object' ? JSON.stringify(cell) : String(cell ?? ''))
  const row = (entry: object) => {
    const fields = new Map<string, unknown>(Object.entries(entry))
    return columns.map((column) => `"${cellOf(fields.get(column)).replaceAll('"', '""')}"`).join(',')
  }
  await writeFile(csv, [columns.join(','), ...entries.map(row), row({ type: 'click', goal: 'best' }), ''].join('\n'))
  await database.query(`COPY (SELECT * FROM read_csv('${csv}', all_varchar = true)) TO '${parquet}' (FORMAT parquet)`)
  const metrics: Metrics = { best: proportion('best', { only: { old: 'true' } }), spent: mean('spent', 'value') }
  const { experiments, log } = await scan([{ name: 'log', lines: linesOf(entries) }], { metrics, segment: 'lang' })
  for (const [path, line] of [
    [csv, 50],
    [parquet, 49],
  ] as const) {
    const asked = await measureSql(await openLog(database, [path]), { metrics, segment: 'lang' })
    expect(asked.experiments).toEqual(experiments)
    const reason = 'a line has sentAt and receivedAt in ms since the epoch'
    expect(asked.log).toEqual({ ...log, lines: 49, broken: { count: 1, first: [{ file: path, line, reason }] } })
  }
})
