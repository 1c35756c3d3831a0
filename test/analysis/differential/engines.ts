/**
 * Everything that turns the lines of a log into a measurement. A new engine is a line here: the tests beside this hold it
 * against the plain rules on random logs, and against the others on a large one.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Measurement, type MeasureOptions, scan } from '@heddle/analysis'
import { openDatabase } from '../../../packages/analysis/src/duckdb/database.js'
import { openSources } from '../../../packages/analysis/src/duckdb/open-log.js'
import { measureLog } from '../../../packages/analysis/src/node/log.js'
import { measureSql } from '../../../packages/analysis/src/sql/measure-sql.js'

export type Engine = (lines: readonly string[], options: MeasureOptions) => Promise<Measurement>

export const engines: { readonly [name: string]: Engine } = {
  scan: (lines, options) => scan([{ name: 'log', lines }], options),
  'scan, in three files and another order': (lines, options) => scan(inThreeFiles(lines), options),
  'scan, in bytes cut anywhere': (lines, options) => scan([{ name: 'log', chunks: bytesOf(lines) }], options),
  'scan, in partitions on the disk': (lines, options) => inPartitions(lines, options),
  // Slower; duckdb-log.test.ts has it in short.
  ...(process.env.HEDDLE_LOGS === undefined
    ? {}
    : {
        DuckDB: async (lines, options) =>
          measureSql(await openSources(await database(), [{ name: 'log', lines }]), options),
      }),
}

let opened: ReturnType<typeof openDatabase> | undefined

/** One for all logs: opening it costs more than a small log does. */
function database() {
  opened ??= openDatabase(undefined, { threads: 1 })
  return opened
}

/** With so little memory that the log is cut into some partitions. */
async function inPartitions(lines: readonly string[], options: MeasureOptions): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'heddle-differential-'))
  try {
    const text = lines.join('\n')
    await writeFile(join(folder, 'log.ndjson'), text)
    return await measureLog([folder], options, { memoryLimit: `${Math.ceil(text.length / 20) + 1}B` })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Every line once, those that were neighbours far apart. */
function inThreeFiles(lines: readonly string[]) {
  return [2, 0, 1].map((rest) => ({
    ...{ name: `${rest}`, lines: lines.filter((_, index) => index % 3 === rest).reverse() },
  }))
}

function* bytesOf(lines: readonly string[]): Generator<Uint8Array> {
  const bytes = new TextEncoder().encode(lines.join('\n'))
  // A prime, so that cuts fall into lines, and into characters of several bytes.
  for (let start = 0; start < bytes.length; start += 4099) yield bytes.slice(start, start + 4099)
}
