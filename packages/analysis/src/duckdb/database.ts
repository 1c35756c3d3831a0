/**
 * The only place that knows the DuckDB package: a database in memory that answers SQL with rows.
 */
import type * as DuckDb from '@duckdb/node-api'

/** Texts, numbers, booleans, null, and bigint for every whole number of 64 bits or more. */
export type Row = readonly unknown[]

export interface Database {
  query(sql: string): Promise<readonly Row[]>
  /** The same, in parts, for a result that is larger than memory. */
  stream(sql: string): AsyncIterable<readonly Row[]>
  /** Calling it twice is harmless. */
  close(): void
}

/**
 * @param load where the package comes from
 * @throws Error that says what to install, if the package is not there
 */
export async function openDatabase(load: () => Promise<typeof DuckDb> = loadPackage): Promise<Database> {
  const { DuckDBInstance } = await load().catch((cause) => {
    throw new Error('Tables are read by DuckDB, which is not installed: npm install @duckdb/node-api', { cause })
  })
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  let open = true
  return {
    query: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
    async *stream(sql) {
      yield* (await connection.stream(sql)).yieldRows()
    },
    close: () => {
      if (!open) return
      open = false
      connection.closeSync()
      instance.closeSync()
    },
  }
}

const loadPackage = () => import('@duckdb/node-api')
