/**
 * Finds the files of a log and reads them in chunks, unpacking what is gzipped. Knows nothing of what stands in them.
 */
import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
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
  return files.map(({ path }) => ({ name: path, chunks: chunksOf(path, onRead) }))
}

interface LogFile {
  readonly path: string
  readonly size: number
}

async function filesAt(path: string): Promise<readonly LogFile[]> {
  const found = await stat(path).catch((cause) => {
    throw new Error(`There is no log at "${path}": ${reasonOf(cause)}.`, { cause })
  })
  if (!found.isDirectory()) return [{ path: normalize(path), size: found.size }]
  const names = (await readdir(path)).filter((name) => /\.ndjson(\.gz)?$/.test(name)).sort()
  if (names.length === 0) throw new Error(`The directory "${path}" holds no *.ndjson or *.ndjson.gz file.`)
  return Promise.all(names.map(async (name) => ({ path: join(path, name), size: (await stat(join(path, name))).size })))
}

async function* chunksOf(path: string, onRead: (bytes: number) => void): AsyncGenerator<Chunk> {
  const packed = await isGzipped(path)
  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 })
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
async function isGzipped(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

function isPackingError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
