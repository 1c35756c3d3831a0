/** What is read of finished files is kept and used again, and never where it would be wrong. */
import { appendFile, mkdir, readdir, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { checkTable, type LogTable, mean, measure, pathsAround, proportion } from '@heddle/analysis'
import { type CachePlace, type Reuse, readTable } from '@heddle/analysis/node'
import { expect, test } from 'vitest'
import { newFolder } from './folder.js'
import { clicks, reaches, sees, textOf, visit } from './log-builder.js'

const metrics = { entered: proportion('best'), worth: mean('order', 'value', { window: '1 h' }) }

/** Large enough to be worth keeping, by long paths. Visitors of different days are the same, their visits are not. */
function dayText(day: number): string {
  const start = day * 86_400_000
  return Array.from({ length: 60 }, (_, index) => {
    const said = visit(
      { visitor: `visitor ${index}`, stream: `day ${day}, ${index}` },
      [start + index, sees('tabs', index % 2 === 0 ? 'control' : 'bestFirst')],
      [start + index + 50, clicks('best')],
      [start + index + 90, reaches('order', day + index / 7)],
    )
    const longer = said.map((event) => ({ ...event, page: `/${'x'.repeat(1500)}` }))
    return `${index % 20 === 7 ? 'not JSON\n' : ''}${textOf(longer)}`
  }).join('')
}

const name = (day: number) => `events-2026-11-0${day}T00-000.ndjson`

async function newLog(): Promise<string> {
  const folder = await newFolder()
  for (const day of [1, 2, 3]) await writeFile(join(folder, name(day)), dayText(day))
  await writeFile(join(folder, 'events.ndjson'), dayText(4))
  return folder
}

const answers = (table: LogTable) => ({ measured: measure(table, { metrics }), checked: checkTable(table) })

/** The answers with the cache, which must be those without it, and what was in it. */
async function readTwice(paths: readonly string[], cache: CachePlace = 'beside'): Promise<Reuse | undefined> {
  const reuses: Reuse[] = []
  const table = await readTable(paths, { cache, onReused: (reuse) => reuses.push(reuse) })
  expect(answers(table)).toEqual(answers(await readTable(paths, { threads: 1 })))
  return reuses[0]
}

const inCache = (folder: string) => readdir(join(folder, '.heddle-cache'))

test('finished files are read once, the live one every time', async () => {
  const folder = await newLog()
  expect(await readTwice([folder])).toEqual({ reused: 0, files: 4 })
  expect(await readTwice([folder])).toEqual({ reused: 3, files: 4 })
  await appendFile(join(folder, 'events.ndjson'), dayText(5))
  expect(await readTwice([folder])).toEqual({ reused: 3, files: 4 })
  expect((await inCache(folder)).sort()).toEqual([1, 2, 3].map((day) => `${name(day)}.parts`))
})

test('what was kept for one question answers another', async () => {
  const folder = await newLog()
  await readTable([folder], { cache: 'beside' })
  let reused: number | undefined
  const table = await readTable([folder], {
    ...{ visits: true, cache: 'beside' },
    onReused: (reuse) => {
      reused = reuse.reused
    },
  })
  expect(reused).toBe(3)
  const alone = await readTable([folder], { visits: true, threads: 1 })
  expect(pathsAround(table, { step: 'best' })).toEqual(pathsAround(alone, { step: 'best' }))
})

test('a file that is finished while nobody looks is kept from then on', async () => {
  const folder = await newLog()
  await readTwice([folder])
  await rename(join(folder, 'events.ndjson'), join(folder, name(4)))
  await writeFile(join(folder, 'events.ndjson'), dayText(5))
  expect(await readTwice([folder])).toEqual({ reused: 3, files: 5 })
  expect(await readTwice([folder])).toEqual({ reused: 4, files: 5 })
})

test('a file that changed is read anew, and so is one of the same size', async () => {
  const folder = await newLog()
  await readTwice([folder])
  await appendFile(join(folder, name(2)), dayText(7))
  expect(await readTwice([folder])).toEqual({ reused: 2, files: 4 })
  const path = join(folder, name(1))
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('"best"', '"rest"'))
  await utimes(path, 1_700_000_000, 1_700_000_000)
  expect(await readTwice([folder])).toEqual({ reused: 2, files: 4 })
  await writeFile(path, text)
  await utimes(path, 1_700_000_000, 1_700_000_000)
  expect(await readTwice([folder])).toEqual({ reused: 2, files: 4 })
})

test('a file that was packed since is read from its packed form, and what was kept of the plain one goes', async () => {
  const folder = await newLog()
  await readTwice([folder])
  await writeFile(join(folder, `${name(3)}.gz`), gzipSync(dayText(3), { level: 0 }))
  expect(await readTwice([folder])).toEqual({ reused: 2, files: 4 })
  await rm(join(folder, name(3)))
  expect(await readTwice([folder])).toEqual({ reused: 3, files: 4 })
  expect((await inCache(folder)).sort()).toEqual([`${name(1)}.parts`, `${name(2)}.parts`, `${name(3)}.gz.parts`])
})

test('what was kept of a file that is gone is not counted, and goes', async () => {
  const folder = await newLog()
  await readTwice([folder])
  await rm(join(folder, name(2)))
  expect(await readTwice([folder])).toEqual({ reused: 2, files: 3 })
  expect((await inCache(folder)).sort()).toEqual([`${name(1)}.parts`, `${name(3)}.parts`])
})

test('a cache that was cut, damaged, emptied or written by another version is not used', async () => {
  const folder = await newLog()
  await readTwice([folder])
  const entry = join(folder, '.heddle-cache', `${name(1)}.parts`)
  const whole = await readFile(entry)
  for (const size of [0, 20, 40, 200, whole.length >> 1, whole.length - 1]) {
    await truncate(entry, size)
    expect(await readTwice([folder])).toEqual({ reused: 2, files: 4 })
    expect(await readTwice([folder])).toEqual({ reused: 3, files: 4 })
  }
  for (const place of [5, 35, 100, whole.length >> 1, whole.length - 1]) {
    const damaged = Buffer.from(whole)
    damaged[place] = (damaged[place] ?? 0) ^ 1
    await writeFile(entry, damaged)
    expect(await readTwice([folder])).toEqual({ reused: 2, files: 4 })
  }
  await writeFile(entry, Buffer.from(whole.toString('latin1').replace('"version":', '"version":9'), 'latin1'))
  expect(await readTwice([folder])).toEqual({ reused: 2, files: 4 })
})

test('an earlier exposure that comes late, in a later file, moves the unit to where it belongs', async () => {
  const folder = await newLog()
  await readTwice([folder])
  const before = answers(await readTable([folder], { cache: 'beside' }))
  // Visitor 8 met the control, and another one what is found now; it happened before, and arrives last.
  const late = [
    ...visit({ visitor: 'visitor 8', stream: 'late' }, [5, sees('tabs', 'bestFirst')]),
    ...visit({ visitor: 'visitor 10', stream: 'late too' }, [6, sees('tabs', 'control')], [7, clicks('best')]),
    ...visit({ visitor: 'somebody new', stream: 'new' }, [8, sees('tabs', 'control')]),
  ]
  await writeFile(join(folder, name(5)), textOf(late))
  expect(await readTwice([folder])).toEqual({ reused: 3, files: 5 })
  const after = answers(await readTable([folder], { cache: 'beside' }))
  expect(before.measured.experiments[0]?.crossover).toEqual({ units: 0 })
  expect(after.measured.experiments[0]?.crossover).toEqual({ units: 1 })
  expect(after.measured.experiments[0]?.observed.get('control')).toBe(30)
})

test('events that stand in two files, one of them kept, count once', async () => {
  const folder = await newLog()
  await readTwice([folder])
  await appendFile(join(folder, 'events.ndjson'), dayText(2).split('\n').slice(40, 90).join('\n'))
  expect(await readTwice([folder])).toEqual({ reused: 3, files: 4 })
})

test('a folder of one’s own keeps the files of each directory apart, and single files too', async () => {
  const [one, other, directory] = [await newLog(), await newLog(), await newFolder()]
  await writeFile(join(other, name(1)), dayText(8))
  const cache = { directory: join(directory, 'made', 'when needed') }
  await readTwice([one], cache)
  await readTwice([other], cache)
  expect(await readTwice([one], cache)).toEqual({ reused: 3, files: 4 })
  expect(await readTwice([other], cache)).toEqual({ reused: 3, files: 4 })
  expect(await readTwice([join(other, name(1))], cache)).toEqual({ reused: 1, files: 1 })
  expect(await readdir(one)).not.toContain('.heddle-cache')
  expect(await readTwice([join(one, name(1))])).toEqual({ reused: 0, files: 1 })
  expect(await readdir(one)).not.toContain('.heddle-cache')
})

test('a cache that cannot be written is no error', async () => {
  const folder = await newLog()
  await writeFile(join(folder, '.heddle-cache'), 'a file where the folder should be')
  expect(await readTwice([folder])).toEqual({ reused: 0, files: 4 })
  expect(await readTwice([folder])).toEqual({ reused: 0, files: 4 })
})

test('nothing is left of a cache that was being written when the machine stopped', async () => {
  const folder = await newLog()
  await mkdir(join(folder, '.heddle-cache'))
  const left = join(folder, '.heddle-cache', `${name(1)}.parts.0.unfinished`)
  await writeFile(left, 'half of it')
  await readTwice([folder])
  expect(await inCache(folder)).toContain(`${name(1)}.parts.0.unfinished`)
  await utimes(left, 1_700_000_000, 1_700_000_000)
  await readTwice([folder])
  expect((await inCache(folder)).sort()).toEqual([1, 2, 3].map((day) => `${name(day)}.parts`))
})
