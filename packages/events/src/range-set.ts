/**
 * Range sets as wholes, in one pass however many ranges they hold: a batch may name thousands of scattered numbers.
 * Pure. Single numbers and questions are in range.ts.
 */
import type { Range, RangeSet } from './range.js'

/** All numbers of the ranges, which may come in any order and overlap. */
export function unionOf(ranges: readonly Range[]): RangeSet {
  const union: [from: number, to: number][] = []
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = union.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else union.push([from, to])
  }
  return union
}

/** Numbers in any order as a set; those that come in order, as nearly all do, are not sorted. */
export function rangesOf(numbers: Iterable<number>): RangeSet {
  const ranges: [from: number, to: number][] = []
  let isSorted = true
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else ranges.push([number, number])
    isSorted &&= !last || number >= last[1]
  }
  return isSorted ? ranges : unionOf(ranges)
}

/** The numbers that are in both sets. */
export function overlapOf(a: RangeSet, b: RangeSet): RangeSet {
  const overlap: Range[] = []
  let [i, j] = [0, 0]
  for (let left = a[i], right = b[j]; left && right; left = a[i], right = b[j]) {
    const from = Math.max(left[0], right[0])
    const to = Math.min(left[1], right[1])
    if (from <= to) overlap.push([from, to])
    if (left[1] < right[1]) i++
    else j++
  }
  return overlap
}

/** The numbers of the first set that are not in the second. */
export function without(set: RangeSet, taken: RangeSet): RangeSet {
  const left: Range[] = []
  let next = 0
  for (const [from, to] of set) {
    let start = from
    while ((taken[next]?.[1] ?? Infinity) < from) next++
    for (let i = next; start <= to; i++) {
      const [first, last] = taken[i] ?? [Infinity, Infinity]
      if (first > start) left.push([start, Math.min(to, first - 1)])
      start = Math.max(start, last + 1)
    }
  }
  return left
}
