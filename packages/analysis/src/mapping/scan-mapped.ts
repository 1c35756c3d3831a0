/**
 * Measures the log of another tool: its records become lines of a Heddle log, which the scan reads as it reads any.
 */
import type { Measurement } from '../measurement.js'
import { keptFor } from '../scan/kept.js'
import { createLogTable, type LogTable, type LogTableOptions, type RecordsReport } from '../scan/log-table.js'
import { type MeasureOptions, measure } from '../scan/measure.js'
import { isBroken, type LogSource, readInto } from '../scan/scan.js'
import { createMapper, type Mapper } from './mapper.js'
import type { Mapping } from './mapping.js'
import { createRecordReader } from './records.js'

/** Lines of a Heddle log, and what was made of the records when all of them are read. */
export interface MappedSources {
  readonly sources: readonly LogSource[]
  report(): RecordsReport
}

/**
 * The log of another tool as sources of a Heddle log, for any engine that reads such lines. The identity of its events is
 * made up: what an engine says of delivery means nothing, see {@link createMapper}.
 *
 * @param sources NDJSON, or one JSON list, in chunks; or a JSON object a line
 * @throws TypeError that repeats a path of the mapping that cannot be read
 */
export function mapSources(sources: Iterable<LogSource>, mapping: Mapping): MappedSources {
  const mapper = createMapper(mapping)
  return {
    sources: [...sources].map((source) => ({ name: source.name, chunks: chunksOf(source, mapper) })),
    report: mapper.report,
  }
}

/**
 * Moments of every experiment and variant in the log of another tool. The measurement says nothing of delivery: `mapped`
 * takes the place of `log`.
 *
 * @param sources NDJSON, or one JSON list, in chunks; or a JSON object a line
 * @throws TypeError that repeats a path of the mapping that cannot be read; what {@link scan} throws
 * @example await scanMapped([{ name: 'export', lines: text.split('\n') }], decodeMapping(JSON.parse(file)))
 */
export async function scanMapped(
  sources: Iterable<LogSource>,
  mapping: Mapping,
  options: MeasureOptions = {},
): Promise<Measurement> {
  return measure(await tableOfRecords(sources, mapping, keptFor(options.metrics ?? {})), options)
}

/**
 * The log of another tool as a table that can be measured and asked.
 *
 * @param sources NDJSON, or one JSON list, in chunks; or a JSON object a line
 * @throws TypeError that repeats a path of the mapping that cannot be read
 */
export async function tableOfRecords(
  sources: Iterable<LogSource>,
  mapping: Mapping,
  options: LogTableOptions = {},
): Promise<LogTable> {
  const mapped = mapSources(sources, mapping)
  const table = createLogTable({ ...options, mapped: mapped.report })
  for (const source of mapped.sources) await readInto(table, source)
  return table
}

async function* chunksOf(source: LogSource, mapper: Mapper): AsyncGenerator<string> {
  const { name: file } = source
  let made = ''
  const take = (text: string, line: number) => {
    const record = parse(text)
    if (record === undefined) return mapper.addBroken({ file, line, reason: 'the record is not JSON' })
    for (const event of mapper.map(record, file, line)) made += `${JSON.stringify(event)}\n`
  }
  const flush = () => {
    const chunk = made
    made = ''
    return chunk
  }
  if ('lines' in source) {
    let line = 0
    for await (const text of source.lines) {
      line++
      if (text.trim() !== '') take(text, line)
      if (made.length > chunkChars) yield flush()
    }
    yield flush()
    return
  }
  const reader = createRecordReader(take)
  for await (const chunk of source.chunks) {
    if (isBroken(chunk)) mapper.addBroken({ file, line: reader.end() + 1, reason: chunk.broken })
    else reader.push(chunk)
    yield flush()
  }
  reader.end()
  yield flush()
}

/** About as much as one read of a file. */
const chunkChars = 256 * 1024

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
