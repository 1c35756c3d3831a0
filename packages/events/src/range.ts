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
  const before = set.filter((range) => range[1] < from - 1)
  const after = set.filter((range) => range[0] > to + 1)
  const touched = set.slice(before.length, set.length - after.length)
  const low = Math.min(from, ...touched.map((range) => range[0]))
  const high = Math.max(to, ...touched.map((range) => range[1]))
  return [...before, [low, high], ...after]
}

/** Whether every number from `from` to `to` is in the set. */
export function hasRange(set: RangeSet, from: number, to: number): boolean {
  return set.some((range) => range[0] <= from && to <= range[1])
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
