/**
 * A log on the disk as a source for `analyse`.
 */
import type { Measurement } from '../measurement.js'
import type { EventsOptions } from '../scan/events.js'
import { keptFor } from '../scan/kept.js'
import { type MeasureOptions, measure } from '../scan/measure.js'
import type { Source } from '../sources/source.js'
import { holdsParts } from './compacted.js'
import type { OnRead } from './file-chunks.js'
import { findLog, type LogFile, textBytesOf } from './log-files.js'
import { progressOf } from './read-log.js'
import { type ReadTableOptions, readTable } from './read-table.js'
import { measurePartitions } from './spill/measure-partitions.js'
import { bytesOfSize, ownLimit, partitionsFor } from './spill/memory-limit.js'
import { partitionLines } from './spill/partition-lines.js'
import { inTemporaryFolder } from './spill/temporary-folder.js'

export interface LogOptions extends ReadTableOptions {
  /**
   * About how much memory the scan may take, such as `2GB`: a log that needs more is cut into partitions on the disk, in
   * the system's folder for temporary files, and takes nearly twice as long. Half of the machine's memory unless given.
   * Compacted logs and those of other tools are not cut.
   */
  readonly memoryLimit?: string
}

/**
 * @param paths one or several files, and directories of `*.ndjson` and `*.ndjson.gz`; with a mapping, what {@link readExport}
 * reads. Nothing is read before it is measured; a path without a log throws then
 * @example await analyse(tabs, { entered: proportion(help) }, log('heddle-log'))
 * @example await analyse('home-tabs', { bought: proportion('purchase') }, log('export.ndjson', { mapping: await readMapping('ga4') }))
 */
export function log(paths: string | readonly string[], options: ReadTableOptions = {}): Source {
  const all = typeof paths === 'string' ? [paths] : paths
  return {
    measure: (metrics, { segment } = {}) =>
      measureLog(all, { metrics, ...(segment === undefined ? {} : { segment }) }, options),
  }
}

/** The log on the disk, measured. */
export async function measureLog(
  paths: readonly string[],
  wanted: MeasureOptions,
  { memoryLimit, ...reading }: LogOptions,
): Promise<Measurement> {
  const keep = keptFor(wanted.metrics ?? {})
  const limit = memoryLimit === undefined ? ownLimit() : bytesOfSize(memoryLimit)
  if (!reading.mapping && !(await holdsParts(paths))) {
    const files = await findLog(paths)
    try {
      const partitions = partitionsFor(textBytesOf(files), limit)
      if (partitions > 1) return await measureInParts(files, partitions, wanted, keep, progressOf(files, reading))
    } finally {
      await Promise.all(files.map(({ opened }) => opened?.close()))
    }
  }
  return measure(await readTable(paths, { ...reading, ...keep }), wanted)
}

/** Nothing is left of its files, whatever happens. */
function measureInParts(
  files: readonly LogFile[],
  partitions: number,
  wanted: MeasureOptions,
  keep: EventsOptions,
  onRead: OnRead,
): Promise<Measurement> {
  return inTemporaryFolder(async (folder) =>
    measurePartitions(await partitionLines(files, folder, partitions, onRead), keep, wanted),
  )
}
