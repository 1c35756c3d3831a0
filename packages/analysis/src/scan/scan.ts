/**
 * The scan engine: reads a log, wherever it comes from, and measures the experiments in it.
 * No file, no network, no Node: the caller brings the chunks, so it runs in a browser's worker too.
 */
import type { Measurement } from '../measurement.js'
import type { Intake } from './intake.js'
import { keptFor } from './kept.js'
import { type Chunk, createLineCutter } from './lines.js'
import { createLogTable } from './log-table.js'
import { type MeasureOptions, measure } from './measure.js'

/** One file of a log: NDJSON in chunks cut anywhere, or already in lines. */
export type LogSource = {
  /** For the report's broken lines. */
  readonly name: string
  /** Where its first line stands in the file; 1 unless given. */
  readonly firstLine?: number
} & (
  | { readonly chunks: AsyncIterable<Chunk> | Iterable<Chunk> }
  | { readonly lines: AsyncIterable<string> | Iterable<string> }
)

/**
 * Moments of every experiment and variant in the log. The same events give the same result in any order and any split
 * into files.
 *
 * @throws RangeError that names the metric whose sums are beyond what is exact; what the sources themselves throw
 * @example await scan([{ name: 'log', lines: text.split('\n') }], { metrics: { best: proportion('best') } })
 */
export async function scan(sources: Iterable<LogSource>, options: MeasureOptions = {}): Promise<Measurement> {
  const table = createLogTable(keptFor(options.metrics ?? {}))
  for (const source of sources) await readInto(table, source)
  return measure(table, options)
}

/**
 * Adds a source's lines to what was read before.
 *
 * @returns how many lines it has, empty ones too
 */
export async function readInto(table: Intake, source: LogSource): Promise<number> {
  const { name, firstLine = 1 } = source
  let line = firstLine
  if ('lines' in source) {
    for await (const text of source.lines) table.add(text, name, line++)
    return line - firstLine
  }
  const cutter = createLineCutter((block, start, end) => {
    line = table.addBlock(block, start, end, name, line)
  })
  let broken: string | undefined
  for await (const chunk of source.chunks) {
    if (isBroken(chunk)) broken = chunk.broken
    else cutter.push(chunk)
  }
  cutter.end()
  if (broken !== undefined) table.addBroken({ file: name, line, reason: broken })
  return line - firstLine
}

/** Whether the rest of the file cannot be read. */
export function isBroken(chunk: Chunk): chunk is { readonly broken: string } {
  return typeof chunk === 'object' && 'broken' in chunk
}
