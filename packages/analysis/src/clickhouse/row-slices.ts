/**
 * Cuts rows in the format RowBinary apart, so that those of a server can be compared with our own, byte by byte.
 */
import type { Columns } from '../sql/schema.js'
import { typeOf } from './row-binary.js'

/** The bytes of each row. */
export function rowSlices(bytes: Buffer, columns: Columns): Buffer[] {
  const types = Object.values(columns).map(typeOf)
  const rows: Buffer[] = []
  for (let start = 0; start < bytes.length; ) {
    let end = start
    for (const type of types) {
      if (type.startsWith('Nullable') && bytes[end++] === 1) continue
      end = type === 'String' ? endOfText(bytes, end) : end + 8
    }
    rows.push(bytes.subarray(start, end))
    start = end
  }
  return rows
}

function endOfText(bytes: Buffer, start: number): number {
  let length = 0
  let at = start
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[at++] ?? 0
    length += (byte & 127) * factor
    if (byte < 128) return at + length
  }
}

/** Our rows without those that are there, each of which answers for one of ours. */
export function rowsWithout(ours: readonly Buffer[], there: readonly Buffer[]): Buffer[] {
  const counts = new Map<string, number>()
  for (const row of there) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  return ours.filter((row) => {
    const key = keyOf(row)
    const count = counts.get(key) ?? 0
    counts.set(key, count - 1)
    return count <= 0
  })
}

/** Every byte as a character. */
const keyOf = (row: Buffer) => row.toString('latin1')
