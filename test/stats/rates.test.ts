import { compareRatios, pairMomentsOf } from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareRateTotals } from '../../packages/stats/src/rate-totals.js'
import { compareRates } from '../../packages/stats/src/rates.js'
import { boundsOf, expectNear } from './intervals.js'

type Bound = number | undefined
const totals = (x0: number, t0: number, x1: number, t1: number) =>
  [
    { events: x0, exposure: t0 },
    { events: x1, exposure: t1 },
  ] as const

// Control's events and exposure, treatment's, z, p, difference low and high, lift low and high. mpmath 1.3, 60 digits,
// nothing in closed form: bisection of the derivative of the likelihood for the most likely rate with a given
// difference, inside a bisection for the difference with |z| = sqrt(2) erfinv(0.95); for the lift, bisection of
// (x1 - N q)² - z² N q (1 - q) for the share q of the treatment's events, lift = q / (1 - q) · t0 / t1 - 1.
// statsmodels 0.13.5, test_poisson_2indep(method="score"), has the same z and p in the first, second and fifth row.
test.each<[number, number, number, number, number, number, number, number, Bound, Bound]>([
  [
    20, 1000, 31, 1100, 1.20160320712774, 0.229517298324373, -0.00543267401751386, 0.0220292938806269,
    -0.191064564052591, 1.45450638190577,
  ],
  [
    41, 28010, 15, 19017, -2.08177648341799, 0.0373628907457812, -0.00129005467720137, -4.32022366644599e-5,
    -0.699235543064975, -0.0345484203618437,
  ],
  [
    0,
    10,
    5,
    12,
    2.04124145231932,
    0.0412268333371637,
    0.0325207845972541,
    0.975479806926723,
    0.0846573817791903,
    undefined,
  ],
  [
    5, 12, 0, 10, -2.04124145231932, 0.0412268333371637, -0.975479806926723, -0.0325207845972541, -1.0,
    -0.0780498830334098,
  ],
  [
    3, 2.5, 4, 7.25, -1.04315738980342, 0.296875404497221, -3.00310267462839, 0.505571138751726, -0.884776309682952,
    0.834592851631568,
  ],
  [
    1000, 1000000.0, 1200, 1000000.0, 4.26401432711221, 2.00786561242648e-5, 0.000108164119928895, 0.000292184499882513,
    0.10343221691499, 0.305018992490537,
  ],
  [
    100, 50, 900, 51, 24.9863492142975, 8.60379101619399e-138, 14.4578062172955, 16.8957791065387, 6.17920949083385,
    9.84446294256754,
  ],
  [
    1, 0.001, 2, 0.001, 0.577350269189626, 0.563702861650773, -3818.57876808133, 6387.06646183174, -0.737916177173029,
    14.2622926392554,
  ],
  [0, 5, 0, 7, 0.0, 1.0, -0.768291764138825, 0.548779831527732, undefined, undefined],
  [1, 1, 1, 1, 0.0, 1.0, -4.73705852955998, 4.73705852955998, -0.895599708865854, 8.57851735025411],
])('%d events in %d and %d in %d have the score test and intervals of the definition', (...row) => {
  const [x0, t0, x1, t1, z, p, low, high, liftLow, liftHigh] = row
  const got = compareRateTotals(...totals(x0, t0, x1, t1))
  expectNear(got.statistic, z, 1e-12)
  expectNear(got.pValue, p, 1e-12)
  expectNear(boundsOf(got.difference).low, low, 1e-9)
  expectNear(boundsOf(got.difference).high, high, 1e-9)
  expectNear(boundsOf(got.lift).low, liftLow, 1e-10)
  expectNear(boundsOf(got.lift).high, liftHigh, 1e-10)
})

// p: R 4.2: 2 * min(pbinom(x1, N, q), pbinom(x1 - 1, N, q, lower = FALSE)), q = t1 / (t0 + t1), at most 1;
// lift: poisson.test(c(x1, x0), c(t1, t0))$conf.int - 1
test.each<[number, number, number, number, number, number, Bound]>([
  [20, 1000, 31, 1100, 0.2882905604776213, -0.2220245494098919, 1.608468763440063],
  [41, 28_010, 15, 19_017, 0.04766024675456605, -0.7229379896899315, -0.005651936726588591],
  [0, 10, 5, 12, 0.09656568416215977, -0.2363701189037832, undefined],
  [5, 12, 0, 10, 0.09656568416215977, -1, 0.309534926219055],
  [3, 2.5, 4, 7.25, 0.5140250130570126, -0.922218052894144, 2.138691792374592],
  [1000, 1e6, 1200, 1e6, 2.181702640791462e-5, 0.102481555156863, 0.3063596411711305],
  [100, 50, 900, 51, 3.524351883679235e-158, 6.169985887991263, 9.960271194155158],
  [1, 1, 1, 1, 1, -0.9872606329163334, 77.49683531626285],
])('%d events in %d and %d in %d have the exact p-value and interval of R', (x0, t0, x1, t1, p, low, high) => {
  const got = compareRateTotals(...totals(x0, t0, x1, t1), { test: 'exact' })
  expectNear(got.pValue, p, 1e-11)
  expectNear(boundsOf(got.lift).low, low, 1e-10)
  expectNear(boundsOf(got.lift).high, high, 1e-10)
  expect(got.difference.status).toBe('undefined')
})

// R 4.2: log(2) + pbinom(899, 1000, 51/101, lower.tail = FALSE, log.p = TRUE) is -362.5487481364859;
// mpmath 1.3, 50 digits: log(2) + log(betainc(100000, 2, 0, 1/2, regularized=True)) = -69303.20511052976
test('a far tail keeps its logarithm', () => {
  expectNear(compareRateTotals(...totals(100, 50, 900, 51), { test: 'exact' }).logPValue, -362.5487481364859, 1e-13)
  const got = compareRateTotals(...totals(1, 1, 100_000, 1), { test: 'exact' })
  expect(got.pValue).toBe(0)
  expectNear(got.logPValue, -69303.20511052976, 1e-12)
})

test('without an event in either variant any lift is possible, and nothing speaks against none', () => {
  const got = compareRateTotals(...totals(0, 5, 0, 7))
  expect(got.lift).toMatchObject({ status: 'unbounded', shape: 'everything' })
  expect(got.pValue).toBe(1)
  expect(compareRateTotals(...totals(0, 5, 0, 7), { test: 'exact' }).pValue).toBe(1)
})

const counts = fc.integer({ min: 0, max: 400 })
const times = fc.double({ min: 0.01, max: 1000, noNaN: true })
const alphas = fc.constantFrom(0.001, 0.01, 0.05, 0.2, 0.5)
const tests = fc.constantFrom('score' as const, 'exact' as const)

test('the p-value is at most alpha exactly when the intervals exclude zero', () => {
  fc.assert(
    fc.property(counts, times, counts, times, alphas, tests, (x0, t0, x1, t1, alpha, kind) => {
      const got = compareRateTotals(...totals(x0, t0, x1, t1), { alpha, test: kind })
      for (const interval of [got.lift, ...(kind === 'score' ? [got.difference] : [])]) {
        const { low = -Infinity, high = Infinity } = boundsOf(interval)
        expect(low > 0 || high < 0).toBe((got.pValue ?? 1) <= alpha)
        expect(low).toBeLessThanOrEqual(high)
      }
    }),
    { seed: 4_412, numRuns: 400 },
  )
})

test('variants that change places turn the difference round', () => {
  fc.assert(
    fc.property(counts, times, counts, times, (x0, t0, x1, t1) => {
      const there = compareRateTotals(...totals(x0, t0, x1, t1))
      const back = compareRateTotals(...totals(x1, t1, x0, t0))
      expect(Math.abs((there.logPValue ?? 0) - (back.logPValue ?? 0))).toBeLessThan(1e-9 * (1 - (back.logPValue ?? 0)))
      const low = boundsOf(there.difference).low ?? 0
      expect(Math.abs(low + (boundsOf(back.difference).high ?? 0))).toBeLessThan(
        1e-9 * (Math.abs(low) + x1 / t1 + x0 / t0),
      )
    }),
    { seed: 4_413, numRuns: 200 },
  )
})

test.each([
  [0, 1, 'The control has no exposure.'],
  [1, 0, 'The treatment has no exposure.'],
])('no exposure leaves everything undefined', (t0, t1, reason) => {
  const got = compareRateTotals(...totals(0, t0, 0, t1))
  expect(got.difference).toEqual({ status: 'undefined', reason })
  expect(got).not.toHaveProperty('pValue')
})

test.each([
  [totals(1.5, 1, 1, 1), 'events of control must be a whole number from 0 on, got 1.5.'],
  [totals(1, -1, 1, 1), 'exposure of control must be a number from 0 on, got -1.'],
  [totals(1, 1, 1, Number.NaN), 'exposure of treatment must be a number from 0 on, got NaN.'],
])('totals that no data have are refused', (pair, message) => {
  expect(() => compareRateTotals(...pair)).toThrow(new RangeError(message))
})

test('rates of units have the variance of units, and say how far they are from independent events', () => {
  const control = [
    [1, 0],
    [2, 9],
    [1, 0],
    [4, 1],
    [3, 0],
    [2, 8],
    [1, 0],
  ] as const
  const treatment = [
    [2, 0],
    [1, 7],
    [1, 0],
    [3, 12],
    [5, 1],
    [1, 0],
  ] as const
  const got = compareRates(pairMomentsOf(control), pairMomentsOf(treatment))
  const { dispersion, ...rest } = got
  expect(rest).toEqual(compareRatios(pairMomentsOf(control), pairMomentsOf(treatment)))
  // R 4.2: d <- function(x, y) var(y - sum(y) / sum(x) * x) / mean(y)
  expectNear(dispersion.control, 6.986772486772487, 1e-13)
  expectNear(dispersion.treatment, 8.60094674556213, 1e-13)
  const poisson = compareRateTotals(...totals(18, 14, 20, 13))
  const width = (comparison: typeof poisson) => {
    const { low = 0, high = 0 } = boundsOf(comparison.difference)
    return high - low
  }
  expect(width(got)).toBeGreaterThan(2 * width(poisson))
})

test('units without events have no dispersion', () => {
  const none = pairMomentsOf([
    [1, 0],
    [2, 0],
  ])
  expect(compareRates(none, none).dispersion).toEqual({})
})
