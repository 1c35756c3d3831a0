/**
 * Opens a log file such that every line that will be appended to it stands whole, on a line of its own.
 *
 * A crash can leave half a line at the end. It was never acknowledged, for that happens after the write is complete, so
 * it is cut off and the page sends its event again. If the line is whole and only its end is missing, as after an
 * editor has saved the file, it is kept and ended: nothing that can be read is ever deleted.
 */
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { syncDirectory } from './sync-directory.js'

/** How much of the file's end is read at once in search of the last line end. */
const chunkBytes = 65_536

const lineEnd = 0x0a

export interface OpenLog {
  /** Open for reading and appending. */
  readonly file: FileHandle
  /** In bytes, all of it durable. */
  readonly length: number
  /** When the first line was received, in ms since the epoch; undefined where there is no line. */
  readonly firstAt: number | undefined
}

/** @param directory must be there; the file is made if it is missing */
export async function openLog(directory: string, name: string): Promise<OpenLog> {
  const file = await open(join(directory, name), 'a+')
  try {
    await repairEnd(file)
    await file.sync()
    await syncDirectory(directory)
    return { file, length: (await file.stat()).size, firstAt: await firstAtOf(file) }
  } catch (cause) {
    await file.close()
    throw cause
  }
}

/** As the first line says; where it says nothing, when the file was last written to. */
async function firstAtOf(file: FileHandle): Promise<number | undefined> {
  const { size, mtimeMs } = await file.stat()
  if (size === 0) return undefined
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(chunkBytes), position: 0 })
  // At the end of every line that the collector writes.
  const [, time] = /"receivedAt":(\d+)/.exec(buffer.toString('latin1', 0, bytesRead).split('\n')[0] ?? '') ?? []
  return time === undefined ? mtimeMs : Number(time)
}

async function repairEnd(file: FileHandle): Promise<void> {
  const { size } = await file.stat()
  const start = await lastLineStart(file, size)
  if (start === size) return
  const { buffer } = await file.read({ buffer: Buffer.alloc(size - start), position: start })
  if (isJson(buffer.toString())) await file.appendFile('\n')
  else await file.truncate(start)
}

/** Where the text after the last line end begins; the size itself where there is none. */
async function lastLineStart(file: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; end -= chunkBytes) {
    const position = Math.max(end - chunkBytes, 0)
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(end - position), position })
    const found = buffer.subarray(0, bytesRead).lastIndexOf(lineEnd)
    if (found !== -1) return position + found + 1
  }
  return 0
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
