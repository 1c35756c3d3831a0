import { addRange, countOf, hasRange, missingFrom, type RangeSet } from '@heddle/events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const most = 60

const anyRange = fc
  .tuple(fc.integer({ min: 1, max: most }), fc.nat({ max: 8 }))
  .map(([from, more]) => [from, from + more] as const)

/** The set as ranges, and as a set that needs no thought. */
const both = (ranges: readonly (readonly [number, number])[]) => {
  const naive = new Set<number>()
  let set: RangeSet = []
  for (const [from, to] of ranges) {
    set = addRange(set, from, to)
    for (let n = from; n <= to; n++) naive.add(n)
  }
  return { set, naive }
}

describe('a range set', () => {
  test('holds what was added and nothing else', () => {
    fc.assert(
      fc.property(fc.array(anyRange), (ranges) => {
        const { set, naive } = both(ranges)
        expect(set.flatMap(([from, to]) => numbers(from, to))).toEqual([...naive].sort((a, b) => a - b))
        expect(countOf(set)).toBe(naive.size)
      }),
    )
  })

  test('stays sorted, disjoint and never adjacent, in whatever order numbers came', () => {
    fc.assert(
      fc.property(fc.array(anyRange), (ranges) => {
        const { set } = both(ranges)
        for (const [i, [from, to]] of set.entries()) {
          expect(from).toBeLessThanOrEqual(to)
          expect(from).toBeGreaterThan((set[i - 1]?.[1] ?? -1) + 1)
        }
      }),
    )
  })

  test('has a range exactly when it has each of its numbers', () => {
    fc.assert(
      fc.property(fc.array(anyRange), anyRange, (ranges, [from, to]) => {
        const { set, naive } = both(ranges)
        expect(hasRange(set, from, to)).toBe(numbers(from, to).every((n) => naive.has(n)))
      }),
    )
  })

  test('misses exactly the numbers up to the last that it does not hold', () => {
    fc.assert(
      fc.property(fc.array(anyRange), fc.nat({ max: most + 20 }), (ranges, last) => {
        const { set, naive } = both(ranges)
        const missing = missingFrom(set, last).flatMap(([from, to]) => numbers(from, to))
        expect(missing).toEqual(numbers(1, last).filter((n) => !naive.has(n)))
      }),
    )
  })

  test('leaves the set that it was made from as it was', () => {
    const set: RangeSet = [[1, 3]]
    addRange(set, 4, 6)
    expect(set).toEqual([[1, 3]])
  })

  test('takes a range over a hundred thousand others at once', () => {
    const scattered: RangeSet = Array.from({ length: 200_000 }, (_, i) => [2 * i + 1, 2 * i + 1])
    expect(addRange(scattered, 1, 400_000)).toEqual([[1, 400_000]])
  })

  test('counts as far as numbers are exact', () => {
    const last = Number.MAX_SAFE_INTEGER
    expect(addRange([[1, last - 1]], last, last)).toEqual([[1, last]])
    expect(missingFrom([[2, last]], last)).toEqual([[1, 1]])
  })
})

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
