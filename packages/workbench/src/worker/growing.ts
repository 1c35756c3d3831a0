/** A log that is written to while it is open: what comes later is read by itself, and is there whenever all is read again. */
import { type Feed, feedOfFiles } from './feed.js'

export interface GrowingFeed {
  readonly feed: Feed
  /** One reading of what has come, which goes on where the last file ended; that must have been at a line break. */
  add(more: File): Feed
}

export function growingFeed(files: readonly File[], onRead: (bytes: number) => void): GrowingFeed {
  let all = files
  return {
    feed: (signal) => feedOfFiles(all, onRead)(signal),
    add: (more) => {
      all = [...all.slice(0, -1), joined(all.slice(-1), more)]
      return feedOfFiles([more], onRead)
    },
  }
}

/** One file; nothing is copied. */
export const joined = (files: readonly File[], more: File): File =>
  new File([...files, more], files[0]?.name ?? more.name)
