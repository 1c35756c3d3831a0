/**
 * A list of numbers that grows, 4 or 8 bytes each: what is kept of millions of events must not be objects.
 */

export interface Column {
  readonly length: number
  push(value: number): void
  /** Replaces what is there; the index must be below the length. */
  set(index: number, value: number): void
  /** 0 beyond the end. */
  at(index: number): number
}

type Numbers = Float64Array | Uint32Array

/** Exact for every number. */
export const doubles = (): Column => columnOf((size) => new Float64Array(size))

/** Whole numbers from 0 to 2³² − 1: places in a dictionary. */
export const indexes = (): Column => columnOf((size) => new Uint32Array(size))

function columnOf(create: (size: number) => Numbers): Column {
  let values = create(16)
  let length = 0
  return {
    get length() {
      return length
    },
    push: (value) => {
      if (length === values.length) {
        const larger = create(length * 2)
        larger.set(values)
        values = larger
      }
      values[length++] = value
    },
    set: (index, value) => {
      values[index] = value
    },
    at: (index) => (index < length ? (values[index] ?? 0) : 0),
  }
}
