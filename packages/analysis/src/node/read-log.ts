/**
 * Finds the files of a log and reads them in chunks, unpacking what is gzipped. Knows nothing of what stands in them.
 */
import { createReadStream } from 'node:fs'
import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import { createGunzip } from 'node:zlib'
import type { Chunk } from '../scan/lines.js'
import type { LogSource } from '../scan/scan.js'

/** How far the reading is, in bytes on the disk. */
export interface Progress {
  readonly read: number
  readonly total: number
}

export interface ReadLogOptions {
  readonly onProgress?: (progress: Progress) => void
}

/**
 * The log as sources for `scan`, each opened when it is its turn.
 *
 * @param paths files of any name; directories, in which every `*.ndjson` and `*.ndjson.gz` is taken
 * @throws Error that names the path, if it does not exist or is a directory without a log
 */
export async function readLog(paths: readonly string[], { onProgress }: ReadLogOptions = {}): Promise<LogSource[]> {
  const found = await Promise.all(paths.map(filesAt))
  const files = [...new Map(found.flat().map((file) => [file.path, file])).values()]
  const total = files.reduce((sum, { size }) => sum + size, 0)
  let read = 0
  const onRead = (bytes: number) => {
    read += bytes
    onProgress?.({ read, total })
  }
  return files.map((file) => ({ name: file.path, chunks: chunksOf(file, onRead) }))
}

interface LogFile {
  readonly path: string
  readonly size: number
  /** Open already, where a collector may give the name to another file at any moment. */
  readonly opened?: FileHandle
}

/** What a running collector writes to; it names the file anew when it is finished, and may pack it then. */
const liveName = 'events.ndjson'

async function filesAt(path: string): Promise<readonly LogFile[]> {
  const found = await stat(path).catch((cause) => {
    throw new Error(`There is no log at "${path}": ${reasonOf(cause)}.`, { cause })
  })
  if (!found.isDirectory()) return [{ path: normalize(path), size: found.size }]
  // Opened before the others are listed: a file that is finished in between is there under either name.
  const live = await openIfThere(join(path, liveName))
  const all = new Set((await readdir(path)).filter((name) => /\.ndjson(\.gz)?$/.test(name)))
  if (all.size === 0) throw new Error(`The directory "${path}" holds no *.ndjson or *.ndjson.gz file.`)
  // A plain file beside its packed form is what a collector has not yet removed.
  const names = [...all].filter((name) => name !== liveName && !all.has(`${name}.gz`)).sort()
  const liveInfo = await live?.stat()
  const files = await Promise.all(
    names.map(async (name): Promise<readonly LogFile[]> => {
      const { path: place, size, ino } = await infoOf(join(path, name))
      return ino !== 0 && ino === liveInfo?.ino ? [] : [{ path: place, size }]
    }),
  )
  const last = live && liveInfo ? [{ path: join(path, liveName), size: liveInfo.size, opened: live }] : []
  return [...files.flat(), ...last]
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  return open(path).catch((cause) => {
    if (isMissing(cause)) return undefined
    throw cause
  })
}

/** Of the file, or of what it was packed into since it was listed. */
async function infoOf(path: string): Promise<{ readonly path: string; readonly size: number; readonly ino: number }> {
  try {
    const { size, ino } = await stat(path)
    return { path, size, ino }
  } catch (cause) {
    if (!isMissing(cause) || path.endsWith('.gz')) throw cause
    return infoOf(`${path}.gz`)
  }
}

async function* chunksOf({ path, opened }: LogFile, onRead: (bytes: number) => void): AsyncGenerator<Chunk> {
  const file = opened ?? (await openIfThere(path)) ?? (await open(`${path}.gz`))
  const packed = await isGzipped(file)
  const bytes = createReadStream(path, { fd: file, start: 0, highWaterMark: 256 * 1024 })
  bytes.on('data', (chunk) => onRead(chunk.length))
  if (!packed) return yield* bytes
  const unpacked = createGunzip()
  bytes.on('error', (error) => unpacked.destroy(error))
  try {
    yield* bytes.pipe(unpacked)
  } catch (error) {
    // A packed file that was cut is read up to the cut; a disk that fails is not a cut.
    if (!isPackingError(error)) throw error
    yield { broken: `the rest of the file cannot be unpacked: ${reasonOf(error)}` }
  } finally {
    bytes.destroy()
  }
}

/** By its first two bytes, whatever its name says. */
async function isGzipped(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function isPackingError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
