/**
 * A log on the disk to the report on its delivery, in one call.
 */
import { type CheckOptions, checkTable } from '../check/check-table.js'
import type { CheckReport } from '../check-report.js'
import { type ReadTableOptions, readTable } from './read-table.js'

/**
 * @param paths files, and directories of `*.ndjson` and `*.ndjson.gz`
 * @throws Error that names a path without a log
 * @example (await checkLog(['log/'])).total.missing // 0: nothing was lost
 */
export async function checkLog(
  paths: readonly string[],
  options: CheckOptions & ReadTableOptions = {},
): Promise<CheckReport> {
  return checkTable(await readTable(paths, options), options)
}
