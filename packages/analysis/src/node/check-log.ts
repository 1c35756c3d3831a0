/**
 * A log on the disk to the report on its delivery, in one call.
 */
import { type CheckOptions, checkTable } from '../check/check-table.js'
import type { CheckReport, MappedCheckReport } from '../check-report.js'
import type { Mapping } from '../mapping/mapping.js'
import { measure } from '../scan/measure.js'
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

/**
 * The log of another tool to the report on what could be made of it. What became of the events on their way cannot be told:
 * such a log does not number them.
 *
 * @param paths what {@link readExport} reads
 * @throws Error that names a path without an export; TypeError that repeats a path of the mapping that cannot be read
 * @example (await checkExport(['export.ndjson'], await readMapping('ga4'))).mapped.broken.count
 */
export async function checkExport(
  paths: readonly string[],
  mapping: Mapping,
  options: ReadTableOptions = {},
): Promise<MappedCheckReport> {
  const { experiments, mapped } = measure(await readTable(paths, { ...options, mapping }), { metrics: {} })
  if (!mapped) throw new TypeError('The log was not read by a mapping.')
  return { version: 1, mapped, experiments: experiments.map(({ experiment }) => experiment) }
}
