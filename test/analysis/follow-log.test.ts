/** A log on the disk as a page follows it: whole once, then only what has come. */
import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { followLog } from '@heddle/analysis/node'
import { expect, onTestFinished, test } from 'vitest'

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'heddle-follow-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

async function ask(path: string, after?: string) {
  const { kind, place, chunks } = await followLog(path, after)
  const pieces: Uint8Array[] = []
  for await (const chunk of chunks) pieces.push('broken' in chunk ? Buffer.from(chunk.broken) : chunk)
  return { kind, place, text: Buffer.concat(pieces).toString() }
}

test('hands out the whole log, then nothing, then only what has come', async () => {
  const log = join(await folder(), 'events.ndjson')
  await writeFile(log, 'a\nb\n')
  const first = await ask(log)
  expect(first).toMatchObject({ kind: 'whole', text: 'a\nb\n' })
  expect(await ask(log, first.place)).toMatchObject({ kind: 'same', place: first.place, text: '' })
  await appendFile(log, 'c\n')
  expect(await ask(log, first.place)).toMatchObject({ kind: 'more', text: 'c\n' })
})

test('begins with an empty log', async () => {
  const log = join(await folder(), 'events.ndjson')
  await writeFile(log, '')
  const { kind, place, text } = await ask(log)
  expect([kind, text]).toEqual(['whole', ''])
  await appendFile(log, 'a\n')
  expect(await ask(log, place)).toMatchObject({ kind: 'more', text: 'a\n' })
})

test('goes on through files that a collector finishes and begins', async () => {
  const log = await folder()
  const live = join(log, 'events.ndjson')
  await writeFile(live, 'a\n')
  const first = await ask(log)
  await appendFile(live, 'b\n')
  await rename(live, join(log, '2026-10-01T09.ndjson'))
  const between = await ask(log, first.place)
  expect(between).toMatchObject({ kind: 'more', text: 'b\n' })
  await writeFile(live, 'c\n')
  expect(await ask(log, first.place)).toMatchObject({ kind: 'more', text: 'b\nc\n' })
  expect(await ask(log, between.place)).toMatchObject({ kind: 'more', text: 'c\n' })
})

test('is whole again where a finished file was packed, and says the same', async () => {
  const log = await folder()
  await writeFile(join(log, '2026-10-01T09.ndjson'), 'a\n')
  await writeFile(join(log, 'events.ndjson'), 'b\n')
  const first = await ask(log)
  await rm(join(log, '2026-10-01T09.ndjson'))
  await writeFile(join(log, '2026-10-01T09.ndjson.gz'), gzipSync('a\n'))
  expect(await ask(log, first.place)).toMatchObject({ kind: 'whole', text: 'a\nb\n' })
})

test('is whole again where the file is another one, longer or shorter', async () => {
  const log = join(await folder(), 'log.ndjson')
  await writeFile(log, 'a\nb\n')
  const first = await ask(log)
  await writeFile(log, 'x\ny\nz\n')
  expect(await ask(log, first.place)).toMatchObject({ kind: 'whole', text: 'x\ny\nz\n' })
  await writeFile(log, 'x\n')
  expect(await ask(log, first.place)).toMatchObject({ kind: 'whole', text: 'x\n' })
  expect((await ask(log, 'nonsense')).kind).toBe('whole')
})

test('does not go on in the middle of a line', async () => {
  const log = join(await folder(), 'events.ndjson')
  await writeFile(log, 'a\nhal')
  const first = await ask(log)
  expect(first.text).toBe('a\nhal')
  await appendFile(log, 'f\n')
  expect(await ask(log, first.place)).toMatchObject({ kind: 'whole', text: 'a\nhalf\n' })
})

test('does not let a file without a last line break run into the next', async () => {
  const log = await folder()
  await writeFile(join(log, 'a.ndjson'), 'a')
  await writeFile(join(log, 'b.ndjson'), 'b\n')
  expect((await ask(log)).text).toBe('a\nb\n')
})

test('closes its files also if nobody reads it', async () => {
  const log = await folder()
  await writeFile(join(log, 'events.ndjson'), 'a\n')
  const { chunks } = await followLog(log)
  const reading = chunks[Symbol.asyncIterator]()
  expect(await reading.return?.()).toEqual({ done: true, value: undefined })
  expect(await reading.next()).toEqual({ done: true, value: undefined })
})
