import { expect, test } from 'vitest'
import { intervalBar, scaleHead, scaleOf } from '../../packages/cli/src/view/interval-bar.js'
import { ok } from './reports.js'

const scale = { low: -0.1, high: 0.1 }
const reason = 'The control is not clearly different from zero.'
const draw = (interval: Parameters<typeof intervalBar>[0]) => intervalBar(interval, scale, 21)

test('draws an interval beside zero, and one across it', () => {
  expect(draw(ok(0.05, 0.02, 0.09))).toBe('          │ ├──●───┤ ')
  expect(draw(ok(0.02, -0.05, 0.09))).toBe('     ├────┼─●──────┤ ')
})

test('draws an open end as an arrow', () => {
  expect(draw({ status: 'unbounded', shape: 'above', low: 0.05, reason })).toBe('          │    ├────▸')
  expect(draw({ status: 'unbounded', shape: 'below', high: -0.05, reason })).toBe('◂────┤    │          ')
  expect(draw({ status: 'unbounded', shape: 'everything', reason })).toBe('◂─────────┼─────────▸')
  expect(draw({ status: 'unbounded', shape: 'outside', high: -0.05, low: 0.05, reason })).toBe('◂────┤    │    ├────▸')
})

test('draws only zero where there is no interval', () => {
  expect(draw({ status: 'undefined', reason })).toBe('          │          ')
})

test('puts every end and zero on one scale, and names its ends', () => {
  const common = scaleOf([ok(0.3, 0.2, 0.5), ok(0.1, -0.25, 0.4)])
  expect(common).toEqual({ low: -0.25, high: 0.5 })
  expect(common && scaleHead(common, 25)).toBe('-25 %   0           +50 %')
  expect(scaleOf([{ status: 'undefined', reason }])).toBeUndefined()
})
