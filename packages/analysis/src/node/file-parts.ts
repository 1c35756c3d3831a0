/**
 * The parts of one file of a log, as they come in, in any order: keeps them in the cache, where the file is to be kept.
 */
import type { EntryWriter, StoredPart } from './cache-entry.js'
import type { CachedFile } from './part-cache.js'

export interface FileParts {
  add(part: StoredPart): void
  /** One of the file's tasks is done; whether it was the last. */
  end(): boolean
  /** Resolves when everything is written, as far as it can be; what is not whole is taken away. */
  written(): Promise<void>
}

/** @param tasks how many tasks read the file */
export function createFileParts(tasks: number, cached: CachedFile | undefined): FileParts {
  let left = tasks
  let entry: Promise<EntryWriter | undefined> = cached?.create() ?? Promise.resolve(undefined)

  /** The next thing to do with the entry; a failure ends it. */
  function then(act: (writer: EntryWriter) => Promise<void>): void {
    entry = entry.then(async (writer) => {
      try {
        if (writer) await act(writer)
        return writer
      } catch {
        await writer?.abandon().catch(() => {})
        return undefined
      }
    })
  }

  return {
    add: (part) => then((writer) => writer.add(part)),
    end: () => {
      left--
      if (left > 0) return false
      then(async (writer) => {
        if (await cached?.isSame()) await writer.commit()
        else await writer.abandon()
      })
      return true
    },
    written: async () => {
      if (left > 0) then((writer) => writer.abandon())
      await entry
    },
  }
}
