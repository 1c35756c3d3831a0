/**
 * NDJSON to Parquet, file by file: sorted by visitor and time, a few dozen bytes an event. Whatever moment it is killed
 * at, a file is compacted whole or not at all, and the next run goes on where it stopped.
 */
import { createHash } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Part, partEnding, plainName, readParts } from '../node/compacted.js'
import { finishedFiles } from '../node/log-files.js'
import { type ReadLogOptions, readLog } from '../node/read-log.js'
import { createBrokenLines } from '../read-line.js'
import type { Chunk } from '../scan/lines.js'
import type { LogSource } from '../scan/scan.js'
import { numberOf } from '../sql/cells.js'
import { type Database, type DatabaseOptions, openDatabase } from './database.js'
import { loadLog } from './load.js'
import { loadInto } from './open-log.js'
import { literal } from './sql.js'
import { placeSafely, removeDrafts, writeSafely } from './write-safely.js'

/** Rows wait in memory to be sorted; what is more than this waits on the disk. */
const defaultMemory = '2GB'

/** Its `memoryLimit` is 2 GB unless given. */
export interface CompactOptions extends DatabaseOptions, ReadLogOptions {
  /** The folder to write to; made if it is missing. */
  readonly to: string
  /** Whether files are removed once they are safely in Parquet; not those with lines that could not be read. */
  readonly remove?: boolean
}

export interface CompactedFile {
  readonly path: string
  /** Whether it was compacted now, or had been before. */
  readonly status: 'compacted' | 'unchanged'
  /** Rows of events and ledgers, copies too. */
  readonly rows: number
  /** Lines that could not be read; the part keeps their places and reasons, not the lines. */
  readonly broken: number
  readonly removed: boolean
}

/**
 * Compacts the finished files of a log, never the one that a collector is writing to. Twice the same is as once: a file
 * that is there already is not written again. A file that has changed takes the place of what it was.
 *
 * @param paths files of NDJSON, packed or not, and folders of them
 * @returns a line a file
 * @throws Error that names a path without a log, or says that DuckDB is not installed
 * @example await compactLog(['heddle-log'], { to: 'compacted', remove: true })
 */
export async function compactLog(paths: readonly string[], options: CompactOptions): Promise<readonly CompactedFile[]> {
  const { to, remove = false } = options
  const files = await finishedFiles(paths)
  await mkdir(to, { recursive: true })
  await removeDrafts(to)
  const database = await openDatabase(undefined, { memoryLimit: defaultMemory, ...options })
  try {
    const done: CompactedFile[] = []
    for (const path of files) {
      const before = await stat(path)
      const { part, status } = await compactFile(database, path, options)
      const after = await stat(path)
      // What was written to it since would be lost.
      const isSame = before.size === after.size && before.mtimeMs === after.mtimeMs
      const removed = remove && isSame && part.broken.count === 0
      if (removed) await rm(path)
      const { rows, broken } = part
      done.push({ path, status, rows: rows.events + rows.ledgers, broken: broken.count, removed })
    }
    return done
  } finally {
    database.close()
  }
}

async function compactFile(
  database: Database,
  path: string,
  { to, onProgress }: CompactOptions,
): Promise<{ readonly part: Part; readonly status: CompactedFile['status'] }> {
  const plain = plainName(path)
  const parts = await readParts(to)
  const sameName = [...parts.values()].filter(({ source }) => plainName(source) === plain)
  const sourceOf = async () => (await readLog([path], onProgress ? { onProgress } : {}))[0]
  if (sameName.length > 0) {
    // Read once without looking at the lines: that is a tenth of the work.
    const { chunks, sha256 } = hashed(await sourceOf())
    for await (const _ of chunks);
    const found = sameName.find((part) => part.sha256 === sha256())
    if (found) return { part: found, status: 'unchanged' }
  }
  const broken = createBrokenLines()
  const { name, chunks, sha256 } = hashed(await sourceOf())
  await loadInto(database, broken, (sink) => loadLog({ name, chunks }, sink))
  const place = join(resolve(dirname(path)), plain)
  const stem = `${plain.replace(/\.ndjson$/, '')}-${sha256Of(place).slice(0, 8)}`
  const part: Part = {
    version: 1,
    source: place,
    sha256: sha256(),
    events: `${stem}-${sha256().slice(0, 12)}.events.parquet`,
    ledgers: `${stem}-${sha256().slice(0, 12)}.ledgers.parquet`,
    rows: { events: await countOf(database, 'events'), ledgers: await countOf(database, 'ledgers') },
    broken: { count: broken.count, first: [...broken.first] },
  }
  await writeTable(database, 'events', 'visitor, "at", stream, seq', part.rows.events, join(to, part.events))
  await writeTable(database, 'ledgers', 'stream, receivedAt', part.rows.ledgers, join(to, part.ledgers))
  // From here on the part is there.
  await writeSafely(join(to, `${stem}${partEnding}`), `${JSON.stringify(part, null, 2)}\n`)
  const replaced = parts.get(`${stem}${partEnding}`)
  if (replaced && replaced.sha256 !== part.sha256) {
    for (const old of [replaced.events, replaced.ledgers]) await rm(join(to, old), { force: true })
  }
  return { part, status: 'compacted' }
}

/** @throws Error if the file does not hold all rows when it is read again */
async function writeTable(database: Database, table: string, order: string, rows: number, path: string): Promise<void> {
  await placeSafely(path, async (draft) => {
    await database.query(
      `COPY (SELECT * FROM ${table} ORDER BY ${order}) TO ${literal(draft)} (FORMAT parquet, COMPRESSION zstd)`,
    )
    const written = await countOf(database, `read_parquet(${literal(draft)})`)
    if (written !== rows) throw new Error(`${path} holds ${written} of ${rows} rows; is the disk full?`)
  })
}

async function countOf({ query }: Database, relation: string): Promise<number> {
  const [row] = await query(`SELECT count(*) FROM ${relation}`)
  return numberOf(row?.[0])
}

/** The source's bytes, and their hash once all were read. */
function hashed(source: LogSource | undefined): {
  readonly name: string
  readonly chunks: AsyncIterable<Chunk>
  readonly sha256: () => string
} {
  if (!source || !('chunks' in source)) throw new Error('A file of a log is read in chunks.')
  const hash = createHash('sha256')
  let digest: string | undefined
  async function* chunks(all: AsyncIterable<Chunk> | Iterable<Chunk>): AsyncGenerator<Chunk> {
    for await (const chunk of all) {
      hash.update(typeof chunk === 'object' && 'broken' in chunk ? chunk.broken : chunk)
      yield chunk
    }
  }
  return {
    name: source.name,
    chunks: chunks(source.chunks),
    sha256: () => {
      digest ??= hash.digest('hex')
      return digest
    },
  }
}

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')
