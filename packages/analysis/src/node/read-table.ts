/**
 * A log on the disk to a table that can be measured, checked and asked, in one call.
 */
import { availableParallelism } from 'node:os'
import type { Mapping } from '../mapping/mapping.js'
import { tableOfRecords } from '../mapping/scan-mapped.js'
import type { EventsOptions } from '../scan/events.js'
import { createLogTable, type LogTable } from '../scan/log-table.js'
import { readInto } from '../scan/scan.js'
import { absorbLog } from './absorb-log.js'
import { type Part, readParts } from './compacted.js'
import { findLog, isPackedName, type LogFile, textBytesOf } from './log-files.js'
import type { CachePlace } from './part-cache.js'
import { readExport } from './read-export.js'
import { progressOf, type ReadLogOptions, sourcesOf } from './read-log.js'
import { canWork } from './worker-pool.js'

export interface ReadTableOptions extends ReadLogOptions {
  /** The paths are the log of another tool, see {@link readExport}: how its records become events. It is read anew each time. */
  readonly mapping?: Mapping
  /**
   * Where what was read of finished files is kept, so that they are read once: `beside`, in a folder `.heddle-cache` of each
   * directory, or in a directory of your own, also for files that are named by themselves. Nowhere unless given.
   */
  readonly cache?: CachePlace
  /** Told at the end how many of the log's files were in the cache. */
  readonly onReused?: (reuse: Reuse) => void
  /** Most threads that read; 1 reads in this one. Unless given, as many as the machine runs at once, and 1 where that is below 4. */
  readonly threads?: number
  /** The module `node/part-worker.js` of this package; needed only where a bundler has moved this code away from it. */
  readonly workerScript?: URL
}

/** Files of a log. */
export interface Reuse {
  readonly reused: number
  readonly files: number
}

/** A part costs about as much to hand over, however small. */
const leastPart = 4 * 1024 * 1024

/** Some 100,000 events, of which a part is a few MB. */
const largestPart = 32 * 1024 * 1024

/** Below, threads take longer to start than they save; in bytes of text. */
const leastShared = 64 * 1024 * 1024

/**
 * @param paths files, directories of `*.ndjson` and `*.ndjson.gz`, and of compacted logs, which DuckDB reads; with a mapping,
 * what {@link readExport} reads
 * @throws Error that names a path without a log
 * @example shareOfClicks(await readTable(['log/']), { goals: ['favourites-bar', 'favourites-menu'] })
 */
export async function readTable(
  paths: readonly string[],
  options: ReadTableOptions & EventsOptions = {},
): Promise<LogTable> {
  const keep: EventsOptions = { visits: options.visits ?? false }
  const { mapping } = options
  if (mapping) return tableOfRecords(await readExport(paths, mapping, options), mapping, keep)
  const table = createLogTable(keep)
  const parted = await Promise.all(paths.map(async (path) => [path, await readParts(path)] as const))
  const plain = parted.flatMap(([path, parts]) => (parts.size === 0 ? [path] : []))
  if (plain.length > 0) await readPlain(table, keep, plain, options)
  for (const [folder, parts] of parted) for (const part of parts.values()) await readPart(table, folder, part)
  return table
}

async function readPlain(
  table: LogTable,
  keep: EventsOptions,
  paths: readonly string[],
  options: ReadTableOptions,
): Promise<void> {
  const { cache, onReused, threads = ownThreads(), workerScript } = options
  const files = await findLog(paths)
  const onRead = progressOf(files, options)
  try {
    const share = sharesOf(files, canWork(workerScript) ? threads : 1)
    if (cache === undefined && share.workers === 1) {
      for (const source of sourcesOf(files, onRead)) await readInto(table, source)
      return
    }
    const reused = await absorbLog(table, files, {
      ...{ keep, onRead, ...share },
      ...(cache === undefined ? {} : { cache }),
      ...(workerScript === undefined ? {} : { workerScript }),
    })
    if (cache !== undefined) onReused?.({ reused, files: files.length })
  } finally {
    // One that is open from the start is not reached if an earlier one fails.
    await Promise.all(files.map(({ opened }) => opened?.close()))
  }
}

/** Handing parts over costs about as much as reading them: few cores gain nothing by it. */
function ownThreads(): number {
  const cores = availableParallelism()
  return cores < 4 ? 1 : cores
}

/** How many workers the files are worth, and how much text makes a part. */
function sharesOf(
  files: readonly LogFile[],
  threads: number,
): { readonly workers: number; readonly partBytes: number } {
  const isPacked = ({ path }: LogFile) => isPackedName(path)
  const plainBytes = files.reduce((sum, file) => sum + (isPacked(file) ? 0 : file.size), 0)
  const textBytes = textBytesOf(files)
  // Several parts a thread, so that none waits long for the last.
  const partBytes = Math.min(Math.max(Math.ceil(plainBytes / threads / 4), leastPart), largestPart)
  const tasks = files.reduce((sum, file) => sum + (isPacked(file) ? 1 : Math.ceil(file.size / partBytes)), 0)
  return { workers: textBytes < leastShared ? 1 : Math.max(Math.min(threads, tasks), 1), partBytes }
}

async function readPart(table: LogTable, folder: string, part: Part): Promise<void> {
  const { partLines } = await import('../duckdb/part-lines.js')
  await readInto(table, { name: part.source, lines: partLines(folder, part) })
  const { count, first } = part.broken
  for (const line of first) table.addBroken(line)
  // A table names no more of them than a part does.
  for (let more = first.length; more < count; more++)
    table.addBroken({ file: part.source, line: 0, reason: 'not kept' })
}
