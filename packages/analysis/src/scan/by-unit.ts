/**
 * Brings together what belongs to one unit, without an object for each of millions of rows.
 */
import { type Column, column } from './column.js'

/** Whole numbers from 0 to 2³² − 1, each of one unit. */
export interface UnitNumbers {
  push(place: number, number: number): void
  /** Each unit that has any, with its numbers in the order in which they came; the list is the caller's to sort. */
  each(onUnit: (place: number, numbers: Uint32Array) => void): void
}

/** @param size how many units there are */
export function createUnitNumbers(size: number): UnitNumbers {
  const places: Column = column()
  const numbers: Column = column()
  return {
    push: (place, number) => {
      places.push(place)
      numbers.push(number)
    },
    each: (onUnit) => {
      const ends = new Uint32Array(size)
      for (let row = 0; row < places.length; row++) ends[places.at(row)] = (ends[places.at(row)] ?? 0) + 1
      for (let place = 1; place < size; place++) ends[place] = (ends[place] ?? 0) + (ends[place - 1] ?? 0)
      const sorted = new Uint32Array(places.length)
      const next = Uint32Array.from(ends)
      for (let row = places.length - 1; row >= 0; row--) {
        const place = places.at(row)
        const at = (next[place] ?? 0) - 1
        next[place] = at
        sorted[at] = numbers.at(row)
      }
      for (let place = 0; place < size; place++) {
        const start = ends[place - 1] ?? 0
        const end = ends[place] ?? 0
        if (end > start) onUnit(place, sorted.subarray(start, end))
      }
    },
  }
}

/** How many different numbers there are; the list is sorted for it. */
export function distinctIn(numbers: Uint32Array): number {
  if (numbers.length < 2) return numbers.length
  numbers.sort()
  let count = 1
  for (let at = 1; at < numbers.length; at++) if (numbers[at] !== numbers[at - 1]) count++
  return count
}
