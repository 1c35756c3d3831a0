/**
 * Writes rows in the format RowBinary. It carries numbers as they are: ClickHouse 18.16 reads one of seventy doubles
 * from a text as a neighbour of it, and sums would differ from those of other engines.
 */
import type { Cells, ColumnKind, ColumnRule, Columns } from '../sql/schema.js'

/** Rows that are being written. */
export interface RowWriter {
  readonly rows: number
  push(cells: Cells): void
  /** All rows so far. */
  bytes(): Buffer
}

/** ClickHouse's name for the column's type. */
export function typeOf({ kind, optional }: ColumnRule): string {
  const type = types[kind]
  return optional && type !== 'String' ? `Nullable(${type})` : type
}

const types: { readonly [kind in ColumnKind]: string } = {
  text: 'String',
  json: 'String',
  whole: 'Int64',
  number: 'Float64',
}

/** @param columns what the rows hold, in the order of their cells */
export function createRowWriter(columns: Columns): RowWriter {
  const rules = Object.values(columns).map((rule) => ({
    kind: rule.kind,
    nullable: typeOf(rule).startsWith('Nullable'),
  }))
  let buffer = Buffer.allocUnsafe(1 << 16)
  let end = 0
  let rows = 0

  function room(bytes: number): void {
    if (end + bytes <= buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, end + bytes))
    buffer.copy(larger, 0, 0, end)
    buffer = larger
  }

  function writeText(text: string): void {
    // No code unit takes more than three bytes, and a length no more than five.
    room(text.length * 3 + 5)
    const bytes = Buffer.byteLength(text)
    for (let rest = bytes; ; rest >>>= 7) {
      buffer[end++] = rest > 127 ? (rest & 127) | 128 : rest
      if (rest <= 127) break
    }
    end += buffer.write(text, end)
  }

  function writeNumber(value: number, kind: ColumnKind): void {
    room(8)
    if (kind === 'number') end = buffer.writeDoubleLE(value, end)
    else {
      // From 0 to 2⁵³ − 1, in two halves: a BigInt for each would cost more than all the rest.
      end = buffer.writeUInt32LE(value % 2 ** 32, end)
      end = buffer.writeUInt32LE(Math.floor(value / 2 ** 32), end)
    }
  }

  return {
    get rows() {
      return rows
    },
    push: (cells) => {
      rows++
      for (let column = 0; column < rules.length; column++) {
        const { kind, nullable } = rules[column] ?? { kind: 'text', nullable: false }
        const cell = cells[column] ?? null
        if (nullable) {
          room(1)
          buffer[end++] = cell === null ? 1 : 0
          if (cell === null) continue
        }
        if (typeof cell === 'number') writeNumber(cell, kind)
        else writeText(cell ?? '')
      }
    },
    bytes: () => buffer.subarray(0, end),
  }
}
