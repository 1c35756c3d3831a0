import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { clicks, sees, textOf, visit } from '../analysis/log-builder.js'
import { heddle, temporaryFolder } from './heddle.js'

vi.setConfig({ testTimeout: 60_000 }) // most tests start processes

async function folderWithLog(): Promise<string> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'log'))
  const visits = Array.from({ length: 30 }, (_, index) =>
    visit(
      { visitor: `v${index}` },
      [0, sees('tabs', index % 2 === 0 ? 'control' : 'bold')],
      ...(index % 3 === 0 ? [[5, clicks('best')] as const] : []),
    ),
  ).flat()
  await writeFile(join(folder, 'log', 'events-1.ndjson'), textOf(visits))
  await writeFile(join(folder, 'log', 'events.ndjson'), textOf(visit({ visitor: 'new' }, [9, sees('tabs', 'bold')])))
  return folder
}

test('a compacted log and what is new since give the report of the log', async () => {
  const folder = await folderWithLog()
  const { out: before } = await heddle(['lift', 'log', '--format', 'json'], folder)
  const compacted = await heddle(['compact', 'log', '--to', 'parquet', '--remove'], folder)
  expect(compacted).toEqual({ code: 0, err: '', out: 'log/events-1.ndjson: 40 lines, removed\n' })
  expect(await readdir(join(folder, 'log'))).toEqual(['events.ndjson'])
  const { out: after, err } = await heddle(['lift', 'parquet', 'log', '--memory', '1GB', '--format', 'json'], folder)
  expect({ report: JSON.parse(after), err }).toEqual({ report: JSON.parse(before), err: '' })
})

test('both engines print the same of a log', async () => {
  const folder = await folderWithLog()
  const [scanned, asked] = [
    await heddle(['lift', 'log', '--engine', 'scan'], folder),
    await heddle(['lift', 'log', '--engine', 'duckdb'], folder),
  ]
  expect(asked).toEqual(scanned)
  expect(asked.code).toBe(0)
})

test('says where to write if nobody did, and that a scan reads no Parquet', async () => {
  const folder = await folderWithLog()
  expect(await heddle(['compact', 'log'], folder)).toMatchObject({
    ...{ code: 64, err: 'heddle compact: --to names the folder to write to, such as --to heddle-parquet.\n' },
  })
  await heddle(['compact', 'log', '--to', 'parquet'], folder)
  expect((await heddle(['compact', 'log', '--to', 'parquet'], folder)).out).toBe('log/events-1.ndjson: there already\n')
  expect((await heddle(['lift', 'parquet', '--engine', 'scan'], folder)).err).toContain('leave out --engine scan')
})
