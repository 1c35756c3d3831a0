/**
 * Numbers as few bytes: what a column holds, counted from its least value in 0, 1, 2 or 4 bytes each, if that is exact for
 * every one of them; else as they are, in 8. Most columns of a log are small: numbers in a stream, goals, times of a day.
 */
import type { Values } from '../column.js'

type Packed = Uint8Array | Uint16Array | Uint32Array | Float64Array

/** How the numbers of a column lie in the bytes. */
export interface Packing {
  readonly length: number
  /** Bytes of each number; at 0 all of them are the base. */
  readonly width: 0 | 1 | 2 | 4 | 8
  /** To add to each number. */
  readonly base: number
}

export interface PackedNumbers {
  readonly packing: Packing
  readonly bytes: Uint8Array
}

export function packNumbers(numbers: Values): PackedNumbers {
  const packing = packingOf(numbers)
  const { length, width, base } = packing
  if (width === 0) return { packing, bytes: new Uint8Array() }
  const values = createPacked(width, new ArrayBuffer(length * width), 0, length)
  for (let index = 0; index < length; index++) values[index] = numbers.at(index) - base
  return { packing, bytes: new Uint8Array(values.buffer) }
}

/** @param offset where the column begins in the bytes; a multiple of 8 */
export function numbersIn({ length, width, base }: Packing, bytes: ArrayBuffer, offset: number): Values {
  if (width === 0) return { length, at: (index) => (index < length ? base : 0) }
  const values = createPacked(width, bytes, offset, length)
  return { length, at: (index) => (index < length ? (values[index] ?? 0) + base : 0) }
}

function packingOf(numbers: Values): Packing {
  const { length } = numbers
  const asTheyAre: Packing = { length, width: 8, base: 0 }
  let [least, most] = [Infinity, -Infinity]
  for (let index = 0; index < length; index++) {
    const value = numbers.at(index)
    // −0 plus a base is 0.
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) return asTheyAre
    if (value < least) least = value
    if (value > most) most = value
  }
  if (length === 0 || least === most) return { length, width: 0, base: length === 0 ? 0 : least }
  const range = most - least
  if (range < 2 ** 8) return { length, width: 1, base: least }
  if (range < 2 ** 16) return { length, width: 2, base: least }
  return range < 2 ** 32 ? { length, width: 4, base: least } : asTheyAre
}

function createPacked(width: 1 | 2 | 4 | 8, buffer: ArrayBuffer, offset: number, length: number): Packed {
  switch (width) {
    case 1:
      return new Uint8Array(buffer, offset, length)
    case 2:
      return new Uint16Array(buffer, offset, length)
    case 4:
      return new Uint32Array(buffer, offset, length)
    case 8:
      return new Float64Array(buffer, offset, length)
  }
}
