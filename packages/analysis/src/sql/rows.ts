/**
 * Lines of the log, read by the decoder of events, as rows of the tables. The same for every database.
 */
import {
  type EventType,
  isEventType,
  type Ledger,
  type LoggedEvent,
  type Received,
  type UnknownEvent,
} from '@heddle/events'
import { attributesText, fieldsOf } from '@heddle/events/lines'
import type { BrokenLine } from '../lift-report.js'
import { type Cells, type ColumnKind, type Columns, eventColumns, ledgerColumns } from './schema.js'
import { orderedText, storedText } from './stored-text.js'

type Fields = { readonly [field: string]: unknown }

/**
 * The row of `events`. Only what its type has is known of an event, and only what all events have of one of an unknown
 * type; the rest is in `more`.
 */
export function eventCells(event: LoggedEvent | (UnknownEvent & Received)): Cells {
  return cellsOf(event as unknown as Fields, readersOf[isEventType(event.type) ? event.type : 'unknown'])
}

/** The row of `ledgers`. */
export function ledgerCells(ledger: Ledger): Cells {
  return cellsOf(ledger as unknown as Fields, ledgerReader)
}

/** The row of `broken`. */
export function brokenCells({ file, line, reason }: BrokenLine): Cells {
  return [storedText(file), line, storedText(reason)]
}

type CellOf = (fields: Fields) => Cells[number]

/** How a kind of line becomes a row. Made once: a log has millions of lines. */
interface Reader {
  readonly cells: readonly CellOf[]
  readonly known: ReadonlySet<string>
}

/** @param known fields of the line that the columns may show */
function createReader(columns: Columns, known: readonly string[]): Reader {
  const fields = new Set(known)
  const cells = Object.entries(columns)
    .filter(([name]) => name !== 'more')
    .map(([name, { kind }]) => (fields.has(name) ? readerOf(name, kind) : () => noneOf(kind)))
  return { cells, known: fields }
}

const stamp = ['type', 'stream', 'seq', 'at', 'visitor', 'session', 'page', 'sentAt', 'receivedAt']
const eventReader = (fields: readonly string[]) => createReader(eventColumns, [...stamp, ...fields])

const readersOf: { readonly [Type in EventType | 'unknown']: Reader } = {
  exposure: eventReader(fieldsOf('exposure')),
  applied: eventReader(fieldsOf('applied')),
  click: eventReader(fieldsOf('click')),
  goal: eventReader(fieldsOf('goal')),
  vital: eventReader(fieldsOf('vital')),
  unknown: eventReader([]),
}

/** A line may have a field of its own that is called `more`; it is in the column as any other. */
const ledgerReader = createReader(ledgerColumns, [
  'type',
  ...Object.keys(ledgerColumns).filter((name) => name !== 'more'),
])

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
      return name === 'attributes' ? (value) => attributesText(Object(value)) : JSON.stringify
    case 'text':
      return name === 'stream' ? (value) => orderedText(String(value)) : (value) => storedText(String(value))
  }
}

function cellsOf(fields: Fields, { cells, known }: Reader): Cells {
  const row: Cells[number][] = cells.map((read) => read(fields))
  let more = ''
  for (const name in fields) {
    // Written by hand, for a field may be called `__proto__`.
    if (!known.has(name)) more += `${more === '' ? '{' : ','}${JSON.stringify(name)}:${JSON.stringify(fields[name])}`
  }
  row.push(more === '' ? '' : `${more}}`)
  return row
}
