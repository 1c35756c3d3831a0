import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { proportion } from '@heddle/analysis'
import { analyseLog, type Progress } from '@heddle/analysis/node'
import { expect, test } from 'vitest'
import { newFolder } from './folder.js'
import { clicks, sees, textOf, visit } from './log-builder.js'

/** So many visits, every second in the new variant, where nearly all click. */
const visits = Array.from({ length: 40 }, (_, index) => {
  const variant = index % 2 === 0 ? 'control' : 'bestFirst'
  const clicking = variant === 'bestFirst' ? index % 20 !== 1 : index % 8 === 0
  const exposure = [0, sees('tabs', variant)] as const
  return visit({ visitor: `visitor ${index}` }, exposure, ...(clicking ? [[1, clicks('best')] as const] : []))
})
const events = visits.flat()

test('gives the lift of a log of two files, one of them packed', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, '1.ndjson'), textOf(events.slice(0, 31)))
  await writeFile(join(folder, '2.ndjson.gz'), gzipSync(textOf(events.slice(31))))
  await writeFile(join(folder, 'notes.txt'), 'not a log')
  const report = await analyseLog([folder])
  expect(report.log).toMatchObject({ lines: events.length, events: events.length, repeated: 0, broken: { count: 0 } })
  expect(report.summary).toMatchObject({ experiments: 1, comparisons: 1, significant: { up: 1, down: 0 } })
  expect(report.experiments[0]).toMatchObject({
    ...{ experiment: 'tabs', control: 'control', controlChosenBy: 'name' },
    metrics: { best: { variants: { control: { n: 20, value: 0.25 }, bestFirst: { n: 20, value: 0.9 } } } },
  })
})

test('reads a packed file by its content, whatever its name says', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, 'log'), gzipSync(textOf(events)))
  await writeFile(join(folder, 'log.gz'), textOf(events))
  const packed = await analyseLog([join(folder, 'log')])
  expect(packed.log?.events).toBe(events.length)
  expect(await analyseLog([join(folder, 'log.gz')])).toEqual(packed)
})

test('reads a packed file that was added to, up to where it was cut', async () => {
  const folder = await newFolder()
  const parts = [gzipSync(textOf(events.slice(0, 20))), gzipSync(textOf(events.slice(20)))]
  await writeFile(join(folder, 'cut.ndjson.gz'), Buffer.concat(parts).subarray(0, -40))
  const { log } = await analyseLog([folder])
  expect(log?.events).toBeGreaterThanOrEqual(20)
  expect(log?.events).toBeLessThan(events.length)
  expect(log?.broken.first.at(-1)).toMatchObject({
    file: join(folder, 'cut.ndjson.gz'),
    reason: 'the rest of the file cannot be unpacked: unexpected end of file',
  })
})

test('reads a file once, also if it is named beside its folder', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, 'a.ndjson'), textOf(events))
  expect((await analyseLog([folder, join(folder, 'a.ndjson')])).log).toMatchObject({
    events: events.length,
    repeated: 0,
  })
})

test('says how far it is, up to the last byte', async () => {
  const folder = await newFolder()
  const [plain, packed] = [Buffer.from(textOf(events)), gzipSync(textOf(events))]
  await writeFile(join(folder, 'a.ndjson'), plain)
  await writeFile(join(folder, 'b.ndjson.gz'), packed)
  const seen: Progress[] = []
  await analyseLog([folder], { onProgress: (progress) => seen.push(progress) })
  const total = plain.length + packed.length
  expect(seen.at(-1)).toEqual({ read: total, total })
  expect(seen.map(({ read }) => read)).toEqual(seen.map(({ read }) => read).sort((a, b) => a - b))
})

test('names a path without a log', async () => {
  const folder = await newFolder()
  await mkdir(join(folder, 'empty'))
  await expect(analyseLog([join(folder, 'gone')])).rejects.toThrow(`There is no log at "${join(folder, 'gone')}"`)
  await expect(analyseLog([join(folder, 'empty')])).rejects.toThrow(/empty" holds no \*\.ndjson or \*\.ndjson\.gz file/)
})

test('reports an empty log as such', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, 'a.ndjson'), '')
  const report = await analyseLog([folder])
  expect(report).toMatchObject({ experiments: [], log: { lines: 0, events: 0 }, summary: { experiments: 0 } })
})

test('takes weights and metrics from the experiment file, and metrics from the caller first', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, 'a.ndjson'), textOf(events))
  const experiments = {
    experiments: [{ key: 'tabs', variants: { control: 1, bestFirst: 2 }, weights: { bestFirst: 3 } }],
    goals: ['best'],
    metrics: { entered: { kind: 'proportion', goal: 'best' } },
  }
  const [fromFile] = (await analyseLog([folder], { experiments })).experiments
  expect(fromFile?.checks.sampleRatio).toMatchObject({ expected: { control: 10, bestFirst: 30 } })
  expect(Object.keys(fromFile?.metrics ?? {})).toEqual(['entered'])
  const [own] = (await analyseLog([folder], { experiments, metrics: { mine: proportion('best') } })).experiments
  expect(Object.keys(own?.metrics ?? {})).toEqual(['mine'])
})
