import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextBatch } from '../../../packages/client/src/delivery/next-batch.js'
import { rowOf } from '../rows.js'

const rowsOf = (...lengths: readonly number[]) => lengths.map((bytes, i) => rowOf(i + 1, i + 1, { bytes }))

describe('the next batch', () => {
  test('is empty when nothing waits', () => {
    expect(nextBatch([], 200)).toEqual([])
  })

  test('takes the first rows that fit', () => {
    const rows = rowsOf(20_000, 20_000, 20_000)
    expect(nextBatch(rows, 200)).toEqual(rows.slice(0, 2))
  })

  test('takes a row larger than a batch alone', () => {
    const rows = rowsOf(100_000, 10)
    expect(nextBatch(rows, 200)).toEqual(rows.slice(0, 1))
  })

  test('takes no more rows than it may, but one', () => {
    const rows = rowsOf(10, 10, 10)
    expect([0, 1, 2, 3].map((most) => nextBatch(rows, most).length)).toEqual([1, 1, 2, 3])
  })

  test('never passes over a row to reach a smaller one', () => {
    const rows = rowsOf(40_000, 20_000, 10)
    expect(nextBatch(rows, 200)).toEqual(rows.slice(0, 1))
  })

  test('is as many of the first rows as fit into 48,000 bytes, and at least one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 30_000 }), { minLength: 1 }), (lengths) => {
        const rows = rowsOf(...lengths)
        const taken = nextBatch(rows, 200)
        const bytesOf = (count: number) => lengths.slice(0, count).reduce((sum, bytes) => sum + bytes, 0)
        expect(taken).toEqual(rows.slice(0, Math.max(1, taken.length)))
        if (taken.length > 1) expect(bytesOf(taken.length)).toBeLessThanOrEqual(48_000)
        if (taken.length < rows.length) expect(bytesOf(taken.length + 1)).toBeGreaterThan(48_000)
      }),
      { seed: 1 },
    )
  })
})
