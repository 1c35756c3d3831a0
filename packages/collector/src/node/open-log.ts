/**
 * Opens a log file such that every line that will be appended to it stands whole, on a line of its own.
 *
 * A crash can leave half a line at the end. It was never acknowledged, for that happens after the write is complete, so
 * it is cut off and the page sends its event again. If the line is whole and only its end is missing, as after an
 * editor has saved the file, it is kept and ended: nothing that can be read is ever deleted.
 */
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/** How much of the file's end is read at once in search of the last line end. */
const chunkBytes = 65_536

const lineEnd = 0x0a

/** @returns the file, open for reading and appending, and its length in bytes */
export async function openLog(directory: string, name: string): Promise<{ file: FileHandle; length: number }> {
  const created = await mkdir(directory, { recursive: true })
  const file = await open(join(directory, name), 'a+')
  await repairEnd(file)
  await file.sync()
  await syncDirectories(resolve(directory), created)
  return { file, length: (await file.stat()).size }
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

/** A new file or directory survives a power cut only once the directory that names it is written too. */
async function syncDirectories(directory: string, created: string | undefined): Promise<void> {
  const top = created === undefined ? directory : dirname(resolve(created))
  for (let at = directory; ; at = dirname(at)) {
    await syncDirectory(at)
    if (at === top || at === dirname(at)) return
  }
}

async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return // Directories cannot be opened there.
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
