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

/** A column of zeros that costs nothing until a first other number is set. */
export interface SparseColumn {
  /** Whether any number was set. */
  readonly isEmpty: boolean
  /** At any index; 0 is what is there already. */
  set(index: number, value: number): void
  at(index: number): number
}

type Numbers = Float64Array | Uint32Array

/** Exact for every number. */
export const doubles = (): Column => columnOf((size) => new Float64Array(size))

/** Whole numbers from 0 to 2³² − 1: places in a dictionary. */
export const indexes = (): Column => columnOf((size) => new Uint32Array(size))

/** Whole numbers from 0 to 2³² − 1, most often all of them 0. */
export function sparseIndexes(): SparseColumn {
  const column = indexes()
  return {
    get isEmpty() {
      return column.length === 0
    },
    set: (index, value) => {
      if (value === 0) return
      while (column.length <= index) column.push(0)
      column.set(index, value)
    },
    at: column.at,
  }
}

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
