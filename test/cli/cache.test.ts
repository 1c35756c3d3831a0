import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clicks, sees, textOf, visit } from '../analysis/log-builder.js'
import { heddle, temporaryFolder } from './heddle.js'

/** Visits on pages with long paths: many bytes, few lines. */
function logText(visits: number, pathLength: number, from = 0): string {
  const page = `/${'x'.repeat(pathLength)}`
  return Array.from({ length: visits }, (_, index) => {
    const exposure = [0, sees('tabs', index % 2 === 0 ? 'control' : 'bestFirst')] as const
    const lines = visit({ visitor: `visitor ${index + from}` }, exposure, [1, clicks('best')])
    return textOf(lines.map((line) => ({ ...line, page })))
  }).join('')
}

test('a folder of a log is read once: what was finished comes from the cache the next time, and it says so', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'events-2026-11-22T05-000.ndjson'), logText(100, 2000))
  await writeFile(join(folder, 'events.ndjson'), logText(10, 10, 100))
  const plain = await heddle(['lift', '.', '--no-cache'], folder)
  expect(await readdir(folder)).not.toContain('.heddle-cache')
  const first = await heddle(['lift', '.'], folder)
  const second = await heddle(['lift', '.'], folder)
  expect([first, second].map(({ code, out }) => ({ code, out }))).toEqual(
    Array.from({ length: 2 }, () => ({ code: 0, out: plain.out })),
  )
  expect(first.err).toBe('')
  expect(second.err).toBe('heddle: 1 of 2 files from the cache; --no-cache reads them anew.\n')
  expect((await heddle(['check', '.', '--no-cache'], folder)).err).toBe('')
  expect((await heddle(['check', '.'], folder)).err).toContain('1 of 2 files from the cache')
})

test('--cache keeps what was read elsewhere, single files too', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'mine.ndjson'), logText(100, 2000))
  const words = ['share', 'mine.ndjson', '--goals', 'best,help', '--cache', 'kept']
  await heddle(words, folder)
  expect(await readdir(folder)).toContain('kept')
  expect((await heddle(words, folder)).err).toContain('1 of 1 file from the cache')
})

test('--cache is a word for logs only', async () => {
  const folder = await temporaryFolder()
  const words = ['lift', 'a.csv', '--counts', 'clicks/views', '--variant', 'arm', '--cache', 'kept']
  const { code, err } = await heddle(words, folder)
  expect(code).toBe(64)
  expect(err).toContain('leave out --cache')
})

test('a large log, which threads share where there are cores for them, is counted line by line', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'large.ndjson'), logText(17_000, 1990))
  const shared = await heddle(['lift', 'large.ndjson', '--format', 'json'], folder)
  expect(shared.err).toBe('')
  expect(JSON.parse(shared.out)).toMatchObject({
    log: { lines: 34_000, events: 34_000, broken: { count: 0 } },
    experiments: [{ metrics: { best: { variants: { control: { n: 8500, value: 1 }, bestFirst: { n: 8500 } } } } }],
  })
})
