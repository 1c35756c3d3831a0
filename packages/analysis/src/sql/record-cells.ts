/**
 * Lines that were read as bytes, as rows of the tables: the same rows as `rows.ts` makes of the same lines, without an
 * object a line. Only for records that the reader of lines filled: it leaves alone every line that has more to say.
 */
import { type Block, createTexts, field, hasField, type LineRecord, lineType } from '@heddle/events/lines'
import { type Cells, type ColumnRule, type Columns, eventColumns, ledgerColumns } from './schema.js'
import { orderedText, storedText } from './stored-text.js'

/** @returns the row of what is in the record: of `ledgers` where its type is that of a ledger, of `events` else */
export function createRecordCells(record: LineRecord): () => Cells {
  const buffer = createBufferOf()
  const stored = createTextCells(record, buffer, storedText)
  const ordered = createTextCells(record, buffer, orderedText)
  const attributes: string[] = []

  function attributesCell(): string {
    const number = record.numbers[field.attributes] ?? 0
    attributes[number] ??= record.attributes.text(number)
    return attributes[number] ?? ''
  }

  function cellOf([name, { kind }]: readonly [string, ColumnRule]): () => Cells[number] {
    if (name === 'type') return () => typeNames[record.type] ?? ''
    const at = fieldNumbers.get(name)
    const isText = kind === 'text' || kind === 'json'
    // What the reader never takes: a list of what was dropped, and fields that nobody knows.
    if (at === undefined) return () => (isText ? '' : null)
    if (name === 'attributes') return () => (hasField(record, at) ? attributesCell() : '')
    if (!isText) return () => (hasField(record, at) ? (record.numbers[at] ?? null) : null)
    const read = name === 'stream' ? ordered : stored
    return () => (hasField(record, at) ? read(at) : '')
  }

  const cellsOf = (columns: Columns) => Object.entries(columns).map(cellOf)
  const ofEvent = cellsOf(eventColumns)
  const ofLedger = cellsOf(ledgerColumns)
  return () => (record.type === lineType.ledger ? ofLedger : ofEvent).map((read) => read())
}

const fieldNumbers: ReadonlyMap<string, number> = new Map(Object.entries(field))
const typeNames: readonly string[] = Object.keys(lineType)

/** So many texts are known at once; then it begins anew, for a log may have millions. */
const mostTexts = 1 << 16

/** @returns what a text of the record is in a cell, written once for all lines near each other that have it */
function createTextCells(
  record: LineRecord,
  bufferOf: (block: Block) => Buffer,
  write: (text: string) => string,
): (at: number) => string {
  let known = createTexts()
  let cells: string[] = []
  return (at) => {
    const start = record.starts[at] ?? 0
    const end = record.ends[at] ?? 0
    if (known.size === mostTexts) {
      known = createTexts()
      cells = []
    }
    const number = known.numberAt(record.block, start, end, record.hashes[at] ?? 0)
    cells[number] ??= write(bufferOf(record.block).toString('utf8', start, end))
    return cells[number] ?? ''
  }
}

/** The bytes of a block as Node has them; its decoder is the fastest for short texts. */
function createBufferOf(): (block: Block) => Buffer {
  let last: Uint8Array | undefined
  let buffer: Buffer = Buffer.alloc(0)
  return ({ bytes }) => {
    if (bytes !== last) {
      last = bytes
      buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    }
    return buffer
  }
}
