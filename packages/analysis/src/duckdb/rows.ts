/**
 * The rows of a CSV, TSV or Parquet file as JSON, one at a time: what a mapping reads.
 */

import { textOf } from '../sql/cells.js'
import { openDatabase } from './database.js'
import { identifier, literal } from './sql.js'
import { unreadable } from './table.js'

/**
 * Fields of CSV and TSV are texts. Of Parquet they keep their types, nested ones too; whole numbers of 64 bits become
 * texts, since JSON could not hold them.
 *
 * @param path ends in .csv, .tsv (also .gz) or .parquet
 * @param columns the names, where the file has no line of them
 * @throws Error that names the file, if it cannot be read
 */
export async function* rowsOf(path: string, columns?: readonly string[]): AsyncGenerator<string> {
  const { query, stream, close } = await openDatabase()
  try {
    const source = sourceOf(path, columns)
    const described = await query(`DESCRIBE SELECT * FROM ${source}`)
    const fields = described.map(([name, type]) => {
      const column = identifier(textOf(name))
      const isLong = /^U?(BIGINT|HUGEINT)$/.test(textOf(type))
      return `${column} := ${isLong ? `CAST(${column} AS VARCHAR)` : column}`
    })
    for await (const [json] of stream(`SELECT to_json(struct_pack(${fields.join(', ')})) FROM ${source}`)) {
      yield textOf(json)
    }
  } catch (cause) {
    throw unreadable(path, cause)
  } finally {
    close()
  }
}

function sourceOf(path: string, columns: readonly string[] | undefined): string {
  if (/\.parquet$/i.test(path)) return `read_parquet(${literal(path)})`
  // Without skip and comment, DuckDB guesses that a row which looks odd is none, and leaves it out in silence.
  const options = [`all_varchar = true, skip = 0, comment = ''`]
  // A TSV has no quotes: the JSON in its fields would end at the first one.
  if (/\.tsv(\.gz)?$/i.test(path)) options.push(`delim = '\\t', quote = '', escape = ''`)
  options.push(columns ? `header = false, names = [${columns.map(literal).join(', ')}]` : 'header = true')
  return `read_csv(${literal(path)}, ${options.join(', ')})`
}
