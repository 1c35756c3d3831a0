import {
  compareMeans,
  compareRatios,
  type Interval,
  mergeMoments,
  mergePairMoments,
  momentsFromSums,
  momentsOf,
  pairMomentsFromSums,
  pairMomentsOf,
} from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { carMileage, plantGrowth } from '../datasets.js'
import { relativeError } from '../errors.js'

const alternating = (base: number, unit: number, length: number) =>
  Array.from({ length }, (_, at) => (at === 0 ? base + 2 * unit : at % 2 === 1 ? base + unit : base + 3 * unit))

// NIST Statistical Reference Datasets, univariate: certified mean and standard deviation
test.each([
  ['NumAcc1', [10_000_001, 10_000_003, 10_000_002], 10_000_002, 1, 1e-15],
  ['NumAcc2', alternating(1, 0.1, 1001), 1.2, 0.1, 1e-13],
  ['NumAcc3', alternating(1_000_000, 0.1, 1001), 1_000_000.2, 0.1, 1e-9],
  ['NumAcc4', alternating(10_000_000, 0.1, 1001), 10_000_000.2, 0.1, 1e-8],
])('%s keeps its certified standard deviation', (_, values, mean, deviation, allowed) => {
  const moments = momentsOf(values)
  expect(relativeError(moments.mean, mean)).toBeLessThan(1e-15)
  expect(relativeError(Math.sqrt(moments.m2 / (moments.n - 1)), deviation)).toBeLessThan(allowed)
})

// R 4.2: mean(v), var(v) * (length(v) - 1)
test.each([
  ['mtcars mpg, am == 0', carMileage.control, 17.1473684210526, 264.5873684210526],
  ['mtcars mpg, am == 1', carMileage.treatment, 24.3923076923077, 456.3092307692307],
  ['PlantGrowth ctrl', plantGrowth.ctrl, 5.032, 3.05996],
])('%s has the mean and the squares of R', (_, values, mean, m2) => {
  const moments = momentsOf(values)
  expect(moments.n).toBe(values.length)
  expect(relativeError(moments.mean, mean)).toBeLessThan(1e-13)
  expect(relativeError(moments.m2, m2)).toBeLessThan(1e-13)
})

test('a constant column has no variance at all, in rows, halves and sums', () => {
  const rows = Array.from({ length: 1000 }, () => 0.1)
  expect(momentsOf(rows).m2).toBe(0)
  expect(mergeMoments(momentsOf(rows.slice(0, 300)), momentsOf(rows.slice(300))).m2).toBe(0)
  expect(momentsFromSums({ n: 1000, sum: 100_000n, sumOfSquares: 10_000_000n, scale: 1000 }).m2).toBe(0)
})

test('no units are the neutral part of a merge', () => {
  const some = momentsOf([1, 2, 4])
  expect(mergeMoments(momentsOf([]), some, momentsOf([]))).toEqual(some)
  expect(mergeMoments()).toEqual({ n: 0, mean: 0, m2: 0 })
  const pairs = pairMomentsOf([
    [1, 2],
    [3, 5],
  ])
  expect(mergePairMoments(pairMomentsOf([]), pairs)).toEqual(pairs)
  expect(momentsFromSums({ n: 0, sum: 0n, sumOfSquares: 0n, scale: 1 })).toEqual(momentsOf([]))
})

test('sums as large as any database holds, 256 bits, give exact moments', () => {
  // n = 3, values 2^126 − 1, 2^126, 2^126 + 1
  const big = 2n ** 126n
  const { mean, m2 } = momentsFromSums({ n: 3, sum: 3n * big, sumOfSquares: 3n * big * big + 2n, scale: 1 })
  expect(mean).toBe(2 ** 126)
  expect(m2).toBe(2)
})

test('sums of a billion units around a billion keep a spread of one', () => {
  // Half of the units at 10^9 − 1, half at 10^9 + 1, at scale 10^6: float64 squares have lost every digit of it.
  const n = 1_000_000_000n
  const centre = 10n ** 15n
  const unit = 10n ** 6n
  const sumOfSquares = n * (centre * centre + unit * unit)
  const { mean, m2 } = momentsFromSums({ n: Number(n), sum: n * centre, sumOfSquares, scale: 1e6 })
  expect(mean).toBe(1e9)
  expect(m2).toBe(1e9)
})

test.each([
  [1n, 3n, 1 / 3],
  [2n, 3n, 2 / 3],
  [9_007_199_254_740_993n, 1n, 9_007_199_254_740_992],
  [9_007_199_254_740_993n * 10n ** 30n + 1n, 10n ** 30n, 9_007_199_254_740_994],
  [-9_007_199_254_740_993n * 10n ** 30n - 1n, 10n ** 30n, -9_007_199_254_740_994],
])('the mean of one sum over n is the nearest double: %d / %d', (sum, n, mean) => {
  const scale = Number(n > 2n ** 53n ? n : 1n)
  const units = n > 2n ** 53n ? 1 : Number(n)
  const got = momentsFromSums({ n: units, sum, sumOfSquares: sum * sum, scale })
  expect(relativeError(got.mean, mean)).toBeLessThan(3e-16)
})

test.each([
  [
    { n: 2, sum: 10n, sumOfSquares: 1n, scale: 1 },
    'sum and sumOfSquares of 2 values contradict each other. Did a total overflow?',
  ],
  [
    { n: 0, sum: 0n, sumOfSquares: 1n, scale: 1 },
    'sum and sumOfSquares of 0 values contradict each other. Did a total overflow?',
  ],
  [{ n: -2, sum: 0n, sumOfSquares: 0n, scale: 1 }, 'n must be a whole number from 0 on, got -2.'],
  [{ n: 2, sum: 0n, sumOfSquares: 0n, scale: 0 }, 'scale must be a positive number, got 0.'],
])('sums that no values have are refused: %o', (sums, message) => {
  expect(() => momentsFromSums(sums)).toThrow(new RangeError(message))
})

test('a product sum beyond what the squares allow is refused', () => {
  const sums = { n: 2, sumX: 2n, sumY: 2n, sumXX: 4n, sumYY: 4n, sumXY: 100n, scaleX: 1, scaleY: 1 }
  expect(() => pairMomentsFromSums(sums)).toThrow('sumXY and the other sums of 2 values contradict each other')
})

test('a value that is no number is refused by its place', () => {
  expect(() => momentsOf([1, Number.NaN])).toThrow(new RangeError('Value 2 must be a finite number, got NaN.'))
  expect(() => pairMomentsOf([[1, Infinity]])).toThrow(
    new RangeError('Pair 1 must be two finite numbers, got [1, Infinity].'),
  )
})

const scale = 1e6
const micros = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 })
const columns = fc.array(micros, { minLength: 2, maxLength: 60 })
const pairColumns = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), micros), { minLength: 2, maxLength: 60 })

const sumOf = (values: readonly bigint[]) => values.reduce((sum, value) => sum + value, 0n)
const numbersIn = (interval: Interval) =>
  interval.status === 'undefined' ? [] : [interval.estimate, interval.low, interval.high].filter((v) => v !== undefined)

const expectSame = (first: readonly Interval[], second: readonly Interval[]) => {
  expect(second.map(({ status }) => status)).toEqual(first.map(({ status }) => status))
  const [got, wanted] = [second.flatMap(numbersIn), first.flatMap(numbersIn)]
  got.forEach((value, at) => {
    const reference = wanted[at] ?? Number.NaN
    const size = Math.max(...wanted.map(Math.abs), 1)
    expect(Math.abs(value - reference) / size).toBeLessThan(1e-12)
  })
}

test('rows, merged halves and integer sums give the same lift of means to 12 digits', () => {
  fc.assert(
    fc.property(columns, columns, fc.nat(60), (control, treatment, cut) => {
      const values = control.map((value) => 20 + value / scale)
      const others = treatment.map((value) => 20 + value / scale)
      const integers = control.map((value) => BigInt(20 * scale + value))
      const rows = compareMeans(momentsOf(values), momentsOf(others))
      const merged = mergeMoments(momentsOf(values.slice(0, cut)), momentsOf(values.slice(cut)))
      const summed = momentsFromSums({
        n: control.length,
        sum: sumOf(integers),
        sumOfSquares: sumOf(integers.map((value) => value * value)),
        scale,
      })
      for (const moments of [merged, summed]) {
        const { difference, lift } = compareMeans(moments, momentsOf(others))
        expectSame([rows.difference, rows.lift], [difference, lift])
      }
    }),
    { seed: 20_240_611, numRuns: 300 },
  )
})

test('rows, merged halves and integer sums give the same lift of ratios to 12 digits', () => {
  fc.assert(
    fc.property(pairColumns, pairColumns, fc.nat(60), (control, treatment, cut) => {
      const toPair = ([x, y]: [number, number]): [number, number] => [x, y / scale]
      const pairs = control.map(toPair)
      const others = pairMomentsOf(treatment.map(toPair))
      const x = control.map(([value]) => BigInt(value))
      const y = control.map(([, value]) => BigInt(value))
      const rows = compareRatios(pairMomentsOf(pairs), others)
      const merged = mergePairMoments(pairMomentsOf(pairs.slice(0, cut)), pairMomentsOf(pairs.slice(cut)))
      const summed = pairMomentsFromSums({
        n: control.length,
        sumX: sumOf(x),
        sumY: sumOf(y),
        sumXX: sumOf(x.map((value) => value * value)),
        sumYY: sumOf(y.map((value) => value * value)),
        sumXY: sumOf(x.map((value, at) => value * (y[at] ?? 0n))),
        scaleX: 1,
        scaleY: scale,
      })
      for (const moments of [merged, summed]) {
        const { difference, lift } = compareRatios(moments, others)
        expectSame([rows.difference, rows.lift], [difference, lift])
      }
    }),
    { seed: 20_240_611, numRuns: 300 },
  )
})
