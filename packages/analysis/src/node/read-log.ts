/**
 * A log on the disk as sources for a scan in this thread.
 */
import type { LogSource } from '../scan/scan.js'
import { chunksOf, type FileChunk, isGzipped, type OnRead } from './file-chunks.js'
import { findLog, type LogFile, openLogFile } from './log-files.js'

/** How far the reading is, in bytes on the disk. */
export interface Progress {
  readonly read: number
  readonly total: number
}

export interface ReadLogOptions {
  readonly onProgress?: (progress: Progress) => void
}

/**
 * The log as sources for `scan`.
 *
 * @param paths files of any name; directories, in which every `*.ndjson` and `*.ndjson.gz` is taken
 * @throws Error that names the path, if it does not exist or is a directory without a log
 */
export async function readLog(paths: readonly string[], options: ReadLogOptions = {}): Promise<LogSource[]> {
  const files = await findLog(paths)
  return sourcesOf(files, progressOf(files, options))
}

/** Each is opened when it is its turn. */
export function sourcesOf(files: readonly LogFile[], onRead: OnRead): LogSource[] {
  return files.map((file) => ({ name: file.path, chunks: openedChunks(file, onRead) }))
}

/** Adds up what was read of all files. */
export function progressOf(files: readonly LogFile[], { onProgress }: ReadLogOptions): OnRead {
  const total = files.reduce((sum, { size }) => sum + size, 0)
  let read = 0
  return (bytes) => {
    read += bytes
    onProgress?.({ read, total })
  }
}

async function* openedChunks(file: LogFile, onRead: OnRead): AsyncGenerator<FileChunk> {
  const handle = await openLogFile(file)
  try {
    yield* chunksOf(handle.fd, await isGzipped(handle), onRead)
  } finally {
    await handle.close()
  }
}
