/**
 * Shows how far the reading of a log is, as long as it lasts and somebody watches.
 */
import type { ReadLogOptions } from '@heddle/analysis/node'
import type { Terminal } from './terminal.js'
import { formatShare } from './view/format-number.js'

/** @param read is given what reports its progress */
export async function whileReading<Result>(
  progress: Terminal['progress'],
  read: (options: ReadLogOptions) => Promise<Result>,
): Promise<Result> {
  if (!progress) return read({})
  progress.show('reading …')
  try {
    return await read({ onProgress: ({ read, total }) => progress.show(`reading ${formatShare(read / total, 0)}`) })
  } finally {
    progress.clear()
  }
}
