/** The numbers of a decision's sentence are those of the metric's table. */
import type { MetricReport } from '@heddle/analysis'
import { expect, test } from 'vitest'
import { numberWriter } from '../../packages/analysis/src/lift/number-writer.js'

const metric = (more: Partial<MetricReport>, low: number, high: number, value: number): MetricReport => ({
  kind: 'proportion',
  variants: { control: { n: 10_000, value } },
  comparisons: [
    {
      variant: 'trial',
      difference: { status: 'ok', estimate: (low + high) / 2, low, high },
      lift: { status: 'ok', estimate: 0.05, low: 0.01, high: 0.09 },
      pValue: 0.01,
      logPValue: Math.log(0.01),
      adjustedPValue: 0.01,
      warnings: [],
      method: 'any',
    },
  ],
  ...more,
})

test('writes the difference of shares in percentage points', () => {
  const { effect } = numberWriter(metric({}, -0.0304, 0.0287, 0.245))
  expect([effect(-0.0304, 'difference'), effect(0.0287, 'difference')]).toEqual(['-3.0 pp', '+2.9 pp'])
})

test('writes the difference of a quantile in its unit, and a lift in percent', () => {
  const { effect } = numberWriter(metric({ kind: 'quantile', unit: 'ms' }, -420, 1180, 3368))
  expect([effect(-420, 'difference'), effect(1180, 'difference')]).toEqual(['-420 ms', '+1,180 ms'])
  expect(effect(0.093, 'lift')).toBe('+9.3 %')
})

test('writes an end beside zero so that its side can be seen', () => {
  const { effect } = numberWriter(metric({}, 0.0002, 0.061, 0.245))
  expect([effect(0.0002, 'difference'), effect(0.061, 'difference')]).toEqual(['+0.02 pp', '+6.1 pp'])
})

test('separates thousands, and writes a chance as a whole percent', () => {
  const { count, chance } = numberWriter(metric({}, -0.03, 0.03, 0.245))
  expect([count(20_000), chance(0.083)]).toEqual(['20,000', '8 %'])
})
