import type { StreamRange } from '@heddle/events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSettled } from '../../../packages/client/src/delivery/settle.js'
import { goneOf, rowOf } from '../rows.js'

const settledRows = (rows: ReturnType<typeof rowOf>[], settled: readonly StreamRange[] | undefined) =>
  rows.filter((row) => isSettled(row, settled))

describe('a row', () => {
  test('is settled when every event in it is', () => {
    expect(settledRows([rowOf(1, 3)], [['s', 1, 3]])).toEqual([rowOf(1, 3)])
  })

  test('is settled by several ranges, in any order, overlapping or not', () => {
    expect(
      settledRows(
        [rowOf(1, 6)],
        [
          ['s', 4, 6],
          ['s', 1, 2],
          ['s', 2, 3],
        ],
      ),
    ).toEqual([rowOf(1, 6)])
  })

  test('of which anything is open stays whole', () => {
    expect(
      settledRows(
        [rowOf(1, 3)],
        [
          ['s', 1, 1],
          ['s', 3, 9],
        ],
      ),
    ).toEqual([])
  })

  test('is not settled by another stream', () => {
    expect(settledRows([rowOf(1)], [['other', 1, 1]])).toEqual([])
  })

  test('is not settled by nothing', () => {
    expect(settledRows([rowOf(1)], undefined)).toEqual([])
  })
})

describe('what was given up', () => {
  test('is settled by any complete answer: its numbers cannot be named', () => {
    expect(isSettled(goneOf(1, 3), [])).toBe(true)
  })

  test('is not settled without a complete answer', () => {
    expect(isSettled(goneOf(1, 3), undefined)).toBe(false)
  })
})

/** The same by brute force: the numbers of each stream as a set. */
function naive(rows: ReturnType<typeof rowOf>[], settled: readonly StreamRange[]) {
  const numbers = new Set(
    settled.flatMap(([stream, from, to]) => Array.from({ length: to - from + 1 }, (_, i) => `${stream} ${from + i}`)),
  )
  return rows.filter((row) =>
    Array.from({ length: row.to - row.from + 1 }, (_, i) => `${row.stream} ${row.from + i}`).every((n) =>
      numbers.has(n),
    ),
  )
}

test('the rows settled are those of which every number is named', () => {
  const range = fc
    .tuple(fc.constantFrom('s', 't'), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 8 }))
    .map(([stream, from, more]): StreamRange => [stream, from, from + more])
  const rows = fc.array(range.map(([stream, from, to]) => rowOf(from, to, { stream })))
  fc.assert(
    fc.property(rows, fc.array(range), (waiting, settled) => {
      expect(settledRows(waiting, settled)).toEqual(naive(waiting, settled))
    }),
    { seed: 1, numRuns: 500 },
  )
})
