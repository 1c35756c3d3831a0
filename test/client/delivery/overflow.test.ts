import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { overflow } from '../../../packages/client/src/delivery/overflow.js'
import { goneOf, rowOf } from '../rows.js'

const day = 86_400_000
const now = 100 * day
/** Of the stated size; the text is not read. */
const sized = (from: number, to: number, bytes: number, at = now) => rowOf(from, to, { bytes, at, json: '{}' })

describe('the rows to give up', () => {
  test('are none while all fit', () => {
    expect(overflow([sized(1, 10_000, 5_000_000)], now)).toEqual([])
  })

  test('are the first ones until 5 MB are left', () => {
    const rows = [sized(1, 1, 2_000_000), sized(2, 2, 2_000_000), sized(3, 3, 3_000_000)]
    expect(overflow(rows, now)).toEqual(rows.slice(0, 1))
  })

  test('are the first ones until 10,000 events are left', () => {
    const rows = [sized(1, 10, 5), sized(11, 20, 5), sized(21, 10_015, 5)]
    expect(overflow(rows, now)).toEqual(rows.slice(0, 2))
  })

  test('are those that have waited for more than two weeks, wherever they stand', () => {
    const rows = [sized(1, 1, 5), sized(2, 2, 5, now - 14 * day - 1), sized(3, 3, 5, now - 14 * day)]
    expect(overflow(rows, now)).toEqual(rows.slice(1, 2))
  })

  test('count what was given up before as no events', () => {
    expect(overflow([goneOf(1, 9000, { at: now }), sized(9001, 12_000, 5)], now)).toEqual([])
  })

  test('leave what is within all limits, and give up nothing that need not go', () => {
    const row = fc.record({ events: fc.integer({ min: 1, max: 4000 }), bytes: fc.integer({ min: 1, max: 2_000_000 }) })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (drawn) => {
        const rows = drawn.map(({ events, bytes }, i) => sized(i * 5000 + 1, i * 5000 + events, bytes))
        const gone = overflow(rows, now)
        const rest = rows.slice(gone.length)
        const fits = (kept: typeof rows) =>
          kept.reduce((sum, { bytes }) => sum + bytes, 0) <= 5_000_000 &&
          kept.reduce((sum, { from, to }) => sum + to - from + 1, 0) <= 10_000
        expect(gone).toEqual(rows.slice(0, gone.length))
        expect(fits(rest)).toBe(true)
        if (gone[0]) expect(fits(rows.slice(gone.length - 1))).toBe(false)
      }),
      { seed: 1 },
    )
  })
})
