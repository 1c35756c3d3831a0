/**
 * Brings a log into a database, whatever form it has: NDJSON, compacted, or a table of events.
 */
import { join } from 'node:path'
import { readParts } from '../node/compacted.js'
import { type ReadLogOptions, readLog } from '../node/read-log.js'
import { type BrokenLines, createBrokenLines } from '../read-line.js'
import type { LogSource } from '../scan/scan.js'
import type { SqlLog } from '../sql/measure-sql.js'
import { type Columns, eventColumns, ledgerColumns } from '../sql/schema.js'
import type { Database } from './database.js'
import { createTable, duckDbEngine } from './engine.js'
import { isEventTable, readEventTable } from './event-table.js'
import { loadLog, type RowSink } from './load.js'
import { identifier, literal } from './sql.js'

/**
 * @param paths files of NDJSON, packed or not, and folders of them; folders of a compacted log; CSV and Parquet files with
 * a row an event and the fields of events as columns
 * @throws Error that names a path without a log
 */
export async function openLog(
  database: Database,
  paths: readonly string[],
  options: ReadLogOptions = {},
): Promise<SqlLog> {
  const tables = paths.filter(isEventTable)
  const parted = new Map<string, Awaited<ReturnType<typeof readParts>>>()
  for (const path of paths) {
    const parts = isEventTable(path) ? undefined : await readParts(path)
    if (parts && parts.size > 0) parted.set(path, parts)
  }
  const plain = paths.filter((path) => !tables.includes(path) && !parted.has(path))
  const sources = plain.length === 0 ? [] : await readLog(plain, options)
  const broken = createBrokenLines()
  await loadInto(database, broken, async (sink) => {
    for (const source of sources) await loadLog(source, sink)
    for (const table of tables) await readEventTable(database, table, sink)
  })
  const events: string[] = []
  const ledgers: string[] = []
  for (const [folder, parts] of parted) {
    for (const part of parts.values()) {
      events.push(join(folder, part.events))
      ledgers.push(join(folder, part.ledgers))
      broken.addAll(part.broken)
    }
  }
  return {
    engine: await duckDbEngine(database),
    tables: {
      events: await together(database, 'events', eventColumns, events),
      ledgers: await together(database, 'ledgers', ledgerColumns, ledgers),
    },
    broken,
  }
}

/** The same of sources that are open. */
export async function openSources(database: Database, sources: Iterable<LogSource>): Promise<SqlLog> {
  const broken = createBrokenLines()
  await loadInto(database, broken, async (sink) => {
    for (const source of sources) await loadLog(source, sink)
  })
  return { engine: await duckDbEngine(database), tables: { events: 'events', ledgers: 'ledgers' }, broken }
}

/** Fills `events` and `ledgers`, which are empty before. */
export async function loadInto(
  database: Database,
  broken: BrokenLines,
  load: (sink: RowSink) => Promise<void>,
): Promise<void> {
  const events = await database.append(await createTable(database, 'events', eventColumns), eventColumns)
  const ledgers = await database.append(await createTable(database, 'ledgers', ledgerColumns), ledgerColumns)
  try {
    await load({ event: events.add, ledger: ledgers.add, broken })
  } finally {
    events.end()
    ledgers.end()
  }
}

/** The table, and the rows of the files as if they were in it. */
async function together(
  { query }: Database,
  table: string,
  columns: Columns,
  files: readonly string[],
): Promise<string> {
  if (files.length === 0) return table
  const names = Object.keys(columns).map(identifier).join(', ')
  const rows = `SELECT ${names} FROM read_parquet([${files.map(literal).join(', ')}])`
  await query(`CREATE OR REPLACE VIEW all_${table} AS SELECT ${names} FROM ${table} UNION ALL ${rows}`)
  return `all_${table}`
}
