/**
 * Writes to the log all or nothing: what a failed write left behind is taken away before the next one.
 * It was acknowledged to nobody, and would stand twice once the pages have sent it again.
 */
import type { FileHandle } from 'node:fs/promises'

export type LogFile = Pick<FileHandle, 'appendFile' | 'datasync' | 'truncate'>

/** One call at a time. */
export interface Writer {
  /** Of what is durable, in bytes. */
  length(): number
  /** Resolves when the text is on the disk. */
  write(text: string): Promise<void>
  /** Resolves when nothing is left of a write that failed. */
  settle(): Promise<void>
}

/** @param length of the file in bytes, all of it durable */
export function createWriter(file: LogFile, length: number): Writer {
  let durableBytes = length
  let isWhole = true
  const settle = async () => {
    if (isWhole) return
    await file.truncate(durableBytes)
    isWhole = true
  }
  return {
    length: () => durableBytes,
    settle,
    write: async (text) => {
      await settle()
      isWhole = false
      const bytes = Buffer.from(text)
      await file.appendFile(bytes)
      await file.datasync()
      durableBytes += bytes.byteLength
      isWhole = true
    },
  }
}
