/**
 * A log on the disk as one text, and only what has come to it since somebody asked last: files that a collector finishes and
 * names anew stay where they were in it. Reads nothing that was handed out before, but for a few bytes that tell it again.
 */
import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { bytesFrom, chunksOf, type FileChunk, isGzipped, lineBreak } from './file-chunks.js'
import { findLog, type LogFile, openLogFile } from './log-files.js'

export interface FollowedLog {
  /** `same`: nothing has come since; `more`: only what has; `whole`: all of it, since it is another log or nobody asked before. */
  readonly kind: 'same' | 'more' | 'whole'
  /** Where it ends now: to ask with the next time. */
  readonly place: string
  /** Unpacked. A file that does not end with a line break gets one before the next. */
  readonly chunks: AsyncIterable<FileChunk>
}

/** An end of a log: what lies before its last file, and how far that one goes. */
interface Place {
  readonly files: number
  /** Of these files, in bytes on the disk. */
  readonly before: number
  readonly size: number
  /** Hash of the last bytes, so that a file that was written anew is not taken for one that grew. */
  readonly tail: string
}

/**
 * @param path a file, or a directory of `*.ndjson` and `*.ndjson.gz`
 * @param after the place of an earlier answer; anything else gives the whole log
 * @throws Error that names the path, if it does not exist or is a directory without a log
 */
export async function followLog(path: string, after = ''): Promise<FollowedLog> {
  const files = await findLog([path])
  const handles: FileHandle[] = []
  const close = async () => {
    for (const handle of handles.splice(0)) await handle.close()
  }
  const opened = async (file: LogFile) => {
    const handle = await openLogFile(file)
    handles.push(handle)
    return handle
  }
  try {
    const last = files.length - 1
    const end = await opened(fileAt(files, last))
    const { size } = await end.stat()
    const now = { files: last, before: sizeOf(files.slice(0, last)), size, tail: await tailOf(end, size) }
    const place = textOf(now)
    if (place === after) {
      await close()
      return { kind: 'same', place, chunks: nothing() }
    }
    const known = placeIn(after)
    const from = known && (await continues(files, known, (file) => (file === last ? end : opened(fileAt(files, file)))))
    const start = known && from ? { file: known.files, from, at: known.size } : { file: 0, from: undefined, at: 0 }
    const pieces = piecesOf(files, start, { handle: end, size })
    return { kind: from ? 'more' : 'whole', place, chunks: closing(pieces, close) }
  } catch (cause) {
    await close()
    throw cause
  }
}

/** The file that the known place lies in, if all before it is as it was. A packed one cannot be continued in the middle. */
async function continues(
  files: readonly LogFile[],
  known: Place,
  open: (file: number) => FileHandle | Promise<FileHandle>,
): Promise<FileHandle | undefined> {
  if (known.files >= files.length || sizeOf(files.slice(0, known.files)) !== known.before) return undefined
  const handle = await open(known.files)
  const { size } = await handle.stat()
  if (size < known.size || (await isGzipped(handle))) return undefined
  return (await tailOf(handle, known.size)) === known.tail && (await endsLine(handle, known.size)) ? handle : undefined
}

/** @param start `from` is its first file, if that is open already */
async function* piecesOf(
  files: readonly LogFile[],
  start: { readonly file: number; readonly from: FileHandle | undefined; readonly at: number },
  end: { readonly handle: FileHandle; readonly size: number },
): AsyncGenerator<FileChunk> {
  let last = lineBreak
  for (const [place, file] of files.entries()) {
    if (place < start.file) continue
    if (last !== lineBreak) yield Uint8Array.of(lineBreak)
    last = lineBreak
    const isEnd = place === files.length - 1
    const known = isEnd ? end.handle : place === start.file ? start.from : undefined
    const handle = known ?? (await openLogFile(file))
    try {
      const at = place === start.file ? start.at : 0
      const packed = at === 0 && (await isGzipped(handle))
      const chunks = packed ? chunksOf(handle.fd, true, ignore) : bytesFrom(handle.fd, at, ignore)
      for await (const chunk of isEnd && !packed ? first(end.size - at, chunks) : chunks) {
        yield chunk
        last = 'broken' in chunk ? 0 : (chunk.at(-1) ?? last)
      }
    } finally {
      if (!known) await handle.close()
    }
  }
}

/** What has come after the place was told belongs to the next answer. */
async function* first(bytes: number, chunks: AsyncIterable<FileChunk>): AsyncGenerator<FileChunk> {
  let left = bytes
  if (left === 0) return
  for await (const chunk of chunks) {
    if ('broken' in chunk) return yield chunk
    yield chunk.subarray(0, left)
    left -= chunk.length
    if (left <= 0) return
  }
}

/** Closes at the end, and also if nobody ever begins to read: a generator that was not begun is not ended. */
function closing(pieces: AsyncGenerator<FileChunk>, close: () => Promise<void>): AsyncIterable<FileChunk> {
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const read = await pieces.next()
        if (read.done) await close()
        return read
      },
      return: async () => {
        const ended = await pieces.return(undefined)
        await close()
        return ended
      },
    }),
  }
}

async function* nothing(): AsyncGenerator<FileChunk> {}

const ignore = () => undefined

const tailBytes = 256

async function bytesBefore(handle: FileHandle, at: number, count: number): Promise<Uint8Array> {
  const length = Math.min(count, at)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at - length)
  return buffer.subarray(0, bytesRead)
}

async function tailOf(handle: FileHandle, at: number): Promise<string> {
  const bytes = await bytesBefore(handle, at, tailBytes)
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}

async function endsLine(handle: FileHandle, at: number): Promise<boolean> {
  return at === 0 || (await bytesBefore(handle, at, 1))[0] === lineBreak
}

const sizeOf = (files: readonly LogFile[]) => files.reduce((sum, { size }) => sum + size, 0)

const textOf = ({ files, before, size, tail }: Place) => `${files}-${before}-${size}-${tail}`

function placeIn(text: string): Place | undefined {
  const [, files, before, size, tail] = /^(\d{1,9})-(\d{1,15})-(\d{1,15})-([\da-f]{16})$/.exec(text) ?? []
  if (tail === undefined) return undefined
  return { files: Number(files), before: Number(before), size: Number(size), tail }
}

function fileAt(files: readonly LogFile[], place: number): LogFile {
  const file = files[place]
  if (!file) throw new Error('A log has at least one file.')
  return file
}
