/** A log that several threads read, against the same log read by one. */
import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { constants, gunzipSync, gzipSync } from 'node:zlib'
import { checkTable, createLogTable, measure } from '@heddle/analysis'
import { type CachePlace, readTable } from '@heddle/analysis/node'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { absorbLog } from '../../packages/analysis/src/node/absorb-log.js'
import { chunksOf, type FileChunk, linesIn } from '../../packages/analysis/src/node/file-chunks.js'
import { findLog } from '../../packages/analysis/src/node/log-files.js'
import { piecesOf } from '../../packages/analysis/src/node/pieces.js'
import { newFolder } from './folder.js'
import { clicks, reaches, sees, textOf, visit } from './log-builder.js'
import { builtWorker } from './read-worker.js'

const worker = builtWorker()

/** Visits whose lines are interrupted by broken, empty and repeated ones. */
function logText(visits: number, from = 0): string {
  return Array.from({ length: visits }, (_, index) => {
    const name = `visitor ${(index + from) % 700}`
    const lines = visit(
      { visitor: name, stream: `${name}, ${index + from}`, offset: index % 13 },
      [index, sees('tabs', index % 2 === 0 ? 'control' : 'Größe ▲')],
      [index + 5, clicks('best')],
      [index + 9, reaches('order', index / 7)],
    )
    const broken = index % 97 === 41 ? 'not JSON ü\n' : ''
    const empty = index % 53 === 0 ? '\n\n' : ''
    return `${broken}${textOf(lines)}${empty}${index % 31 === 0 ? textOf(lines.slice(1)) : ''}`
  }).join('')
}

const answers = (table: Parameters<typeof measure>[0]) => ({ measured: measure(table), checked: checkTable(table) })

async function readIn(paths: readonly string[], workers: number, partBytes: number, cache?: CachePlace) {
  const table = createLogTable()
  const seen: number[] = []
  const files = await findLog(paths)
  const reused = await absorbLog(table, files, {
    ...{ keep: {}, workers, partBytes, workerScript: worker.script(), ...(cache ? { cache } : {}) },
    onRead: (bytes) => seen.push(bytes),
  })
  return { answers: answers(table), reused, read: seen.reduce((sum, bytes) => sum + bytes, 0) }
}

test.each([
  ['parts of some lines', 2, 3000],
  ['parts shorter than a line', 2, 50],
  ['one part a file', 2, 10_000_000],
  ['this thread alone', 1, 3000],
])('a log that is read in parts is the same, down to its broken lines: %s', async (_, workers, partBytes) => {
  const folder = await newFolder()
  const visits = partBytes < 100 ? 8 : 300
  await writeFile(join(folder, 'a.ndjson'), logText(visits))
  await writeFile(join(folder, 'b.ndjson.gz'), gzipSync(logText(visits, 200)))
  await writeFile(join(folder, 'c.ndjson'), '')
  await writeFile(join(folder, 'd.ndjson'), `${logText(visits, 900)}\n\nthe last line is cut`)
  const one = await readTable([folder], { threads: 1 })
  const { answers: shared, read } = await readIn([folder], workers, partBytes)
  expect(shared).toEqual(answers(one))
  expect(shared.measured.log?.broken.first.length).toBeGreaterThan(0)
  const files = await findLog([folder])
  expect(read).toBe(files.reduce((sum, { size }) => sum + size, 0))
})

test('threads that read parts of a file in any order keep it whole', async () => {
  const folder = await newFolder()
  for (const name of ['a', 'b']) await writeFile(join(folder, `${name}.ndjson`), logText(500, name.charCodeAt(0)))
  const one = answers(await readTable([folder], { threads: 1 }))
  const first = await readIn([folder], 2, 30_000, 'beside')
  const second = await readIn([folder], 2, 30_000, 'beside')
  expect([first.reused, second.reused]).toEqual([0, 2])
  expect([first.answers, second.answers]).toEqual([one, one])
})

test('a packed file that was cut is read up to the cut however slowly, and the line of the cut is named', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, 'cut.ndjson.gz'), gzipSync(logText(400)).subarray(0, -400))
  const one = await readTable([folder], { threads: 1 })
  const { answers: shared } = await readIn([folder], 2, 3000)
  expect(shared).toEqual(answers(one))
  expect(one.broken.count).toBeGreaterThan(4)
  const [file] = await findLog([folder])
  const handle = await open(file?.path ?? '')
  const sizes: number[] = []
  for await (const chunk of chunksOf(handle.fd, true, () => {})) {
    if (!('broken' in chunk)) sizes.push(chunk.length)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await handle.close()
  const whole = gunzipSync(await readFile(file?.path ?? ''), { finishFlush: constants.Z_SYNC_FLUSH })
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(whole.length)
})

/** Lines of any length, some of them empty; the last one may have no line break. */
const texts = fc.array(fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'ü', '\n', '\r', '▲', '\ufeff') }), {
  maxLength: 40,
})

test('ranges of a file hand out each line once, whatever the lines and the ranges', { timeout: 60_000 }, async () => {
  const folder = await newFolder()
  const path = join(folder, 'text')
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 30 }), async (pieces, size) => {
      const bytes = Buffer.from(pieces.join(''))
      await writeFile(path, bytes)
      const file = await open(path)
      const found: string[] = []
      const count = Math.max(Math.ceil(bytes.length / size), 1)
      let read = 0
      for (let index = 0; index < count; index++) {
        const to = index + 1 === count ? Infinity : (index + 1) * size
        const text = await textIn(linesIn(file.fd, { from: index * size, to }, (more) => (read += more)))
        if (index > 0 && text !== '') expect(text.startsWith('\n')).toBe(true)
        found.push(index === 0 ? text : text.slice(1))
      }
      await file.close()
      expect(found.join('')).toBe(bytes.toString())
      const filled = found.filter((text) => text !== '')
      for (const text of filled.slice(0, -1)) expect(text.endsWith('\n')).toBe(true)
      expect(read).toBe(bytes.length)
    }),
    { numRuns: 40 },
  )
})

test('pieces of what is unpacked hand out each line once, wherever the chunks are cut', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 30 }), async (parts, size) => {
      const chunks = parts.map((text) => Buffer.from(text)).filter(({ length }) => length > 0)
      const found: string[] = []
      for await (const piece of piecesOf(each(chunks), size)) {
        const text = await textIn(piece)
        if (found.length > 0) expect(text.startsWith('\n')).toBe(true)
        found.push(found.length === 0 ? text : text.slice(1))
      }
      expect(found.join('')).toBe(Buffer.concat(chunks).toString())
      for (const text of found.slice(0, -1)) expect(text.endsWith('\n')).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('a thread that fails ends the reading with its error', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, 'a.ndjson'), logText(300))
  await writeFile(join(folder, 'failing.mjs'), 'throw new RangeError("no room for a thread")')
  const files = await findLog([folder])
  const workerScript = pathToFileURL(join(folder, 'failing.mjs'))
  const options = { keep: {}, workers: 2, partBytes: 3000, workerScript, onRead: () => {} }
  await expect(absorbLog(createLogTable(), files, options)).rejects.toThrow('no room for a thread')
})

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

async function textIn(chunks: AsyncIterable<FileChunk>): Promise<string> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) if (!('broken' in chunk)) all.push(chunk)
  return Buffer.concat(all).toString()
}
