import { pairMomentsOf, shareOfTotal } from '@heddle/stats'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../packages/stats/src/calibrate/random.js'

describe('a share of a total', () => {
  test('is Wilson’s interval where each unit brings one event', () => {
    const units = Array.from({ length: 200 }, (_, index): [number, number] => [1, index < 20 ? 1 : 0])
    const { share, effectiveEvents } = shareOfTotal(pairMomentsOf(units))
    // The variance is that of a sample, so 199 events; t with 199 df is 1.97196. By hand from Wilson (1927).
    expect(effectiveEvents).toBeCloseTo(199, 9)
    const pull = 1.971956544 ** 2 / 199
    const reach = Math.sqrt(pull * (0.09 + pull / 4)) / (1 + pull)
    const middle = (0.1 + pull / 2) / (1 + pull)
    expect(share).toMatchObject({
      ...{
        status: 'ok',
        estimate: expect.closeTo(0.1, 12),
        low: expect.closeTo(middle - reach, 8),
        high: expect.closeTo(middle + reach, 8),
      },
    })
  })

  test('counts a unit whose events are all alike as one', () => {
    const one = Array.from({ length: 60 }, (_, index): [number, number] => [1, index % 3 === 0 ? 1 : 0])
    const hundred = one.map(([x, y]): [number, number] => [x * 100, y * 100])
    const [few, many] = [shareOfTotal(pairMomentsOf(one)), shareOfTotal(pairMomentsOf(hundred))]
    expect(many.effectiveEvents).toBeCloseTo(few.effectiveEvents ?? 0, 9)
    expect(many.share).toMatchObject({ estimate: expect.closeTo(1 / 3, 12) })
  })

  test('stays between 0 and 1, and is not certain where every event was of the kind', () => {
    const all = shareOfTotal(
      pairMomentsOf([
        [3, 3],
        [1, 1],
        [1, 1],
        [5, 5],
      ]),
    ).share
    expect(all).toMatchObject({ status: 'ok', estimate: 1, high: 1 })
    expect(all.status === 'ok' && all.low).toBeLessThan(0.8)
    const none = shareOfTotal(
      pairMomentsOf([
        [3, 0],
        [1, 0],
        [1, 0],
        [5, 0],
      ]),
    ).share
    expect(none).toMatchObject({ status: 'ok', estimate: 0, low: 0 })
  })

  test('gives what its example says', () => {
    const { share } = shareOfTotal(
      pairMomentsOf([
        [3, 2],
        [1, 1],
        [2, 0],
      ]),
    )
    expect(share).toMatchObject({ estimate: 0.5, low: expect.closeTo(0.0466, 4), high: expect.closeTo(0.9534, 4) })
  })

  test('has a reason instead of an interval for one unit and for none', () => {
    expect(shareOfTotal(pairMomentsOf([[4, 2]])).share).toEqual({
      ...{ status: 'undefined', reason: 'A variant has a single unit, so chance cannot be judged.' },
    })
    expect(shareOfTotal(pairMomentsOf([])).share).toEqual({
      ...{ status: 'undefined', reason: 'There are no events, so nothing is a share of them.' },
    })
  })

  test('refuses more events of the kind than there are', () => {
    expect(() =>
      shareOfTotal(
        pairMomentsOf([
          [1, 2],
          [1, 1],
        ]),
      ),
    ).toThrow('A share is of a total')
  })

  test('holds the true share as often as it says, where a few units bring most events', () => {
    const random = seededRandom(7)
    const [runs, units] = [2000, 150]
    let held = 0
    for (let run = 0; run < runs; run++) {
      // A unit prefers the part with its own chance, 0.6 on average, and brings 1 to 12 events.
      const pairs = Array.from({ length: units }, (): [number, number] => {
        const chance = 0.2 + 0.8 * random()
        const x = 1 + Math.floor(12 * random() ** 3)
        return [x, Array.from({ length: x }, random).filter((draw) => draw < chance).length]
      })
      const { share } = shareOfTotal(pairMomentsOf(pairs))
      if (share.status === 'ok' && share.low <= 0.6 && share.high >= 0.6) held++
    }
    expect(Math.abs(held / runs - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / runs)) // 4 standard errors; the seed is fixed
  })
})
