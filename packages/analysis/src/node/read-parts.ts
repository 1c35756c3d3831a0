/**
 * Reads a file of a log, or a range of it, into parts. Runs in a worker, or in the thread that wants them.
 */
import type { EventsOptions } from '../scan/events.js'
import { createLogTable } from '../scan/log-table.js'
import { partOf } from '../scan/part/part.js'
import { readInto } from '../scan/scan.js'
import type { StoredPart } from './cache-entry.js'
import { type ByteRange, chunksOf, type FileChunk, linesIn, type OnRead } from './file-chunks.js'
import { piecesOf } from './pieces.js'

/** What to read. Can be posted. */
export interface PartTask {
  /** An open file; file descriptors are shared by all threads of a process. */
  readonly fd: number
  readonly isPacked: boolean
  /** Of a plain file; else all of it. */
  readonly range?: ByteRange & { readonly index: number }
  /** A part ends with the line in which its text has so many bytes. */
  readonly partBytes: number
  readonly options: EventsOptions
}

export type OnPart = (part: StoredPart) => void | Promise<void>

/** @param onPart is waited for, so that no more parts are read than are taken */
export async function readParts(task: PartTask, onPart: OnPart, onRead: OnRead): Promise<void> {
  const { fd, range, isPacked, partBytes } = task
  if (range) return onPart({ bytes: await readPart(linesIn(fd, range, onRead), task.options), index: range.index })
  let index = 0
  for await (const piece of piecesOf(chunksOf(fd, isPacked, onRead), partBytes)) {
    await onPart({ bytes: await readPart(piece, task.options), index: index++ })
  }
}

async function readPart(chunks: AsyncIterable<FileChunk>, options: EventsOptions): Promise<Uint8Array<ArrayBuffer>> {
  const table = createLogTable(options)
  const lines = await readInto(table, { name: '', chunks })
  return partOf(table, lines)
}
