/**
 * The log as files of lines in a folder, each line on the disk before its append resolves.
 * `events.ndjson` is written to; finished files stand beside it (log-names.ts). One process has a folder at a time.
 */
import { join } from 'node:path'
import { keptMs } from '../kept.js'
import type { Store } from '../store.js'
import { createGroupCommit } from './group-commit.js'
import { lockDirectory } from './lock-directory.js'
import { currentName } from './log-names.js'
import { clearPacking, packFile } from './pack-file.js'
import { linesSince } from './read-lines.js'
import { openRotatingLog } from './rotating-log.js'
import { makeDirectory } from './sync-directory.js'

export interface FileStoreOptions {
  /** A file that has reached this length is finished; default 256 MiB. It is finished at the start of an hour as well. */
  readonly maxFileBytes?: number
  /** Whether finished files are packed, beside the work; default false. */
  readonly gzip?: boolean
  /** The clock, in ms since the epoch; default `Date.now`. */
  readonly now?: () => number
  /** Told when a finished file could not be packed. It stays as it is; the next start tries again. Default: nobody is. */
  readonly onPackFailed?: (cause: unknown) => void
}

export interface FileStore extends Store {
  /** The file that is written to. */
  readonly path: string
  /** Waits for the appends that are under way; later ones are rejected. Calling it twice is harmless. */
  close(): Promise<void>
}

/**
 * @param directory created if it is missing
 * @throws (rejects) an Error that says what to do if another collector has the directory; the system's error if it cannot
 * be created or a file cannot be opened
 */
export async function fileStore(directory: string, options: FileStoreOptions = {}): Promise<FileStore> {
  const { maxFileBytes = 268_435_456, gzip = false, now = Date.now, onPackFailed } = options
  await makeDirectory(directory)
  const unlock = await lockDirectory(directory)
  const closed = new AbortController()
  let packing = Promise.resolve()
  const pack = (name: string) => {
    if (!gzip) return
    packing = packing
      .then(() => (closed.signal.aborted ? undefined : packFile(directory, name, closed.signal)))
      .catch((cause) => {
        if (!closed.signal.aborted) onPackFailed?.(cause)
      })
  }

  const open = async () => {
    for (const name of await clearPacking(directory)) pack(name)
    return openRotatingLog({ directory, maxFileBytes, now, onFinished: pack })
  }
  const log = await open().catch(async (cause) => {
    await unlock()
    throw cause
  })
  const commit = createGroupCommit(log.write)
  const path = join(directory, currentName)
  let closing: Promise<void> | undefined

  const close = async () => {
    await commit.settled()
    closed.abort() // What is half packed is cleared at the next start.
    await packing
    await log.close().finally(unlock)
  }
  return {
    path,
    append: async (lines) => {
      if (closing) throw new Error(`The log ${path} is closed; open it again before appending to it.`)
      if (lines.length > 0) await commit.add(`${lines.join('\n')}\n`)
    },
    read: () => linesSince(directory, now() - keptMs),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
