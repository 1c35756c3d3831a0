/**
 * Opens a CSV or Parquet file as a table of texts, of the columns that are asked for.
 */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { numberOf, textOf } from '../sql/cells.js'
import type { Row } from '../sql/engine.js'
import { type Database, openDatabase } from './database.js'
import { identifier, literal } from './sql.js'

/** The wanted columns under short names of our own; `query` says FROM cells. */
export interface Table {
  readonly query: Database['query']
  readonly close: () => void
  /** Rows of the file. */
  readonly rows: number
  /** Rows that had no text in a column that names something; they are not in the table. */
  readonly withoutName: number
  /** The name that a column has in SQL. */
  readonly cell: (column: string) => string
}

/** Columns that say what a row is about, by the name that they get in SQL; an empty field there leaves the row out. */
export interface NamingColumns {
  readonly variant: string
  readonly unit?: string
  /** Without it the file is one experiment, named like the file. */
  readonly experiment?: string | undefined
}

/**
 * @param columns further columns, in which a field may be empty
 * @throws Error that names the file, if it is not there or is of no known kind; that lists the columns there are, if one is missing
 */
export async function openTable(path: string, naming: NamingColumns, columns: readonly string[]): Promise<Table> {
  if (!existsSync(path)) throw new Error(`There is no table at "${path}".`)
  const source = fileSource(path)
  const { query, close } = await openDatabase()
  const read = (sql: string) => query(sql).catch((cause) => Promise.reject(unreadable(path, cause)))
  try {
    const known = (await read(`DESCRIBE SELECT * FROM ${source}`)).map(([name]) => textOf(name))
    checkColumns(path, known, [...Object.values(naming), ...columns])
    const distinct = [...new Set(columns)]
    const named = { experiment: literal(nameOf(path)), unit: `''`, ...quoted(naming) }
    const selected = [
      ...Object.entries(named).map(([name, column]) => `${column} AS ${name}`),
      ...distinct.map((column, index) => `${asText(column)} AS c${index}`),
    ]
    await read(`CREATE TEMP TABLE cells AS SELECT ${selected.join(', ')} FROM ${source}`)
    const rows = await countRows(query)
    await query('DELETE FROM cells WHERE experiment IS NULL OR variant IS NULL OR unit IS NULL')
    const withoutName = rows - (await countRows(query))
    return { query, close, rows, withoutName, cell: (column) => `c${distinct.indexOf(column)}` }
  } catch (error) {
    close()
    throw error
  }
}

/** Sums by experiment and variant, the variants that are listed all there. */
export function byExperiment<Value>(
  rows: readonly Row[],
  read: (values: Row) => Value,
): ReadonlyMap<string, ReadonlyMap<string, Value>> {
  const all = new Map<string, Map<string, Value>>()
  for (const [experiment, variant, ...values] of rows) {
    const variants = all.get(textOf(experiment)) ?? new Map<string, Value>()
    all.set(textOf(experiment), variants.set(textOf(variant), read(values)))
  }
  return all
}

/** Every field is read as text, so that an id of digits stays what it is and CSV and Parquet say the same. */
export function fileSource(path: string): string {
  // Without skip and comment, DuckDB guesses that a row which looks odd is none, and leaves it out in silence.
  const options = `header = true, all_varchar = true, skip = 0, comment = ''`
  if (/\.csv(\.gz)?$/i.test(path)) return `read_csv(${literal(path)}, ${options})`
  if (/\.parquet$/i.test(path)) return `read_parquet(${literal(path)})`
  throw new Error(`"${path}" is no table: its name should end in .csv, .csv.gz or .parquet.`)
}

function nameOf(path: string): string {
  return basename(path).replace(/\.(csv|csv\.gz|parquet)$/i, '')
}

/** An empty text and no text are the same, as they are in CSV. */
const asText = (column: string) => `NULLIF(CAST(${identifier(column)} AS VARCHAR), '')`

function quoted(naming: NamingColumns): { readonly [name: string]: string } {
  const given = Object.entries(naming).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(given.map(([name, column]) => [name, asText(column)]))
}

function checkColumns(path: string, known: readonly string[], wanted: readonly (string | undefined)[]): void {
  const missing = wanted.find((column) => column !== undefined && !known.includes(column))
  if (missing === undefined) return
  const hint = known.length === 1 ? ' If that should be several, its rows differ in their number of fields.' : ''
  throw new Error(`"${path}" has no column "${missing}". Its columns are: ${known.join(', ')}.${hint}`)
}

/** What a reader of the table is told, without the inside of the database. */
export function unreadable(path: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message.split('\n', 3).join(' ') : cause
  return new Error(`"${path}" cannot be read as a table: ${reason}`, { cause })
}

async function countRows(query: Database['query']): Promise<number> {
  const [row] = await query('SELECT count(*) FROM cells')
  return numberOf(row?.[0])
}
