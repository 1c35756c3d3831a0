/**
 * Brings a log into a table part by part: from the cache what was read before, the rest from worker threads, or read here.
 */
import type { FileHandle } from 'node:fs/promises'
import type { EventsOptions } from '../scan/events.js'
import type { LogTable } from '../scan/log-table.js'
import { absorb } from '../scan/part/absorb.js'
import { readPart } from '../scan/part/part.js'
import { addBroken, type PartLines } from './broken-lines.js'
import type { StoredPart } from './cache-entry.js'
import { isGzipped, type OnRead } from './file-chunks.js'
import { createFileParts, type FileParts } from './file-parts.js'
import { type LogFile, openLogFile } from './log-files.js'
import { type CachePlace, cachedFile, pruneCache } from './part-cache.js'
import { type PartTask, readParts } from './read-parts.js'
import { type PoolTask, runTasks } from './worker-pool.js'

export interface AbsorbLogOptions {
  /** What the table keeps. */
  readonly keep: EventsOptions
  readonly cache?: CachePlace
  readonly onRead: OnRead
  /** Threads; 1 reads here. */
  readonly workers: number
  readonly workerScript?: URL
  /** So much text makes one part. */
  readonly partBytes: number
}

/** A part of a cache serves every question; a table takes of it what it keeps. */
const everything: Required<EventsOptions> = { visits: true }

/** @returns how many of the files were in the cache */
export async function absorbLog(
  table: LogTable,
  files: readonly LogFile[],
  { keep, cache, onRead, workers, workerScript, partBytes }: AbsorbLogOptions,
): Promise<number> {
  const lines = files.map((): PartLines[] => [])
  const handles = new Set<FileHandle>()
  const open = new Set<FileParts>()
  let reused = 0

  function take({ bytes, index }: StoredPart, file: number): void {
    const part = readPart(bytes)
    if (!part) throw new Error('A part of the log cannot be read: it was made by another version of this program.')
    absorb(table, part)
    const { lastLine, broken } = part.head
    const ofFile = lines[file]
    if (ofFile) ofFile[index] = { lastLine, broken }
  }

  async function close(handle: FileHandle): Promise<void> {
    handles.delete(handle)
    await handle.close()
  }

  async function* tasks(): AsyncGenerator<PoolTask> {
    for (const [index, file] of files.entries()) {
      const handle = await openLogFile(file)
      handles.add(handle)
      const cached = cache && (await cachedFile(file, handle, cache))
      const found = await cached?.find()
      if (found) {
        for await (const part of found) take(part, index)
        await close(handle)
        onRead(file.size)
        reused++
        continue
      }
      const { fd } = handle
      const isPacked = await isGzipped(handle)
      const task: PartTask = { fd, isPacked, partBytes, options: cached ? everything : keep }
      const ranges =
        isPacked || workers === 1 ? [task] : rangesOf(file.size, partBytes).map((range) => ({ ...task, range }))
      const parts = createFileParts(ranges.length, cached)
      open.add(parts)
      for (const one of ranges) {
        yield {
          task: one,
          onPart: (part) => {
            take(part, index)
            parts.add(part)
          },
          onDone: async () => {
            if (!parts.end()) return
            open.delete(parts)
            await parts.written()
            await close(handle)
          },
        }
      }
    }
  }

  try {
    if (workers > 1) await runTasks(tasks(), workers, onRead, workerScript)
    else
      for await (const { task, onPart, onDone } of tasks()) {
        await readParts(task, onPart, onRead)
        await onDone()
      }
  } finally {
    await Promise.all(Array.from(open, (parts) => parts.written()))
    await Promise.all(Array.from(handles, close))
  }
  for (const [index, file] of files.entries()) addBroken(table, file.path, lines[index] ?? [])
  if (cache) await pruneCache(files, cache)
  return reused
}

/** The last one goes on as far as the file does: it may have grown. */
function rangesOf(size: number, bytes: number): Required<PartTask>['range'][] {
  const count = Math.max(Math.ceil(size / bytes), 1)
  return Array.from({ length: count }, (_, index) => ({
    index,
    from: index * bytes,
    to: index + 1 === count ? Infinity : (index + 1) * bytes,
  }))
}
