/**
 * A log on the disk to a table that can be measured, checked and asked, in one call.
 */
import type { EventsOptions } from '../scan/events.js'
import { createLogTable, type LogTable } from '../scan/log-table.js'
import { readInto } from '../scan/scan.js'
import { type ReadLogOptions, readLog } from './read-log.js'

/**
 * @param paths files, and directories of `*.ndjson` and `*.ndjson.gz`
 * @throws Error that names a path without a log
 * @example shareOfClicks(await readTable(['log/']), { goals: ['favourites-bar', 'favourites-menu'] })
 */
export async function readTable(
  paths: readonly string[],
  options: ReadLogOptions & EventsOptions = {},
): Promise<LogTable> {
  const table = createLogTable(options)
  for (const source of await readLog(paths, options)) await readInto(table, source)
  return table
}
