/**
 * What a stream has dropped on purpose: merged, so that each number is counted once, with one reason.
 * Pure.
 */
import type { Dropped } from '@heddle/events'

/** Both lists as one: sorted, disjoint, and joined where neighbours have the same reason. */
export function mergeDropped(known: readonly Dropped[], said: readonly Dropped[]): readonly Dropped[] {
  const merged: [from: number, to: number, reason: string][] = []
  for (const [first, to, reason] of [...known, ...said].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    const from = Math.max(first, last ? last[1] + 1 : 1)
    if (from > to) continue
    if (last && last[2] === reason && last[1] === from - 1) last[1] = to
    else merged.push([from, to, reason])
  }
  return merged
}

/** How many numbers were dropped, in a merged list. */
export function countDropped(merged: readonly Dropped[]): number {
  return merged.reduce((count, [from, to]) => count + to - from + 1, 0)
}
