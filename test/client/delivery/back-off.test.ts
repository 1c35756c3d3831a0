import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backOffMs } from '../../../packages/client/src/delivery/back-off.js'

const attempts = fc.integer({ min: 1, max: 10_000 })
const chance = fc.double({ min: 0, max: 1, noNaN: true })

describe('the wait after failed attempts', () => {
  test('is at most 2, 4, 8 … seconds, and at most 5 minutes', () => {
    expect([1, 2, 3, 4, 8, 9, 10_000].map((failed) => backOffMs(failed, 1))).toEqual([
      2000, 4000, 8000, 16_000, 256_000, 300_000, 300_000,
    ])
  })

  test('is at least 30 seconds from the sixth attempt on', () => {
    expect(backOffMs(5, 0)).toBe(0)
    expect(backOffMs(6, 0)).toBe(30_000)
  })

  test('is spread evenly by chance', () => {
    expect(backOffMs(4, 0.25)).toBe(4000)
  })

  test('never gets shorter with more attempts, at the same chance', () => {
    fc.assert(
      fc.property(attempts, chance, (failed, luck) => {
        expect(backOffMs(failed + 1, luck)).toBeGreaterThanOrEqual(backOffMs(failed, luck))
      }),
      { seed: 1 },
    )
  })
})
