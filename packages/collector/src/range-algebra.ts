/**
 * Range sets as wholes, in one pass however many ranges they hold: a batch may name thousands of scattered numbers.
 * Pure. Single numbers and questions are in @heddle/events.
 */
import type { Range, RangeSet } from '@heddle/events'

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
