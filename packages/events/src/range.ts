/**
 * Sets of sequence numbers, kept as few ranges however many numbers they hold.
 * Pure, without a stream's name: the caller keeps one set per stream.
 */

/** From and to, both included. */
export type Range = readonly [from: number, to: number]

/** Sorted, disjoint, and never adjacent: 1 to 3 and 4 to 6 are one range, 1 to 6. */
export type RangeSet = readonly Range[]

/** The numbers `from` to `to` of one stream, as they stand in requests and answers. */
export type StreamRange = readonly [stream: string, from: number, to: number]

/** The set with `from` to `to` in it. */
export function addRange(set: RangeSet, from: number, to: number): RangeSet {
  const start = countLeading(set, (range) => range[1] < from - 1)
  const end = countLeading(set, (range) => range[0] <= to + 1)
  const touched = set.slice(start, end)
  const low = Math.min(from, touched[0]?.[0] ?? from)
  const high = Math.max(to, touched.at(-1)?.[1] ?? to)
  return [...set.slice(0, start), [low, high], ...set.slice(end)]
}

/** Whether every number from `from` to `to` is in the set. */
export function hasRange(set: RangeSet, from: number, to: number): boolean {
  const range = set[countLeading(set, (range) => range[1] < to)]
  return range !== undefined && range[0] <= from
}

/** How many ranges at the start of the set meet a condition that none after them meets: a binary search. */
function countLeading(set: RangeSet, condition: (range: Range) => boolean): number {
  let low = 0
  let high = set.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const range = set[middle]
    if (range && condition(range)) low = middle + 1
    else high = middle
  }
  return low
}

/** The numbers from 1 to `last` that are not in the set. */
export function missingFrom(set: RangeSet, last: number): RangeSet {
  const missing: Range[] = []
  let next = 1
  for (const [from, to] of set) {
    if (from > last) break
    if (from > next) missing.push([next, from - 1])
    next = to + 1
  }
  if (next <= last) missing.push([next, last])
  return missing
}

/** How many numbers the set holds. */
export function countOf(set: RangeSet): number {
  return set.reduce((count, [from, to]) => count + to - from + 1, 0)
}

/** Whether the value is a range of sequence numbers. */
export function isRange(value: readonly unknown[]): value is Range {
  const [from, to] = value
  return Number.isSafeInteger(from) && Number.isSafeInteger(to) && Number(from) >= 1 && Number(from) <= Number(to)
}

/** Whether the value names numbers of a stream. */
export function isStreamRange(value: unknown): value is StreamRange {
  return Array.isArray(value) && typeof value[0] === 'string' && isRange(value.slice(1))
}
