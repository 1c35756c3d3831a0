/**
 * Logs that are at hand already: lines in a program, files that somebody dropped on a page.
 */
import type { Mapping } from '../mapping/mapping.js'
import { scanMapped } from '../mapping/scan-mapped.js'
import { type LogSource, scan } from '../scan/scan.js'
import type { Source } from './source.js'
import { unpacked } from './unpacked.js'

export interface LogSourceOptions {
  /** The log is another tool's: how its records become events. */
  readonly mapping?: Mapping
}

/** A log as {@link LogSource}s, each of which can be read as often as its chunks or lines can. */
export function logSources(sources: Iterable<LogSource>, { mapping }: LogSourceOptions = {}): Source {
  const all = [...sources]
  return {
    measure: (metrics, { segment } = {}) => {
      const options = { metrics, ...(segment === undefined ? {} : { segment }) }
      return mapping ? scanMapped(all, mapping, options) : scan(all, options)
    },
  }
}

/**
 * A log as lines of NDJSON, without their line breaks.
 *
 * @param options `name` is what the report calls it where a line is broken; default `lines`
 * @example lines(text.split('\n'))
 */
export function lines(
  all: AsyncIterable<string> | Iterable<string>,
  { name = 'lines', ...options }: LogSourceOptions & { readonly name?: string } = {},
): Source {
  return logSources([{ name, lines: all }], options)
}

/**
 * Files of a log in a browser, such as those of an `<input type="file">`; gzipped ones are unpacked.
 *
 * @example blobs([...input.files])
 */
export function blobs(all: Iterable<Blob>, options: LogSourceOptions = {}): Source {
  const named = Array.from(all, (blob, index) => ({
    name: 'name' in blob && typeof blob.name === 'string' ? blob.name : `blob ${index + 1}`,
    chunks: { [Symbol.asyncIterator]: () => unpacked(blob.stream()) },
  }))
  return logSources(named, options)
}
