import {
  compareMeans,
  compareRatios,
  momentsFromSums,
  momentsOf,
  pairMomentsFromSums,
  pairMomentsOf,
} from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logBinEdges } from '../../packages/stats/src/quantile/log-bins.js'
import { quantileHistogramOf } from '../../packages/stats/src/quantile/quantile-histogram.js'
import {
  poolThreshold,
  poolThresholdOfHistograms,
  winsorise,
  winsorisedPairSums,
  winsorisedSums,
} from '../../packages/stats/src/winsorise.js'
import { boundsOf, expectNear } from './intervals.js'

/** Orders of 60 and 50 units, made up, a few of them huge. */
const orders = (n: number, seed: number) =>
  Array.from({ length: n }, (_, i) => (i % 17 === seed ? 10_000 + 977 * i : (i * i * 31 + seed * 7 * i) % 211))
const control = orders(60, 2)
const treatment = orders(50, 5)

// NumPy: np.quantile(np.concatenate([control, treatment]), p); scipy 1.17 on np.minimum(values, cap):
// ttest_ind(treatment, control, equal_var=False): statistic, pvalue, confidence_interval()
test.each([
  [0.9, 201, 0.818831196571995, 0.414704553941647, -13.8407318907502, 33.3207318907502],
  [0.95, 13566.04999999999, -0.0836056665913651, 0.933528935038826, -1289.49891369367, 1185.153247027],
  [0.99, 47839.20999999999, -0.198719061989429, 0.842858128685996, -3618.64183903965, 2959.22990570632],
  [0.5, 107, 0.973097655645151, 0.332685831362906, -6.9343616317509, 20.3076949650842],
])('values capped at the pooled quantile %d have the Welch test of scipy', (p, cap, t, pValue, low, high) => {
  const high0 = poolThreshold([control, treatment], p)
  expectNear(high0, cap, 1e-14)
  const moments = (values: readonly number[]) => momentsOf(values.map((value) => winsorise(value, { high: high0 })))
  const got = compareMeans(moments(control), moments(treatment))
  expectNear(got.statistic, t, 1e-11)
  expectNear(got.pValue, pValue, 1e-11)
  expectNear(boundsOf(got.difference).low, low, 1e-11)
  expectNear(boundsOf(got.difference).high, high, 1e-11)
})

test('the threshold from histograms is the integer nearest to that of rows, within the width of a bin', () => {
  const edges = logBinEdges(100_000)
  const histogram = (values: readonly number[], scale: number) =>
    quantileHistogramOf(
      values.map((value) => [value]),
      edges,
      scale,
    )
  for (const p of [0.5, 0.9, 0.99]) {
    const rows = poolThreshold([control, treatment], p)
    for (const scale of [1, 100]) {
      const got = poolThresholdOfHistograms([histogram(control, scale), histogram(treatment, scale)], p)
      expect(Number.isSafeInteger(got)).toBe(true)
      expect(Math.abs(got - rows)).toBeLessThan(1 + rows / 100)
    }
  }
})

test('capped integers add up to the moments of capped values, over shards as well', () => {
  const integers = fc.array(fc.integer({ min: -1000, max: 1_000_000 }), { maxLength: 40 })
  const cap = { low: -10, high: 5000 }
  fc.assert(
    fc.property(integers, integers, (a, b) => {
      const [x, y, all] = [a, b, [...a, ...b]].map((values) => winsorisedSums(values, cap, 100))
      expect(all).toEqual({
        n: (x?.n ?? 0) + (y?.n ?? 0),
        sum: (x?.sum ?? 0n) + (y?.sum ?? 0n),
        sumOfSquares: (x?.sumOfSquares ?? 0n) + (y?.sumOfSquares ?? 0n),
        scale: 100,
      })
      if (!all) return
      const got = momentsFromSums(all)
      const wanted = momentsOf([...a, ...b].map((value) => winsorise(value, cap) / 100))
      expect(Math.abs(got.mean - wanted.mean)).toBeLessThan(1e-10)
      expect(Math.abs(got.m2 - wanted.m2)).toBeLessThan(1e-9 * (1 + wanted.m2))
    }),
    { seed: 71, numRuns: 100 },
  )
})

test('the numerator and the denominator of a ratio are capped each for itself', () => {
  const pairs = (n: number, seed: number) =>
    orders(n, seed).map((y, i): [number, number] => [i % 11 === 3 ? 500 : 1 + (i % 4), y])
  const caps = { x: { high: 40 }, y: { high: 300 } }
  const sums = (all: readonly [number, number][]) => pairMomentsFromSums(winsorisedPairSums(all, caps))
  const byHand = (all: readonly [number, number][]) =>
    pairMomentsOf(all.map(([x, y]) => [Math.min(x, 40), Math.min(y, 300)]))
  const got = compareRatios(sums(pairs(60, 2)), sums(pairs(50, 5)))
  const wanted = compareRatios(byHand(pairs(60, 2)), byHand(pairs(50, 5)))
  expectNear(got.pValue, wanted.pValue, 1e-11)
  expectNear(boundsOf(got.difference).low, boundsOf(wanted.difference).low, 1e-11)
  expect(winsorisedPairSums([[500, 900]], {})).toMatchObject({ n: 1, sumX: 500n, sumXY: 450_000n, scaleX: 1 })
})

test('a cap below which all values lie changes nothing', () => {
  expect(winsorise(5, {})).toBe(5)
  expect(control.map((value) => winsorise(value, { low: 0, high: 1e9 }))).toEqual(control)
})

test.each([
  [() => winsorise(1, { low: 2, high: 1 }), 'The low cap must not be above the high one, got 2 and 1.'],
  [() => winsorisedSums([0.5], {}), 'Values and caps must be whole numbers, got 0.5.'],
  [() => winsorisedSums([5], { high: 2.5 }), 'Values and caps must be whole numbers, got 2.5.'],
  [() => poolThreshold([[], []], 0.99), 'A quantile needs at least one value, got none.'],
  [() => winsorisedSums([], {}, 0), 'scale must be a positive number, got 0.'],
])('numbers that no data have are refused', (call, message) => {
  expect(call).toThrow(new RangeError(message))
})
