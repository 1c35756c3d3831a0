/**
 * The tables of a log on a ClickHouse server: those of every database, kept in parts by the day on which the collector
 * took the line, and a note of what was brought there.
 */
import { brokenColumns, type Columns, eventColumns, ledgerColumns } from '../sql/schema.js'
import type { Server } from './client.js'
import { identifier } from './literal.js'
import { typeOf } from './row-binary.js'

/** A table that holds lines of a log. */
export interface LogTableOfServer {
  readonly name: 'events' | 'ledgers' | 'broken'
  readonly columns: Columns
}

/** Every row says with which block of lines it came: what a broken-off block left behind is found by it. */
const fromBlock: Columns = { block: { kind: 'whole' } }

export const logTables: { readonly [name in LogTableOfServer['name']]: LogTableOfServer } = {
  events: { name: 'events', columns: { ...eventColumns, ...fromBlock } },
  ledgers: { name: 'ledgers', columns: { ...ledgerColumns, ...fromBlock } },
  broken: { name: 'broken', columns: { ...brokenColumns, ...fromBlock } },
}

/**
 * By the collector's clock: a visitor's may be years off, and each part of a table is a folder. A day that is over only
 * grows by lines that are brought late, and is dropped as a whole when its time has come.
 */
const byDay = 'PARTITION BY toYYYYMMDD(toDate(toUInt16(intDiv(toInt64(receivedAt), 86400000))))'

/** What a visitor did lies together: every query groups by visitors, and an erasure reads little. */
const layouts: { readonly [name in LogTableOfServer['name']]: string } = {
  events: `${byDay} ORDER BY (visitor, at, stream, seq)`,
  ledgers: `${byDay} ORDER BY (stream, issued)`,
  broken: 'ORDER BY (file, line)',
}

/** Which blocks of lines are there, and which are on their way. Rows are only added: the last word of a block counts. */
const blocks = `
  before String, after String, lines UInt64, file String, shard UInt32, shards UInt32, state UInt8, at DateTime DEFAULT now()
  ) ENGINE = MergeTree ORDER BY (before, after)`

/** Makes the database and the tables where they are missing. */
export async function createTables(server: Server): Promise<void> {
  const database = identifier(server.database)
  await server.run(`CREATE DATABASE IF NOT EXISTS ${database}`)
  for (const { name, columns } of Object.values(logTables)) {
    const listed = Object.entries(columns).map(([column, rule]) => `${identifier(column)} ${typeOf(rule)}`)
    await server.run(
      `CREATE TABLE IF NOT EXISTS ${database}.${name} (${listed.join(', ')}) ENGINE = MergeTree ${layouts[name]}`,
    )
  }
  await server.run(`CREATE TABLE IF NOT EXISTS ${database}.blocks (${blocks}`)
}
