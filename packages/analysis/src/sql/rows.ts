/**
 * Lines of the log, read by the decoder of events, as rows of the tables. The same for every database.
 */
import {
  type Attributes,
  isEventType,
  type Ledger,
  type LoggedEvent,
  type Received,
  type UnknownEvent,
} from '@heddle/events'
import { attributesText } from '../attributes-text.js'
import type { BrokenLine } from '../lift-report.js'
import { type Cells, type ColumnKind, type Columns, eventColumns, ledgerColumns } from './schema.js'
import { orderedText, storedText } from './stored-text.js'

type Fields = { readonly [field: string]: unknown }

/** The row of `events`. Of an event of an unknown type only what all events have is known; the rest is in `more`. */
export function eventCells(event: LoggedEvent | (UnknownEvent & Received)): Cells {
  const fields = event as unknown as Fields
  return isEventType(event.type) ? cellsOf(fields, cells, isEventField) : cellsOf(fields, stampCells, isStampField)
}

/** The row of `ledgers`. */
export function ledgerCells(ledger: Ledger): Cells {
  return cellsOf(ledger as unknown as Fields, cellsOfLedger, isLedgerField)
}

/** The row of `broken`. */
export function brokenCells({ file, line, reason }: BrokenLine): Cells {
  return [storedText(file), line, storedText(reason)]
}

type CellOf = (fields: Fields) => Cells[number]

const stamp = new Set(['type', 'stream', 'seq', 'at', 'visitor', 'session', 'page', 'sentAt', 'receivedAt'])

const cells = cellReaders(eventColumns, () => true)
const stampCells = cellReaders(eventColumns, (name) => stamp.has(name))
const cellsOfLedger = cellReaders(ledgerColumns, () => true)

const isEventField = fieldsIn(Object.keys(eventColumns))
const isStampField = fieldsIn(stamp)
const isLedgerField = fieldsIn(['type', ...Object.keys(ledgerColumns)])

/** A line may have a field of its own that is called as the column of all others. */
function fieldsIn(names: Iterable<string>): (name: string) => boolean {
  const known = new Set(names)
  known.delete('more')
  return (name) => known.has(name)
}

/** Listed once: a log has millions of lines. */
function cellReaders(columns: Columns, isRead: (name: string) => boolean): readonly CellOf[] {
  return Object.entries(columns)
    .filter(([name]) => name !== 'more')
    .map(([name, { kind }]) => (isRead(name) ? readerOf(name, kind) : () => noneOf(kind)))
}

const noneOf = (kind: ColumnKind) => (kind === 'text' || kind === 'json' ? '' : null)

function readerOf(name: string, kind: ColumnKind): CellOf {
  const write = writerOf(name, kind)
  return (fields) => (fields[name] === undefined ? noneOf(kind) : write(fields[name]))
}

function writerOf(name: string, kind: ColumnKind): (value: unknown) => string | number {
  switch (kind) {
    case 'number':
    case 'whole':
      return Number
    case 'json':
      return name === 'attributes' ? (value) => attributesText(value as Attributes) : JSON.stringify
    case 'text':
      return name === 'stream' ? (value) => orderedText(String(value)) : (value) => storedText(String(value))
  }
}

function cellsOf(fields: Fields, readers: readonly CellOf[], isKnown: (name: string) => boolean): Cells {
  const row: Cells[number][] = readers.map((read) => read(fields))
  let more = ''
  for (const name in fields) {
    // Written by hand, for a field may be called `__proto__`.
    if (!isKnown(name)) more += `${more === '' ? '{' : ','}${JSON.stringify(name)}:${JSON.stringify(fields[name])}`
  }
  row.push(more === '' ? '' : `${more}}`)
  return row
}
