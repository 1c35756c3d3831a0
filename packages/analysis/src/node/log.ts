/**
 * A log on the disk as a source for `analyse`.
 */
import type { Measurement } from '../measurement.js'
import { keptFor } from '../scan/kept.js'
import { type MeasureOptions, measure } from '../scan/measure.js'
import type { Source } from '../sources/source.js'
import { type ReadTableOptions, readTable } from './read-table.js'

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
  reading: ReadTableOptions,
): Promise<Measurement> {
  return measure(await readTable(paths, { ...reading, ...keptFor(wanted.metrics ?? {}) }), wanted)
}
