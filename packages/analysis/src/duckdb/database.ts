/**
 * The only place that knows the DuckDB package: a database in memory that answers SQL with rows.
 */
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as DuckDb from '@duckdb/node-api'
import type { Row } from '../sql/engine.js'
import type { Cells, Columns } from '../sql/schema.js'

export interface DatabaseOptions {
  /** Beyond it, tables go to the disk; a text such as '4GB'. DuckDB takes 80 % of the machine's memory unless told. */
  readonly memoryLimit?: string
  /** Where they go then: a folder of its own, which is removed; one below the system's unless given. */
  readonly tempDirectory?: string
  /** DuckDB takes as many as the machine has unless told. */
  readonly threads?: number
}

export interface Database {
  query(sql: string): Promise<readonly Row[]>
  /** Without all rows in memory: some at a time. */
  blocks(sql: string): AsyncIterable<readonly Row[]>
  /** The same, row by row. */
  stream(sql: string): AsyncIterable<Row>
  /** A way to add rows to a table fast; empty texts become NULL, which costs nothing. */
  append(table: string, columns: Columns): Promise<Appender>
  /** Calling it twice is harmless. */
  close(): void
}

export interface Appender {
  add(cells: Cells): void
  /** Nothing is surely in the table before. */
  end(): void
}

let databases = 0

/**
 * @param load where the package comes from
 * @throws Error that says what to install, if the package is not there
 */
export async function openDatabase(
  load: () => Promise<typeof DuckDb> = loadPackage,
  { memoryLimit, tempDirectory, threads }: DatabaseOptions = {},
): Promise<Database> {
  const package_ = await load().catch((cause) => {
    throw new Error('Tables are read by DuckDB, which is not installed: npm install @duckdb/node-api', { cause })
  })
  const folder = join(tempDirectory ?? tmpdir(), `heddle-duckdb-${process.pid}-${++databases}`)
  const instance = await package_.DuckDBInstance.create(':memory:', {
    temp_directory: folder,
    ...(memoryLimit === undefined ? {} : { memory_limit: memoryLimit }),
    ...(threads === undefined ? {} : { threads: `${threads}` }),
  })
  const connection = await instance.connect()
  let open = true
  async function* blocks(sql: string): AsyncGenerator<readonly Row[]> {
    const result = await connection.stream(sql)
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      yield chunk.getRows()
    }
  }
  return {
    query: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
    blocks,
    stream: async function* (sql) {
      for await (const rows of blocks(sql)) yield* rows
    },
    append: (table, columns) => appender(package_, connection, table, columns),
    close: () => {
      if (!open) return
      open = false
      connection.closeSync()
      instance.closeSync()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const loadPackage = () => import('@duckdb/node-api')

/** So many rows go at once: as many as DuckDB works on at once. */
const chunkRows = 2048

async function appender(
  { DuckDBDataChunk, DOUBLE, BIGINT, VARCHAR }: typeof DuckDb,
  connection: DuckDb.DuckDBConnection,
  table: string,
  columns: Columns,
): Promise<Appender> {
  const kinds = Object.values(columns).map(({ kind }) => kind)
  const types = kinds.map((kind) => (kind === 'number' ? DOUBLE : kind === 'whole' ? BIGINT : VARCHAR))
  const target = await connection.createAppender(table)
  const chunk = DuckDBDataChunk.create(types)
  let rows: Cells[] = []

  function write(): void {
    if (rows.length === 0) return
    chunk.reset()
    chunk.rowCount = rows.length
    for (const [column, kind] of kinds.entries()) {
      const isWhole = kind === 'whole'
      const values = rows.map((row) => {
        const cell = row[column] ?? null
        if (cell === '') return null
        return isWhole && typeof cell === 'number' ? BigInt(cell) : cell
      })
      chunk.setColumnValues(column, values)
    }
    target.appendDataChunk(chunk)
    rows = []
  }

  return {
    add: (cells) => {
      rows.push(cells)
      if (rows.length === chunkRows) write()
    },
    end: () => {
      write()
      target.closeSync()
    },
  }
}
