/**
 * Finds the files of another tool's log and reads them record by record: JSON by streams, tables by DuckDB.
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mapping } from '../mapping/mapping.js'
import type { LogSource } from '../scan/scan.js'
import { type ReadLogOptions, readLog } from './read-log.js'

const anyEnding = /\.(ndjson|jsonl|json|csv|tsv|parquet)(\.gz)?$/i
const tableEnding = /\.((csv|tsv)(\.gz)?|parquet)$/i

/**
 * The export as sources for {@link scanMapped}, each opened when it is its turn.
 *
 * @param paths NDJSON or a JSON list, plain or gzipped, of any name; `.csv`, `.tsv` (also `.gz`) and `.parquet`, which need
 * the package `@duckdb/node-api`; directories of such files, by these endings or `.json`, `.jsonl`, `.ndjson`
 * @param mapping its `columns` name those of a CSV or TSV file without a line of names
 * @throws Error that names the path, if it does not exist or is a directory without an export
 */
export async function readExport(
  paths: readonly string[],
  { columns }: Pick<Mapping, 'columns'>,
  options: ReadLogOptions = {},
): Promise<readonly LogSource[]> {
  const files = [...new Set((await Promise.all(paths.map(filesAt))).flat())]
  // All at once: what was read is counted over all of them.
  const read = await readLog(
    files.filter((path) => !tableEnding.test(path)),
    options,
  )
  const tables = files
    .filter((path) => tableEnding.test(path))
    .map((path) => ({ name: path, lines: linesOf(path, columns) }))
  return [...read, ...tables]
}

async function filesAt(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((cause) => {
    throw new Error(`There is no export at "${path}".`, { cause })
  })
  if (!found.isDirectory()) return [path]
  const names = (await readdir(path)).filter((name) => anyEnding.test(name)).sort()
  if (names.length > 0) return names.map((name) => join(path, name))
  throw new Error(
    `The directory "${path}" holds no .ndjson, .jsonl, .json, .csv, .tsv or .parquet file. To read other files, name them.`,
  )
}

/** DuckDB takes longer to load than a small export takes to read, and may not be installed. */
async function* linesOf(path: string, columns: readonly string[] | undefined): AsyncGenerator<string> {
  const { rowsOf } = await import('../duckdb/rows.js')
  yield* rowsOf(path, columns)
}
