/**
 * Gives the broken lines of parts their file and their number in it, in the order of the log, in whatever order the parts came.
 */
import type { LogTable } from '../scan/log-table.js'
import type { PartHead } from '../scan/part/part.js'

export type PartLines = Pick<PartHead, 'lastLine' | 'broken'>

/** @param parts by their index; each but the first begins with an empty line that belongs to the one before */
export function addBroken(table: LogTable, file: string, parts: readonly PartLines[]): void {
  /** The number of the last line so far. */
  let last = 0
  for (const [index, { lastLine, broken }] of parts.entries()) {
    const start = index === 0 ? 0 : last - 1
    last = Math.max(start + lastLine, last)
    for (const { line, reason } of broken.first) table.addBroken({ file, line: start + line, reason })
    const unnamed = broken.count - broken.first.length
    table.unsettled.count({ lines: unnamed, events: 0, broken: unnamed })
  }
}
