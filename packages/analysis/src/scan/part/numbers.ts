/**
 * The numbers of a column as bytes and back, part by part as they lie in it: nothing is computed.
 */
import { type Column, type Numbers, partLength } from '../column.js'

const partBits = Math.log2(partLength)

/** A column that is only read. */
export type PackedColumn = Pick<Column, 'length' | 'at' | 'part'>

/** How a column lies in bytes: each part at a multiple of 8, behind the one before. */
export interface Packing {
  readonly length: number
  /** By part: how many bytes each number has; 0 where all of them are 0. */
  readonly widths: readonly number[]
}

export function packingOf(column: Column): Packing {
  return { length: column.length, widths: partsOf(column).map((part) => part?.BYTES_PER_ELEMENT ?? 0) }
}

/** The bytes of each part. */
export function bytesOf(column: Column): Uint8Array[] {
  return partsOf(column).flatMap((part, index) => {
    if (!part) return []
    const count = Math.min(column.length - index * partLength, partLength, part.length)
    return [new Uint8Array(part.buffer, part.byteOffset, count * part.BYTES_PER_ELEMENT)]
  })
}

/** @param offset where the first part begins; a multiple of 8 */
export function columnIn({ length, widths }: Packing, buffer: ArrayBuffer, offset: number): PackedColumn {
  let start = offset
  const parts = widths.map((width, index) => {
    if (width === 0) return undefined
    const count = Math.min(length - index * partLength, partLength)
    const part = numbersIn(buffer, start, count, width)
    start += padded(count * width)
    return part
  })
  return {
    length,
    part: (index) => parts[index],
    at: (index) => (index < length ? (parts[index >>> partBits]?.[index & (partLength - 1)] ?? 0) : 0),
  }
}

/** To the next multiple of 8: longer numbers lie at such places only. */
export const padded = (length: number): number => length + (-length & 7)

function partsOf(column: Column): (Numbers | undefined)[] {
  return Array.from({ length: Math.ceil(column.length / partLength) }, (_, index) => column.part(index))
}

function numbersIn(buffer: ArrayBuffer, offset: number, length: number, width: number): Numbers {
  switch (width) {
    case 1:
      return new Uint8Array(buffer, offset, length)
    case 2:
      return new Uint16Array(buffer, offset, length)
    case 4:
      return new Uint32Array(buffer, offset, length)
    default:
      return new Float64Array(buffer, offset, length)
  }
}
