/**
 * Writes to the log all or nothing: what a failed write left behind is taken away before the next one.
 * It was acknowledged to nobody, and would stand twice once the pages have sent it again.
 */
import type { FileHandle } from 'node:fs/promises'

export type LogFile = Pick<FileHandle, 'appendFile' | 'datasync' | 'truncate'>

/**
 * @param length of the file in bytes, all of it durable
 * @returns a function that resolves when the text is on the disk; one call at a time
 */
export function createWriter(file: LogFile, length: number): (text: string) => Promise<void> {
  let durableBytes = length
  let isWhole = true
  return async (text) => {
    if (!isWhole) await file.truncate(durableBytes)
    isWhole = false
    const bytes = Buffer.from(text)
    await file.appendFile(bytes)
    await file.datasync()
    durableBytes += bytes.byteLength
    isWhole = true
  }
}
