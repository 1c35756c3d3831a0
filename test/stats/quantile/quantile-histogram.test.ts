import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binOf, logBinEdges } from '../../../packages/stats/src/quantile/log-bins.js'
import { compareQuantiles, quantile } from '../../../packages/stats/src/quantile/quantile.js'
import {
  compareQuantileHistograms,
  mergeQuantileHistograms,
  quantileHistogramOf,
  quantileOfHistogram,
} from '../../../packages/stats/src/quantile/quantile-histogram.js'
import { boundsOf, expectNear } from '../intervals.js'

const units = (largest: number, fewest = 0) =>
  fc.array(fc.array(fc.integer({ min: 0, max: largest }), { maxLength: 6 }), { minLength: fewest, maxLength: 60 })
const shares = fc.constantFrom(0.25, 0.5, 0.75, 0.9)

test('bins begin with zero and small integers, and end above the largest', () => {
  expect(logBinEdges(5)).toEqual([0, 1, 2, 3, 4, 5, 6])
  const edges = logBinEdges(1e9)
  expect(edges.at(-1)).toBeGreaterThan(1e9)
  expect(edges.at(-2)).toBeLessThanOrEqual(1e9)
  // mpmath 1.3: the integers nearest to exp(k / 128) for k = 1000, 2000, 2600
  expect(edges).toEqual(expect.arrayContaining([2471, 6107328, 663142197]))
  for (const [bin, edge] of edges.entries()) {
    const next = edges[bin + 1] ?? Infinity
    if (edge > 1000 && next < Infinity) expect(next / edge - 1).toBeLessThan(0.0091)
  }
})

test('edges are whole numbers to the last digit, as far as doubles hold them', () => {
  // Python 3.11, decimal with 60 digits: exp(k / 128) for k = 4000 and 4613 are 37299461295718.88… and 4482971487834153.10…
  expect(logBinEdges(2 ** 52)).toEqual(expect.arrayContaining([37299461295719, 4482971487834153]))
  expect(() => logBinEdges(2 ** 52 + 1)).toThrow('largest must be at most 2^52')
  expect(() => logBinEdges(5, 0.5)).toThrow('perEFold must be a whole number')
})

test('an integer is in the last bin that begins at or below it', () => {
  const edges = logBinEdges(100_000)
  for (const [bin, edge] of edges.entries()) {
    expect(binOf(edges, edge)).toBe(bin)
    expect(binOf(edges, (edges[bin + 1] ?? edge + 1) - 1)).toBe(bin)
  }
  expect(binOf(edges, 1e12)).toBe(edges.length - 1)
})

test('rows and histograms agree to the digit where a bin holds one integer', () => {
  const edges = Array.from({ length: 41 }, (_, at) => at)
  fc.assert(
    fc.property(units(40, 2), units(40, 2), shares, (control, treatment, p) => {
      expect(
        compareQuantileHistograms(quantileHistogramOf(control, edges), quantileHistogramOf(treatment, edges), { p }),
      ).toEqual(compareQuantiles(control, treatment, { p }))
    }),
    { seed: 61, numRuns: 200 },
  )
})

test('rows and histograms agree to the width of a bin, in quantiles and standard errors', () => {
  // Load times of pages; unit i has 1 to 7 of them, alike within a unit.
  const times = (n: number, seed: number) =>
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: 1 + ((i * 7 + seed) % 7) }, (_, j) =>
        Math.round(900_000 * Math.exp(Math.sin(i * 12.9898 + seed) + 0.4 * Math.sin(i * 78.233 + j * 37.719))),
      ),
    )
  const edges = logBinEdges(10_000_000)
  const control = times(2000, 1)
  const treatment = times(2100, 2)
  for (const p of [0.1, 0.5, 0.75, 0.95]) {
    const rows = compareQuantiles(control, treatment, { p })
    const bins = compareQuantileHistograms(quantileHistogramOf(control, edges), quantileHistogramOf(treatment, edges), {
      p,
    })
    const exact = quantile(control.flat(), p)
    const width = exact / 120 // A bin is 1/128 wide; some more for rounding.
    expect(Math.abs(quantileOfHistogram(quantileHistogramOf(control, edges), p) - exact)).toBeLessThan(width)
    const error = (got: typeof rows) => (boundsOf(got.difference).estimate ?? 0) / (got.statistic ?? 1)
    expect(Math.abs(error(bins) - error(rows))).toBeLessThan(width)
    expect(Math.abs(error(bins) / error(rows) - 1)).toBeLessThan(0.03)
  }
})

test('shards that share no unit merge to the histogram of all, in any order', () => {
  const edges = logBinEdges(5000)
  fc.assert(
    fc.property(units(5000), units(5000), units(5000), (a, b, c) => {
      const [x, y, z] = [a, b, c].map((part) => quantileHistogramOf(part, edges, 1000))
      if (!x || !y || !z) return
      const all = quantileHistogramOf([...a, ...b, ...c], edges, 1000)
      expect(mergeQuantileHistograms(x, y, z)).toEqual(all)
      expect(mergeQuantileHistograms(z, mergeQuantileHistograms(x, y))).toEqual(all)
    }),
    { seed: 62, numRuns: 100 },
  )
})

test('the sums are those of their definition', () => {
  const got = quantileHistogramOf([[0, 2, 2, 9], [2], [], [0, 0]], [0, 1, 2, 5], 10)
  // Cumulative counts of the units: 1 1 3 4, 0 0 1 1, 2 2 2 2.
  expect(got).toEqual({
    edges: [0, 1, 2, 5],
    scale: 10,
    n: 3,
    total: 7,
    totalOfSquares: 21,
    counts: [3, 0, 3, 1],
    squareSteps: [5, 0, 9, 7],
    weightedCounts: [8, 0, 9, 4],
  })
})

test('the scale only changes the unit of the answer', () => {
  const values = [[100, 220], [340, 150, 160], [90], [500, 310]]
  const other = [[120, 200], [390, 190, 160], [95], [510, 330]]
  const edges = logBinEdges(1000)
  const at = (scale: number) =>
    compareQuantileHistograms(quantileHistogramOf(values, edges, scale), quantileHistogramOf(other, edges, scale), {
      p: 0.5,
    })
  expectNear(at(1000).pValue, at(1).pValue, 1e-12)
  expectNear((boundsOf(at(1000).difference).high ?? 0) * 1000, boundsOf(at(1).difference).high, 1e-12)
})

const good = quantileHistogramOf([[0, 2, 2, 9], [2], [0, 0]], [0, 1, 2, 5])

test.each([
  [() => quantileHistogramOf([[-1]], [0, 1]), 'A value in a histogram must be a whole number from 0 on, got -1.'],
  [() => quantileHistogramOf([[0.5]], [0, 1]), 'A value in a histogram must be a whole number from 0 on, got 0.5.'],
  [() => quantileHistogramOf([], [1, 2]), 'The first edge must be 0, got 1.'],
  [() => quantileHistogramOf([], [0, 2, 2]), 'Edge 2 must be a whole number above the edge before, got 2.'],
  [() => quantileHistogramOf([], [0], 0), 'scale must be a positive number, got 0.'],
  [
    () => mergeQuantileHistograms(good, { ...good, scale: 2 }),
    'The histograms must have the same edges and the same scale.',
  ],
  [
    () => compareQuantileHistograms(good, { ...good, edges: [0, 1, 2, 6] }, { p: 0.5 }),
    'The histograms must have the same edges and the same scale.',
  ],
  [() => quantileOfHistogram({ ...good, counts: [3, 0, 3] }, 0.5), 'counts of histogram must have one number an edge.'],
  [
    () => quantileOfHistogram({ ...good, squareSteps: [5, 0, 9, 8] }, 0.5),
    'The totals of histogram are not those of its bins. Did a sum overflow, or miss a unit?',
  ],
  [() => quantileOfHistogram(quantileHistogramOf([], [0]), 0.5), 'A quantile needs at least one value, got none.'],
])('histograms that no data have are refused', (call, message) => {
  expect(call).toThrow(new RangeError(message))
})
