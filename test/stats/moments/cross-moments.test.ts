import { momentsFromSums, pairMomentsOf } from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareMeansAdjusted } from '../../../packages/stats/src/cuped/compare.js'
import { crossMomentsOfColumns } from '../../../packages/stats/src/moments/cross-columns.js'
import {
  type CrossMoments,
  checkCrossMoments,
  columnMoments,
  crossMomentsFromPair,
  crossMomentsOf,
  mergeCrossMoments,
  noCrossMoments,
  productOf,
} from '../../../packages/stats/src/moments/cross-moments.js'
import { crossMomentsFromSums } from '../../../packages/stats/src/moments/cross-sums.js'
import { carMileage, carPower } from '../datasets.js'
import { relativeError } from '../errors.js'
import { boundsOf, expectNear } from '../intervals.js'

const triangle = (columns: number) => (columns * (columns + 1)) / 2

/** mtcars of am == 0, [mpg, wt, hp] */
const cars = carPower.control.map(([weight, power], at) => [carMileage.control[at] ?? 0, weight, power])

/**
 * Each entry is within `allowed` of the other's, relative to the spread of its two columns, and to what the nearest
 * double of a value far from zero leaves of that spread.
 */
function expectSame(got: CrossMoments, wanted: CrossMoments, allowed: number): void {
  expect(got.n).toBe(wanted.n)
  for (const [i, mean] of wanted.means.entries()) {
    const spread = Math.sqrt(productOf(wanted, i, i) / wanted.n)
    expect(Math.abs((got.means[i] ?? Number.NaN) - mean)).toBeLessThanOrEqual(allowed * (Math.abs(mean) + spread))
    for (const j of wanted.means.keys()) {
      const [a, b] = [i, j].map((column) => Math.sqrt(productOf(wanted, column, column))) as [number, number]
      const far = wanted.means.map((value) => Math.abs(value) * Math.sqrt(wanted.n) * Number.EPSILON)
      const bound = allowed * a * b + a * (far[j] ?? 0) + b * (far[i] ?? 0)
      expect(Math.abs(productOf(got, i, j) - productOf(wanted, i, j))).toBeLessThanOrEqual(bound)
    }
  }
}

/** Typed arrays of rows, and one label a row. */
function columnsOf(rows: readonly (readonly number[])[]): Float64Array[] {
  return (rows[0] ?? []).map((_, column) => Float64Array.from(rows, (row) => row[column] ?? 0))
}

// R 4.2: m <- as.matrix(mtcars[mtcars$am == 0, c("mpg", "wt", "hp")]); colMeans(m); cov(m) * 18
const carMoments = {
  means: [17.14736842105263, 3.768894736842105, 160.2631578947368],
  products: [
    264.5873684210526, -41.1843052631579, 10.87831778947369, -3093.436842105263, 512.7755263157895, 52309.68421052631,
  ],
}

test('rows give the means and products of R', () => {
  const got = crossMomentsOf(cars)
  expectSame(got, { n: 19, ...carMoments }, 1e-13)
  expect(columnMoments(got, 2)).toEqual({ n: 19, mean: got.means[2], m2: got.products[5] })
  expect(productOf(got, 0, 2)).toBe(productOf(got, 2, 0))
})

const row = fc.array(
  fc.integer().map((value) => value / 1000),
  { minLength: 3, maxLength: 3 },
)

test('rows, merged parts and columns give the same moments', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), fc.nat(60), (rows, cut) => {
      const whole = crossMomentsOf(rows)
      expectSame(mergeCrossMoments(crossMomentsOf(rows.slice(0, cut)), crossMomentsOf(rows.slice(cut))), whole, 1e-11)
      const [columns = noCrossMoments] = crossMomentsOfColumns(new Uint8Array(rows.length), columnsOf(rows), 1)
      expectSame(columns, whole, 1e-11)
    }),
  )
})

test('whole numbers give the same moments as rows, also far from zero', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer(), { minLength: 3, maxLength: 3 }), { minLength: 2 }), (rows) => {
      const sums = [0, 1, 2].map((i) => rows.reduce((sum, row) => sum + BigInt(row[i] ?? 0), 0n))
      const products = [0, 1, 2].flatMap((i) =>
        Array.from({ length: i + 1 }, (_, j) =>
          rows.reduce((sum, row) => sum + BigInt(row[i] ?? 0) * BigInt(row[j] ?? 0), 0n),
        ),
      )
      const exact = crossMomentsFromSums({ n: rows.length, sums, products, scales: [1000, 1, 100] })
      const scaled = rows.map(([a = 0, b = 0, c = 0]) => [a / 1000, b, c / 100])
      expectSame(crossMomentsOf(scaled), exact, 1e-11)
      const moments = momentsFromSums({
        n: rows.length,
        sum: sums[0] ?? 0n,
        sumOfSquares: products[0] ?? 0n,
        scale: 1000,
      })
      expect(columnMoments(exact, 0)).toEqual(moments)
    }),
  )
})

/** A repeatable stream of numbers from 0 to 1: a linear congruential generator. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Fixed-point values with three decimals: [variant, spend, spend before, visits before] */
function shop(units: number, seed: number): [number, number, number, number][] {
  const random = generator(seed)
  return Array.from({ length: units }, () => {
    const variant = random() < 0.4 ? 1 : 0
    const before = Math.floor(random() ** 3 * 90_000)
    return [variant, Math.floor(before * 0.7 + random() * 20_000) + variant * 1500, before, Math.floor(random() * 9)]
  })
}

test('rows, merged halves, columns and exact sums give the same adjusted lift to 12 digits', () => {
  const units = shop(30_000, 7)
  const rowsOf = (variant: number, from = 0, to = units.length) =>
    units.slice(from, to).flatMap(([v, a, b, c]) => (v === variant ? [[a / 1000, b / 1000, c]] : []))
  const labels = Uint8Array.from(units, ([variant]) => variant)
  const columns = [
    Float64Array.from(units, ([, spend]) => spend / 1000),
    Float64Array.from(units, ([, , before]) => before / 1000),
    Float64Array.from(units, ([, , , visits]) => visits),
  ]
  const sumsOf = (variant: number) => {
    const sums = [0n, 0n, 0n]
    const products = Array.from({ length: triangle(3) }, () => 0n)
    let n = 0
    for (const [v, ...values] of units) {
      if (v !== variant) continue
      n++
      let at = 0
      for (const [i, value] of values.entries()) {
        sums[i] = (sums[i] ?? 0n) + BigInt(value)
        for (let j = 0; j <= i; j++, at++) products[at] = (products[at] ?? 0n) + BigInt(value) * BigInt(values[j] ?? 0)
      }
    }
    return crossMomentsFromSums({ n, sums, products, scales: [1000, 1000, 1] })
  }
  const [control = noCrossMoments, treatment = noCrossMoments] = crossMomentsOfColumns(labels, columns, 2)
  const wanted = compareMeansAdjusted(sumsOf(0), sumsOf(1))
  const halves = (variant: number) =>
    mergeCrossMoments(crossMomentsOf(rowsOf(variant, 0, 11_111)), crossMomentsOf(rowsOf(variant, 11_111)))
  for (const got of [
    compareMeansAdjusted(control, treatment),
    compareMeansAdjusted(crossMomentsOf(rowsOf(0)), crossMomentsOf(rowsOf(1))),
    compareMeansAdjusted(halves(0), halves(1)),
  ]) {
    for (const bound of ['estimate', 'low', 'high'] as const) {
      expect(Math.abs((boundsOf(got.lift)[bound] ?? 0) - (boundsOf(wanted.lift)[bound] ?? 1))).toBeLessThan(1e-12)
    }
  }
})

test('columns keep their digits at means of a million, with drift and with unequal variants', () => {
  const random = generator(3)
  const rows = 50_000
  const labels = Uint8Array.from({ length: rows }, (_, at) => (at % 100 === 99 ? 2 : at % 2))
  const x = Float64Array.from(labels, (label) => [1e6, -1e6, 3][label] ?? 0).map((mean) => mean + random())
  const y = Float64Array.from(labels, (_, at) => at + random())
  const got = crossMomentsOfColumns(labels, [x, y], 4)
  for (const variant of [0, 1, 2]) {
    const own = Array.from(labels.keys()).filter((at) => labels[at] === variant)
    // Differences from a nearby value are exact, so these moments are those of the same values, moved.
    const shift = [1e6, -1e6, 3][variant] ?? 0
    const near = crossMomentsOf(own.map((at) => [(x[at] ?? 0) - shift, y[at] ?? 0]))
    const moved = { ...near, means: near.means.map((mean, column) => (column === 0 ? mean + shift : mean)) }
    // A mean of 10⁶ is itself rounded to 10⁻¹⁰ of the spread, which the drift brings into the product of both.
    expectSame(got[variant] ?? noCrossMoments, moved, 1e-10)
  }
  expect(got[3]).toEqual(noCrossMoments)
})

test('columns may be of any number and any type', () => {
  const labels = Int32Array.from([0, 1, 1, 0, 1])
  const [one] = crossMomentsOfColumns(labels, [Int32Array.from([4, 1, 2, 6, 6])], 2)
  expect(one).toEqual({ n: 2, means: [5], products: [2] })
  const four = [1, 2, 3, 4].map((k) => Float32Array.from([4, 1, 2, 6, 6], (value, at) => value * k + (at % k)))
  const [, second = noCrossMoments] = crossMomentsOfColumns(labels, four, 2)
  expectSame(second, crossMomentsOf([1, 2, 4].map((at) => four.map((column) => column[at] ?? 0))), 1e-13)
})

test('a label that is no variant, a value that is no number and a short column are refused by name', () => {
  const columns = [Float64Array.of(1, 2, 3)]
  expect(() => crossMomentsOfColumns(Uint8Array.of(0, 2, 1), columns, 2)).toThrow(
    new RangeError('The label of row 1 must be from 0 to 1, got 2.'),
  )
  expect(() => crossMomentsOfColumns(Int8Array.of(0, 1, -1), columns, 2)).toThrow('row 2')
  expect(() => crossMomentsOfColumns(Uint8Array.of(0, 1), columns, 2)).toThrow('Column 0')
  expect(() => crossMomentsOfColumns(Uint8Array.of(0, 1, 1), [Float64Array.of(1, 2, Number.NaN)], 2)).toThrow(
    'Variant 1 has a value that is not a finite number',
  )
  expect(() => crossMomentsOfColumns(Uint8Array.of(0), [], 2)).toThrow('At least one column')
})

test('rows that are no numbers or of another length are refused', () => {
  expect(() => crossMomentsOf([[1, 2], [1]])).toThrow('Row 2 must have 2 values')
  expect(() => crossMomentsOf([[1, Number.NaN]])).toThrow('Row 1 must be finite numbers')
  expect(() => mergeCrossMoments(crossMomentsOf([[1]]), crossMomentsOf([[1, 2]]))).toThrow(RangeError)
})

test('sums that no data have are refused', () => {
  const sums = { n: 2, sums: [3n, 5n], products: [5n, 8n, 13n], scales: [1, 1] }
  expect(crossMomentsFromSums(sums)).toEqual({ n: 2, means: [1.5, 2.5], products: [0.5, 0.5, 0.5] })
  expect(() => crossMomentsFromSums({ ...sums, products: [5n, 9n, 13n] })).toThrow('contradict')
  expect(() => crossMomentsFromSums({ ...sums, products: [4n, 8n, 13n] })).toThrow('contradict')
  expect(() => crossMomentsFromSums({ ...sums, scales: [1] })).toThrow('scales')
  expect(() => crossMomentsFromSums({ ...sums, scales: [1, 0] })).toThrow('scale of column 1')
  expect(crossMomentsFromSums({ n: 0, sums: [0n], products: [0n], scales: [1] })).toEqual(noCrossMoments)
  expect(() => crossMomentsFromSums({ n: 0, sums: [0n], products: [1n], scales: [1] })).toThrow(RangeError)
})

test('moments that no data have are refused by name', () => {
  expect(() => checkCrossMoments('control', { n: 2, means: [1], products: [-1] }, 1)).toThrow('column 0 of control')
  expect(() => checkCrossMoments('control', { n: 2, means: [1], products: [1] }, 2)).toThrow('2 means')
  expect(() => checkCrossMoments('control', { n: 2, means: [Infinity], products: [1] }, 1)).toThrow('Infinity')
  expect(() => checkCrossMoments('control', { n: 1.5, means: [1], products: [1] }, 1)).toThrow('n of control')
})

test('a pair is a value with one covariate', () => {
  const pair = pairMomentsOf(carPower.control)
  const got = crossMomentsFromPair(pair)
  expectSame(got, crossMomentsOf(carPower.control.map(([x, y]) => [y, x])), 1e-13)
  expect(relativeError(productOf(got, 0, 1), pair.crossXY)).toBe(0)
  expectNear(got.means[0], pair.meanY, 1e-15)
})
