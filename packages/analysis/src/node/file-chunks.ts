/**
 * Reads an open file of a log in chunks, whole and unpacked where it is gzipped, or the lines of a range of bytes.
 * Knows nothing of what stands in the lines.
 */
import { read } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { createGunzip } from 'node:zlib'
import { reasonOf } from './log-files.js'

/** Some bytes of a file; or, as the last, why the rest of it cannot be read. */
export type FileChunk = Uint8Array | { readonly broken: string }

/** Bytes of a file: `from` is included, `to` is not. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/** Is told how many more bytes of the disk were read. */
export type OnRead = (bytes: number) => void

export const lineBreak = 10

/** @param fd an open file, which stays open */
export async function* chunksOf(fd: number, isPacked: boolean, onRead: OnRead): AsyncGenerator<FileChunk> {
  const bytes = bytesFrom(fd, 0, onRead)
  if (!isPacked) return yield* bytes
  const packed = Readable.from(bytes)
  const unpacked = createGunzip()
  packed.on('error', (error) => unpacked.destroy(error))
  try {
    yield* packed.pipe(unpacked)
  } catch (error) {
    // A packed file that was cut is read up to the cut; a disk that fails is not a cut.
    if (!isPackingError(error)) throw error
    yield* unreadOf(unpacked)
    yield { broken: `the rest of the file cannot be unpacked: ${reasonOf(error)}` }
  } finally {
    packed.destroy()
  }
}

/** What was unpacked before an error and not yet asked for. */
function* unreadOf(stream: Readable): Generator<Uint8Array> {
  for (let bytes = stream.read(); bytes !== null; bytes = stream.read()) yield bytes
}

/**
 * The lines that begin in the range, whole. Where it does not begin with the file, the line break before its first line
 * comes first: ranges that lie side by side hand out each line once, and one empty line more for each but the first.
 *
 * @param fd an open plain file, which stays open
 */
export async function* linesIn(fd: number, { from, to }: ByteRange, onRead: OnRead): AsyncGenerator<FileChunk> {
  let at = Math.max(from - 1, 0)
  let isInside = from === 0
  const ignore = () => undefined
  for await (const chunk of bytesFrom(fd, at, ignore)) {
    onRead(Math.max(Math.min(at + chunk.length, to) - Math.max(at, from), 0))
    const first = isInside ? 0 : chunk.indexOf(lineBreak)
    // The line in which the range begins ends behind it.
    if (!isInside && (first === -1 ? at + chunk.length : at + first) >= to - 1) return
    if (first !== -1) {
      isInside = true
      const last = at + chunk.length < to ? -1 : chunk.indexOf(lineBreak, Math.max(to - 1 - at, 0))
      if (last !== -1) return yield chunk.subarray(first, last + 1)
      yield chunk.subarray(first)
    }
    at += chunk.length
  }
}

/** By its first two bytes, whatever its name says. */
export async function isGzipped(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
}

const chunkBytes = 256 * 1024
const readBytes = promisify(read)

/** All bytes from a place on. A stream would close the file where it is left early. */
export async function* bytesFrom(fd: number, start: number, onRead: OnRead): AsyncGenerator<Uint8Array> {
  for (let at = start; ; ) {
    const { buffer, bytesRead } = await readBytes(fd, Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, at)
    if (bytesRead === 0) return
    at += bytesRead
    onRead(bytesRead)
    yield buffer.subarray(0, bytesRead)
  }
}

function isPackingError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
}
