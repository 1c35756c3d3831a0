import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type Metrics, mean, measure, proportion, scan } from '@heddle/analysis'
import { compactLog, measureLogs } from '@heddle/analysis/duckdb'
import { checkLog, readLog, readTable } from '@heddle/analysis/node'
import { expect, test } from 'vitest'
import { openDatabase } from '../../packages/analysis/src/duckdb/database.js'
import { partLines } from '../../packages/analysis/src/duckdb/part-lines.js'
import { readParts } from '../../packages/analysis/src/node/compacted.js'
import { newFolder } from './folder.js'
import { clicks, reaches, sees, textOf, visit } from './log-builder.js'

const metrics: Metrics = { best: proportion('best'), worth: mean('order', 'value', { scale: 100 }) }
const settings = { metrics, threads: 1 }

const visitsOf = (file: number) =>
  Array.from({ length: 20 }, (_, index) =>
    visit(
      { visitor: `v${file}-${index}`, offset: index },
      [0, sees('tabs', index % 2 === 0 ? 'control' : 'bold', { attributes: { lang: 'en' } })],
      ...(index % 3 === 0 ? [[5, clicks('best')] as const] : []),
      [9, reaches('order', index / 7)],
    ),
  ).flat()

const ledger = {
  ...{
    type: 'ledger',
    stream: 'page of v1-0',
    issued: 7,
    dropped: [[5, 5, 'full']],
    repeated: 2,
    browser: 'Firefox 153',
  },
  ...{ sentAt: 1, receivedAt: 2 },
}
const strange = { ...visit({ visitor: 'v9' }, [0, clicks('best')])[0], type: 'blink', stream: 'odd', wink: [1] }

/** Two finished files, one of them packed, and the one that a collector writes to. */
async function logFolder(): Promise<string> {
  const folder = join(await newFolder(), 'log')
  await mkdir(folder)
  const [twice] = visitsOf(1)
  const first = `${textOf([...visitsOf(1), ledger, strange])}{"cut":\n${textOf(twice ? [twice] : [])}`
  await writeFile(join(folder, 'events-1.ndjson'), first)
  await writeFile(join(folder, 'events-2.ndjson.gz'), gzipSync(textOf(visitsOf(2))))
  await writeFile(join(folder, 'events.ndjson'), textOf(visitsOf(3)))
  return folder
}

const finished = (folder: string) => [join(folder, 'events-1.ndjson'), join(folder, 'events-2.ndjson.gz')]

/** Every file, with when it was written. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).sort()
  return Promise.all(names.map(async (name) => `${name} ${(await stat(join(folder, name))).mtimeMs}`))
}

test('says of a compacted log what the scan says of its files', async () => {
  const folder = await logFolder()
  const scanned = await scan(await readLog(finished(folder)), { metrics })
  const to = join(folder, '..', 'compacted')
  await compactLog([folder], { to, threads: 1 })
  expect(await measureLogs([to], settings)).toEqual(scanned)
  expect(scanned.log).toMatchObject({ repeated: 1, unknownTypes: { blink: 1 }, broken: { count: 1 } })
})

test('says of NDJSON, as it is, what the scan says', async () => {
  const folder = await logFolder()
  expect(await measureLogs([folder], settings)).toEqual(await scan(await readLog([folder]), { metrics }))
})

test('takes finished files only, and the same twice as once', async () => {
  const folder = await logFolder()
  const to = join(folder, '..', 'compacted')
  const live = await readFile(join(folder, 'events.ndjson'))
  const first = await compactLog([folder], { to, threads: 1 })
  expect(first.map(({ path, ...rest }) => rest)).toEqual([
    { status: 'compacted', rows: 50, broken: 1, removed: false },
    { status: 'compacted', rows: 47, broken: 0, removed: false },
  ])
  const before = await filesIn(to)
  const again = await compactLog([folder, join(folder, 'events.ndjson')], { to, threads: 1 })
  expect(again.map(({ status }) => status)).toEqual(['unchanged', 'unchanged'])
  expect(await filesIn(to)).toEqual(before)
  expect(await readFile(join(folder, 'events.ndjson'))).toEqual(live)
})

test('knows a file again that was packed or moved since', async () => {
  const folder = await logFolder()
  const to = join(folder, '..', 'compacted')
  await compactLog([folder], { to, threads: 1 })
  const before = await filesIn(to)
  const other = await newFolder()
  await writeFile(join(other, 'events-1.ndjson.gz'), gzipSync(await readFile(join(folder, 'events-1.ndjson'))))
  expect((await compactLog([other], { to, threads: 1 }))[0]?.status).toBe('unchanged')
  expect(await filesIn(to)).toEqual(before)
})

test('puts a file that has grown in the place of what it was', async () => {
  const folder = await logFolder()
  const to = join(folder, '..', 'compacted')
  await compactLog([folder], { to, threads: 1 })
  const [path = ''] = finished(folder)
  await writeFile(path, textOf([...visitsOf(1), ...visitsOf(4)]))
  await compactLog([folder], { to, threads: 1 })
  expect(await measureLogs([to], settings)).toEqual(await scan(await readLog(finished(folder)), { metrics }))
  expect(await readdir(to)).toHaveLength(6)
})

test('removes what is safe in Parquet, if it is told to, and keeps a file with lines that nobody could read', async () => {
  const folder = await logFolder()
  const to = join(folder, '..', 'compacted')
  await compactLog([folder], { to, threads: 1 })
  const scanned = await scan(await readLog(finished(folder)), { metrics })
  const report = await compactLog([folder], { to, threads: 1, remove: true })
  expect(report.map(({ status, removed }) => [status, removed])).toEqual([
    ['unchanged', false],
    ['unchanged', true],
  ])
  expect((await readdir(folder)).sort()).toEqual(['events-1.ndjson', 'events.ndjson'])
  expect(await measureLogs([to], settings)).toEqual(scanned)
})

test('reads a compacted log and files beside it together', async () => {
  const folder = await logFolder()
  const to = join(folder, '..', 'compacted')
  const scanned = await scan(await readLog([folder]), { metrics })
  await compactLog([join(folder, 'events-2.ndjson.gz')], { to, threads: 1 })
  const rest = [join(folder, 'events-1.ndjson'), join(folder, 'events.ndjson')]
  expect(await measureLogs([...rest, to], settings)).toEqual(scanned)
})

test('keeps what this version does not know, such as a field of a later one', async () => {
  const folder = await logFolder()
  const to = join(folder, '..', 'compacted')
  await compactLog([folder], { to, threads: 1 })
  const events = (await readdir(to)).filter((name) => name.startsWith('events-1') && name.endsWith('.events.parquet'))
  const { query, close } = await openDatabase()
  const rows = await query(`SELECT type, more FROM read_parquet('${join(to, events[0] ?? '')}') WHERE more <> ''`)
  close()
  expect(rows).toEqual([['blink', '{"goal":"best","wink":[1]}']])
})

test('gives the lines back as they were, so that everything that reads a log reads a compacted one', async () => {
  const folder = await logFolder()
  const to = join(folder, '..', 'compacted')
  await compactLog([folder], { to, threads: 1 })
  expect(await checkLog([to])).toEqual(await checkLog(finished(folder)))
  const [compacted, plain] = [await readTable([to]), await readTable(finished(folder))]
  expect(measure(compacted, { metrics })).toEqual(measure(plain, { metrics }))

  const lines: unknown[] = []
  for (const part of (await readParts(to)).values()) {
    for await (const line of partLines(to, part)) lines.push(JSON.parse(line))
  }
  const written = (await Promise.all(finished(folder).map((path) => readFile(path))))
    .map((bytes) => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString())
    .flatMap((text) => text.split('\n').filter((line) => line !== '' && line !== '{"cut":'))
    .map((line): unknown => JSON.parse(line))
  expect(lines).toHaveLength(written.length)
  expect(lines).toEqual(expect.arrayContaining(written))
})
