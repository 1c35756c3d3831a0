/**
 * A list of numbers that grows: what is kept of millions of events must not be objects. It lies in parts of equal length, so
 * that growing copies nothing, and each part takes as few bytes a number as its numbers need: none where all are 0, and 1,
 * 2, 4 or 8 elsewhere.
 */

export interface Column {
  readonly length: number
  push(value: number): void
  /** Replaces what is there; the index must be below the length. */
  set(index: number, value: number): void
  /** 0 beyond the end. */
  at(index: number): number
  /**
   * For loops over millions of rows: the numbers from index × `partLength` on, as many as there may be. Undefined where all
   * of them are 0. It holds until the next number is set or pushed.
   */
  part(index: number): Numbers | undefined
  /** Takes the last number away. */
  pop(): void
}

/** A column that is only read. */
export type Values = Pick<Column, 'length' | 'at'>

export type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array

const partBits = 14

/** How many numbers each part of a column has. */
export const partLength: number = 1 << partBits

const forms = [Uint8Array, Uint16Array, Uint32Array, Float64Array] as const

/** Exact for every number. */
export function column(): Column {
  /** Filled only as far as there are parts with other numbers than 0. */
  const parts: (Numbers | undefined)[] = []
  let length = 0
  /** The last part. */
  let open: Numbers | undefined

  function put(index: number, value: number): void {
    const number = index >>> partBits
    const part = parts[number]
    const at = index & (partLength - 1)
    if (part !== undefined && at < part.length) {
      part[at] = value
      if (part[at] === value) return
    } else if (value === 0 && part === undefined) {
      return
    }
    const wide = widerFor(value, part, at, number === 0)
    parts[number] = wide
    wide[at] = value
  }

  return {
    get length() {
      return length
    },
    push: (value) => {
      const at = length & (partLength - 1)
      if (at === 0) {
        parts[length >>> partBits] = undefined
        open = undefined
      }
      if (open !== undefined && at < open.length) {
        open[at] = value
        if (open[at] === value) {
          length++
          return
        }
      }
      put(length++, value)
      open = parts[(length - 1) >>> partBits]
    },
    set: (index, value) => {
      put(index, value)
      open = parts[(length - 1) >>> partBits]
    },
    at: (index) => {
      const part = parts[index >>> partBits]
      return part === undefined || index >= length ? 0 : (part[index & (partLength - 1)] ?? 0)
    },
    part: (index) => parts[index],
    pop: () => {
      length--
      put(length, 0)
      open = parts[(length - 1) >>> partBits]
    },
  }
}

/** The part in a form that holds the value too. The first part of all grows by and by: most columns of small logs are short. */
function widerFor(value: number, part: Numbers | undefined, at: number, isFirst: boolean): Numbers {
  const needed = at + 1 > (part?.length ?? 0) ? Math.max(16, 2 * (part?.length ?? 0), at + 1) : (part?.length ?? 0)
  const size = isFirst ? Math.min(needed, partLength) : partLength
  const least = part === undefined ? 0 : forms.findIndex((form) => part instanceof form)
  const form = forms.findIndex((form, index) => index >= least && holds(form, value))
  const wide = new (forms[form] ?? Float64Array)(size)
  if (part) wide.set(part)
  return wide
}

function holds(form: (typeof forms)[number], value: number): boolean {
  return form === Float64Array || new form([value])[0] === value
}
