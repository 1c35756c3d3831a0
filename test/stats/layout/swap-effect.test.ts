import { expect, test } from 'vitest'
import { swapEffect } from '../../../packages/stats/src/layout/swap-effect.js'
import { relativeError } from '../errors.js'
import { boundsOf } from '../intervals.js'

const rates = (left: number, right: number, n = 1000) => ({
  left: { n, successes: left },
  right: { n, successes: right },
})

// R 4.2, for rates tl = .3, tr = .2, cl = .24, cr = .17 of 1000: v <- (1 - tl) / 300 + (1 - tr) / 200 + (1 - cl) / 240 +
// (1 - cr) / 170; exp(m + c(0, -1, 1) * qnorm(.975) * s) with m <- (log(tl) - log(tr) + log(cl) - log(cr)) / 2, s <- sqrt(v) / 2
// for the slot, and so on; 2 * pnorm(-abs(log(tl) - log(tr) - log(cl) + log(cr)) / sqrt(v))
test('a swap splits clicks into what the slot did and what the item did', () => {
  const answer = swapEffect(rates(240, 170), rates(300, 200))
  if (answer.status !== 'ok') throw new Error(answer.reason)
  const wanted = {
    slot: [1.455213750218, 1.293856169074, 1.6366943323685],
    item: [1.2126781251817, 1.0782134742284, 1.3639119436404],
    interaction: [1.0625, 0.8399382538655, 1.3440348082786],
  }
  for (const name of ['slot', 'item', 'interaction'] as const) {
    const { estimate = 0, low = 0, high = 0 } = boundsOf(answer[name])
    for (const [at, got] of [estimate, low, high].entries()) {
      expect(relativeError(got, wanted[name][at] ?? 0)).toBeLessThan(1e-12)
    }
  }
  expect(relativeError(answer.pValue, 0.61319714560297)).toBeLessThan(1e-12)
})

test('where item and slot just multiply, slot times item is what the order shows', () => {
  const answer = swapEffect(rates(240, 160), rates(300, 200))
  if (answer.status !== 'ok') throw new Error(answer.reason)
  expect(boundsOf(answer.slot).estimate).toBeCloseTo(1.5, 12)
  expect(boundsOf(answer.item).estimate).toBeCloseTo(1.25, 12)
  expect(answer.pValue).toBeCloseTo(1, 9)
})

test('a slot that only helps one item shows as an interaction, with a p-value below the smallest double', () => {
  const answer = swapEffect(rates(100_000, 100_000, 1e6), rates(400_000, 100_000, 1e6))
  if (answer.status !== 'ok') throw new Error(answer.reason)
  expect(answer.pValue).toBe(0)
  expect(answer.logPValue).toBeLessThan(-745)
})

test('a swap without a click in one place is undefined and says where', () => {
  expect(swapEffect(rates(1, 0), rates(1, 1))).toMatchObject({
    status: 'undefined',
    reason: 'The control on the right has no click.',
  })
  expect(swapEffect(rates(5, 5, 5), rates(5, 5, 5))).toMatchObject({ status: 'undefined' })
})

test('more clicks than impressions are refused', () => {
  expect(() => swapEffect(rates(6, 1, 5), rates(1, 1))).toThrow('control on the left has 6 successes in 5 units')
})
