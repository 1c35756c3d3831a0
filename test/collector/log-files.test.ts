/** The files of a log: when one is finished, what it is called, how it is packed, and that every line is read once. */
import { execFile } from 'node:child_process'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync, gzipSync } from 'node:zlib'
import { checkLog } from '@heddle/analysis/node'
import { type FileStore, type FileStoreOptions, fileStore, openCollector } from '@heddle/collector/node'
import { describe, expect, onTestFinished, test } from 'vitest'
import { filesSince, nameWhenFinished } from '../../packages/collector/src/node/log-names.js'
import { temporaryDirectory } from './directory.js'
import { acknowledgement, clicks, post } from './send.js'

const fiveOClock = Date.UTC(2026, 10, 22, 5)
const hour = 3_600_000

async function opened(directory: string, options: FileStoreOptions = {}): Promise<FileStore> {
  const store = await fileStore(directory, options)
  onTestFinished(() => store.close())
  return store
}

async function readAll(store: FileStore): Promise<string[]> {
  const lines: string[] = []
  for await (const line of store.read()) lines.push(line)
  return lines
}

const filesIn = async (directory: string) =>
  (await readdir(directory)).filter((name) => name.startsWith('events')).sort()

const line = (number: number, receivedAt = fiveOClock) => JSON.stringify({ number, receivedAt })

describe('a file of the log', () => {
  test('is finished when it is full, and named for its hour and its number in it', async () => {
    const directory = await temporaryDirectory()
    const store = await opened(directory, { maxFileBytes: 60, now: () => fiveOClock + 60_000 })
    for (let i = 1; i <= 5; i++) await store.append([line(i)])
    expect(await filesIn(directory)).toEqual([
      'events-2026-11-22T05-000.ndjson',
      'events-2026-11-22T05-001.ndjson',
      'events.ndjson',
    ])
    expect(await readAll(store)).toEqual([1, 2, 3, 4, 5].map((i) => line(i)))
  })

  test('is finished at the start of an hour, by the clock and not by the process', async () => {
    const directory = await temporaryDirectory()
    let time = fiveOClock + hour - 1
    const store = await opened(directory, { now: () => time })
    await store.append([line(1, time)])
    await store.append([line(2, time)])
    expect(await filesIn(directory)).toEqual(['events.ndjson'])
    await store.close()
    time += 1
    const next = await opened(directory, { now: () => time })
    await next.append([line(3, time)])
    time += 3 * hour
    await next.append([line(4, time)])
    expect(await filesIn(directory)).toEqual([
      'events-2026-11-22T05-000.ndjson',
      'events-2026-11-22T06-000.ndjson',
      'events.ndjson',
    ])
    expect((await readAll(next)).map((text) => JSON.parse(text).number)).toEqual([1, 2, 3, 4])
  })

  test('stays after those before it where the clock is set back', () => {
    const names = ['events-2026-11-22T05-007.ndjson.gz', 'events.ndjson', 'notes.txt']
    expect(nameWhenFinished(names, fiveOClock - 5 * hour)).toBe('events-2026-11-22T05-008.ndjson')
    expect(nameWhenFinished(names, fiveOClock + hour)).toBe('events-2026-11-22T06-000.ndjson')
    expect(nameWhenFinished(['events-2026-11-22T05-999.ndjson'], fiveOClock)).toBeUndefined()
  })

  test('is not read where every line of it must be older than a moment', () => {
    const names = [3, 4, 6].map((at) => `events-2026-11-22T0${at}-000.ndjson.gz`)
    const plain = names.map((name) => name.replace('.gz', ''))
    expect(filesSince(names, fiveOClock - hour)).toEqual(plain)
    // The file of 3 o'clock was finished before the first line of the one of 4, which came before 5.
    expect(filesSince(names, fiveOClock)).toEqual(plain.slice(1))
    expect(filesSince(names, fiveOClock + 9 * hour)).toEqual(plain.slice(2))
  })

  test('is cleared of a failed write before it is finished', async () => {
    const directory = await temporaryDirectory()
    let time = fiveOClock
    const store = await opened(directory, { now: () => time })
    await store.append([line(1)])
    const failed = await handlesFailing(() => store.append([line(2)]))
    expect(failed).toBe('no space left on device')
    time += hour
    await store.append([line(3, time)])
    expect((await readAll(store)).map((text) => JSON.parse(text).number)).toEqual([1, 3])
  })
})

/** Lets every sync of a file fail while the work is done; the bytes are in the file by then. */
async function handlesFailing(work: () => Promise<void>): Promise<string> {
  const { open } = await import('node:fs/promises')
  const file = await open(process.execPath)
  const handles: { datasync: () => Promise<void> } = Object.getPrototypeOf(file)
  await file.close()
  const { datasync } = handles
  handles.datasync = () => Promise.reject(new Error('no space left on device'))
  try {
    return await work().then(
      () => 'nothing failed',
      (cause) => String(cause.message),
    )
  } finally {
    handles.datasync = datasync
  }
}

describe('a finished file', () => {
  const write = async (directory: string, options: FileStoreOptions = {}) => {
    const store = await opened(directory, { maxFileBytes: 1, now: () => fiveOClock, ...options })
    for (let i = 1; i <= 3; i++) await store.append([line(i)])
    return store
  }
  const packedNames = ['events-2026-11-22T05-000.ndjson.gz', 'events-2026-11-22T05-001.ndjson.gz', 'events.ndjson']

  test('is packed beside the work, and read back', async () => {
    const directory = await temporaryDirectory()
    const store = await write(directory, { gzip: true })
    await expect.poll(() => filesIn(directory)).toEqual(packedNames)
    expect(gunzipSync(await readFile(join(directory, packedNames[0] ?? ''))).toString()).toBe(`${line(1)}\n`)
    expect(await readAll(store)).toEqual([line(1), line(2), line(3)])
  })

  test('that was not packed yet is packed after the next start', async () => {
    const directory = await temporaryDirectory()
    await (await write(directory)).close()
    const store = await opened(directory, { gzip: true, now: () => fiveOClock })
    await expect.poll(() => filesIn(directory)).toEqual(packedNames)
    expect(await readAll(store)).toEqual([line(1), line(2), line(3)])
  })

  test.each(['half packed', 'packed and not yet removed'])(
    'that was %s when the process died is read once',
    async (state) => {
      const directory = await temporaryDirectory()
      await (await write(directory)).close()
      const plain = join(directory, 'events-2026-11-22T05-000.ndjson')
      const packed = gzipSync(await readFile(plain))
      if (state === 'half packed') await writeFile(`${plain}.gz.part`, packed.subarray(0, 9))
      else await writeFile(`${plain}.gz`, packed)
      expect((await checkLog([directory])).log.lines).toBe(3) // Whoever reads the folder now,
      const store = await opened(directory, { now: () => fiveOClock })
      expect(await readAll(store)).toEqual([line(1), line(2), line(3)]) // and the next collector.
      expect((await filesIn(directory)).filter((name) => name.includes('T05-000'))).toHaveLength(1)
      expect((await filesIn(directory)).join()).not.toContain('.part')
    },
  )

  test('that is damaged is named, and nothing is taken without it', async () => {
    const directory = await temporaryDirectory()
    await (await write(directory)).close()
    const plain = join(directory, 'events-2026-11-22T05-000.ndjson')
    await rename(plain, `${plain}.gz`)
    const store = await opened(directory, { now: () => fiveOClock })
    await expect(readAll(store)).rejects.toThrow(`The packed file ${plain}.gz cannot be read`)
  })
})

describe('a folder', () => {
  test('has one collector, and the second is told which folder and what to do', async () => {
    const directory = await temporaryDirectory()
    const first = await opened(directory)
    await expect(fileStore(directory)).rejects.toThrow(
      `The folder ${directory} is in use by another collector (process ${process.pid}); stop that one, or give this one`,
    )
    await first.close()
    await opened(directory)
  })

  test('is taken over from a process that is dead, and from a number that is another program now', async () => {
    const directory = await temporaryDirectory()
    const { stdout } = await promisify(execFile)(process.execPath, ['-p', 'process.pid'])
    const stale = [
      `{"pid":${stdout.trim()},"started":"5","id":"x"}`,
      `{"pid":${process.pid},"started":"5","id":"x"}`,
      '',
      '{"pi',
    ]
    for (const lock of stale) {
      await writeFile(join(directory, 'collector.lock'), lock)
      await (await fileStore(directory)).close()
      expect(await readdir(directory)).toEqual(['events.ndjson'])
    }
  })

  test('is had by one of many that want it at the same time', async () => {
    const directory = await temporaryDirectory()
    const wanted = await Promise.allSettled(Array.from({ length: 8 }, () => fileStore(directory)))
    const had = wanted.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    for (const store of had) await store.close()
    expect(had).toHaveLength(1)
  })
})

test('a collector that was restarted between two copies answers the second as known, from whichever file', async () => {
  const directory = await temporaryDirectory()
  const options = { directory, maxFileBytes: 1, gzip: true }
  const batches = [1, 2, 3].map((seq) => clicks({ seqs: [seq] }))
  const send = async () => {
    const { handle, close } = await openCollector(options)
    for (const [index, batch] of batches.entries()) {
      expect((await acknowledgement(await handle(post(batch)))).acks).toEqual([['s', index + 1, index + 1]])
    }
    await close()
  }
  await send()
  await send()
  const { total } = await checkLog([directory])
  expect(total).toMatchObject({ issued: 3, received: 3, repeated: 3, missing: 0 })
})
