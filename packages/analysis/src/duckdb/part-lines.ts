/**
 * The lines of a compacted log, as they were but for the order of their fields, for what reads lines.
 */
import { join } from 'node:path'
import type { Part } from '../node/compacted.js'
import type { Row } from '../sql/engine.js'
import { type Columns, eventColumns, ledgerColumns } from '../sql/schema.js'
import { readText } from '../sql/stored-text.js'
import { openDatabase } from './database.js'
import { identifier, literal } from './sql.js'

/** @throws Error that says what to install, if DuckDB is not there */
export async function* partLines(folder: string, { events, ledgers }: Part): AsyncGenerator<string> {
  const { stream, close } = await openDatabase()
  async function* rowsOf(file: string, columns: Columns): AsyncGenerator<Row> {
    const names = Object.keys(columns).map(identifier).join(', ')
    yield* stream(`SELECT ${names} FROM read_parquet(${literal(join(folder, file))})`)
  }
  try {
    for await (const row of rowsOf(events, eventColumns)) yield lineOf(row, eventColumns)
    for await (const row of rowsOf(ledgers, ledgerColumns)) yield lineOf(row, ledgerColumns, ['"type":"ledger"'])
  } finally {
    close()
  }
}

function lineOf(row: Row, columns: Columns, before: readonly string[] = []): string {
  const fields = [...before]
  for (const [index, [name, { kind }]] of Object.entries(columns).entries()) {
    const cell = row[index]
    if (cell === null || cell === '') continue
    if (name === 'more') fields.push(String(cell).slice(1, -1))
    else fields.push(`"${name}":${jsonOf(name, kind, cell)}`)
  }
  return `{${fields.join(',')}}`
}

function jsonOf(name: string, kind: Columns[string]['kind'], cell: unknown): string {
  if (name === 'applied') return String(Number(cell) === 1)
  if (kind === 'json') return String(cell)
  return kind === 'text' ? JSON.stringify(readText(String(cell))) : String(Number(cell))
}
