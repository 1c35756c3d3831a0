/** A log that is written to while it is open: what comes later is read by itself, and is there whenever all is read again. */
import { type Feed, type FeedLine, feedOfFiles } from './feed.js'

export interface GrowingFeed {
  readonly feed: Feed
  /** The lines of what has come; they go on where the last file ended, which must have been at a line break. */
  add(more: File): AsyncIterable<FeedLine>
}

export function growingFeed(files: readonly File[], onRead: (bytes: number) => void): GrowingFeed {
  let all = files
  let lastLine = 0
  return {
    feed: async function* () {
      for await (const one of feedOfFiles(all, onRead)()) {
        lastLine = one.line
        yield one
      }
    },
    add: async function* (more) {
      const before = lastLine
      all = [...all.slice(0, -1), joined(all.slice(-1), more)]
      for await (const one of feedOfFiles([more], onRead)()) {
        lastLine = before + one.line
        yield { ...one, line: lastLine }
      }
    },
  }
}

/** One file; nothing is copied. */
export const joined = (files: readonly File[], more: File): File =>
  new File([...files, more], files[0]?.name ?? more.name)
