/**
 * Range sets compared as wholes, in one pass however many ranges they hold.
 * Pure. Single numbers are in @heddle/events.
 */
import type { Range, RangeSet } from '@heddle/events'

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
