import fc from 'fast-check'
import { expect, test } from 'vitest'
import { interleavingPreference, teamDraft } from '../../../packages/stats/src/layout/interleaving.js'
import { tailError } from '../errors.js'
import { boundsOf } from '../intervals.js'

const order = fc.shuffledSubarray(['u', 'v', 'w', 'x', 'y', 'z'], { minLength: 6 })

test('the merged list has every item once, and the teams differ by at most one at every place', () => {
  fc.assert(
    fc.property(
      order,
      order,
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 3 }),
      (a, b, coins) => {
        let at = 0
        const merged = teamDraft(a, b, () => coins[at++ % coins.length] ?? 0)
        expect(merged.map(({ item }) => item).sort()).toEqual([...a].sort())
        let lead = 0
        for (const { team } of merged) {
          lead += team === 'a' ? 1 : -1
          expect(Math.abs(lead)).toBeLessThanOrEqual(1)
        }
      },
    ),
  )
})

test('each pick is the best of its own order that is not taken', () => {
  fc.assert(
    fc.property(order, order, fc.boolean(), (a, b, first) => {
      const merged = teamDraft(a, b, () => (first ? 0.2 : 0.7))
      const taken = new Set<string>()
      for (const { item, team } of merged) {
        expect(item).toBe((team === 'a' ? a : b).find((one) => !taken.has(one)))
        taken.add(item)
      }
    }),
  )
})

test('two equal orders stay as they are', () => {
  const items = ['x', 'y', 'z', 'w']
  expect(teamDraft(items, items, () => 0.9).map(({ item }) => item)).toEqual(items)
})

test('the list ends at the length asked for, or when an order has nothing left', () => {
  expect(teamDraft(['x', 'y'], ['y', 'x'], () => 0, 1)).toEqual([{ item: 'x', team: 'a' }])
  expect(teamDraft(['x', 'y', 'z'], ['y'], () => 0.9)).toEqual([{ item: 'y', team: 'b' }])
  expect(teamDraft([], ['y'], () => 0)).toEqual([])
  expect(() => teamDraft(['x'], ['x'], () => 0, -1)).toThrow('length must be a whole number from 0 on, got -1.')
})

const unitsOf = (a: number, b: number, ties = 0) => [
  ...Array.from({ length: a }, () => ({ a: 2, b: 1 })),
  ...Array.from({ length: b }, () => ({ a: 0, b: 1 })),
  ...Array.from({ length: ties }, () => ({ a: 1, b: 1 })),
]

// R 4.2: t <- binom.test(a, a + b); t$conf.int; pbinom(max(a, b) - 1, a + b, .5, lower = FALSE, log = TRUE) + log(2)
test.each([
  [7, 2, 0.399906426283688, 0.971855026522102, -1.71653604799047],
  [0, 5, 0, 0.521823750104981, -2.77258872223978],
  [60, 40, 0.497209150422335, 0.696705231297122, -2.86667202288696],
  [300, 200, 0.555571799242962, 0.64323862793989, -11.6249675256015],
  [1, 0, 0.025, 1, 0],
  [5000, 3000, 0.614284886038096, 0.635623978298131, -255.750748034269],
])('%d units for one order and %d for the other have the sign test and its interval', (a, b, low, high, logP) => {
  const { share, logPValue = 1, pValue, units } = interleavingPreference(unitsOf(a, b, 3))
  const bounds = boundsOf(share)
  expect(bounds.estimate).toBe(a / (a + b))
  expect(Math.abs((bounds.low ?? 9) - low)).toBeLessThan(1e-12)
  expect(Math.abs((bounds.high ?? 9) - high)).toBeLessThan(1e-12)
  expect(tailError(logPValue, logP)).toBeLessThan(1e-11)
  expect(pValue).toBe(Math.exp(logPValue))
  expect(units).toEqual({ a, b, ties: 3 })
})

test('halved ties shrink share and bounds towards ½ and leave the p-value as it is', () => {
  const dropped = interleavingPreference(unitsOf(60, 20, 20))
  const halved = interleavingPreference(unitsOf(60, 20, 20), { ties: 'half' })
  expect(boundsOf(halved.share).estimate).toBeCloseTo(0.7, 12)
  expect((boundsOf(halved.share).low ?? 0) - 0.5).toBeCloseTo(0.8 * ((boundsOf(dropped.share).low ?? 0) - 0.5), 12)
  expect(halved.pValue).toBe(dropped.pValue)
})

test('the interval excludes ½ exactly when the p-value is at most alpha', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), fc.constantFrom(0.01, 0.05, 0.2), (a, b, alpha) => {
      const { share, pValue } = interleavingPreference(unitsOf(a, b), { alpha })
      if (share.status !== 'ok' || pValue === undefined) expect(a + b).toBe(0)
      else expect(share.low > 0.5 || share.high < 0.5).toBe(pValue <= alpha)
    }),
  )
})

test('ties alone prefer nothing', () => {
  const { share, pValue } = interleavingPreference(unitsOf(0, 0, 4))
  expect(share.status).toBe('undefined')
  expect(pValue).toBeUndefined()
})
