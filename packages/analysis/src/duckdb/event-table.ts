/**
 * Reads a CSV or Parquet file with a row an event: its columns are the fields of events. A row is read by the decoder of
 * events, as a line is, so a broken one is counted with its place and reason.
 */
import { decodeLogLine } from '@heddle/events'
import { eventCells, ledgerCells } from '../sql/rows.js'
import { type ColumnKind, eventColumns, ledgerColumns } from '../sql/schema.js'
import type { Database } from './database.js'
import type { RowSink } from './load.js'
import { fileSource } from './table.js'

/** Whether the name is that of a table, not of lines. */
export const isEventTable = (path: string): boolean => /\.(csv(\.gz)?|parquet)$/i.test(path)

/** @throws Error that names the file, if it cannot be read as a table */
export async function readEventTable({ query, stream }: Database, path: string, sink: RowSink): Promise<void> {
  const source = fileSource(path)
  const names = (await query(`DESCRIBE SELECT * FROM ${source}`)).map(([name]) => String(name))
  // The first line of a CSV file names its columns.
  let line = /\.parquet$/i.test(path) ? 0 : 1
  for await (const row of stream(`SELECT * FROM ${source}`)) {
    line++
    const fields: { [name: string]: unknown } = {}
    for (const [index, name] of names.entries()) {
      const value = fieldOf(name, row[index])
      if (value !== undefined) fields[name] = value
    }
    const read = decodeLogLine(fields)
    if (read.status === 'rejected') sink.broken.add({ file: path, line, reason: read.reason })
    else if (read.status === 'ledger') sink.ledger(ledgerCells(read.ledger))
    else sink.event(eventCells(read.event))
  }
}

const kinds = new Map<string, ColumnKind>(
  Object.entries({ ...ledgerColumns, ...eventColumns }).map(([name, { kind }]) => [name, kind]),
)

/** What JSON would have in its place; an empty field is none. What cannot be read is left to the decoder to name. */
function fieldOf(name: string, cell: unknown): unknown {
  if (cell === null || cell === '' || cell === undefined) return undefined
  if (typeof cell === 'bigint') return kinds.get(name) === 'text' ? `${cell}` : Number(cell)
  if (typeof cell !== 'string') return kinds.get(name) === 'text' ? `${cell}` : cell
  if (name === 'applied') return truths.get(cell.toLowerCase()) ?? cell
  switch (kinds.get(name)) {
    case 'number':
    case 'whole':
      return cell.trim() !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell
    case 'json':
      return parsed(cell)
    default:
      return cell
  }
}

const truths = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
