import { excludesZero } from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  compareProportionsExactly,
  oddsRatioExactly,
} from '../../../packages/stats/src/proportions/exact-proportions.js'
import { tailError } from '../errors.js'
import { boundsOf, expectNear } from '../intervals.js'

const compare = (x0: number, n0: number, x1: number, n1: number, alpha = 0.05, midP = false) =>
  compareProportionsExactly({ n: n0, successes: x0 }, { n: n1, successes: x1 }, { alpha, midP })

// R 4.2, K <- x0 + x1; s <- max(0, K - n0):min(K, n1); up <- phyper(x1 - 1, n1, n0, K, lower.tail = FALSE)
// lo <- phyper(x1, n1, n0, K); d <- dhyper(x1, n1, n0, K); min(1, 2 * min(up, lo)); 2 * min(up - d/2, lo - d/2)
// tail <- function(l, k) { w <- lchoose(n1, s) + lchoose(n0, K - s) + l * s; w <- exp(w - max(w))
//   (sum(w[s > x1]) + k * sum(w[s == x1])) / sum(w) }, and with s < x1 for the other bound
// exp(uniroot(function(l) log(tail(l, k) / (alpha/2)), c(-40, 40), tol = 1e-14)$root), for k = 1 and k = 1/2.
// fisher.test(matrix(c(x1, n1 - x1, x0, n0 - x0), 2), conf.level = 1 - alpha)$conf.int agrees to its four digits.
test.each([
  [
    3, 10, 9, 10, 0.05, 0.01976661109788, 0.010240533460348, 1.387113537943, 1047.839981704, 1.788954148413,
    522.4394140142,
  ],
  [
    48, 80, 56, 70, 0.05, 0.012649422259797, 0.0084494426794526, 1.209115478924, 6.039873013133, 1.276159154293,
    5.670866460839,
  ],
  [
    2, 7, 6, 7, 0.05, 0.1025641025641, 0.053613053613054, 0.7203390686298, 823.9798414911, 0.9673371804917,
    409.0518060378,
  ],
  [0, 29, 5, 56, 0.05, 0.23290483790734, 0.11645241895367, 0.483271501042, Infinity, 0.6477156937794, Infinity],
  [0, 20, 10, 10, 0.05, 6.6566783208462e-8, 3.3283391604231e-8, 23.35807164721, Infinity, 32.72226003623, Infinity],
  [10, 10, 0, 10, 0.05, 1.0825088224469e-5, 5.4125441122345e-6, 0, 0.08980013602818, 0, 0.06352072546464],
  [0, 1000, 1, 10, 0.05, 0.01980198019802, 0.0099009900990099, 2.564102564103, Infinity, 5.263157894737, Infinity],
  [1, 3, 2, 6, 0.5, 1, 0.98809523809524, 0.1657946918507, 7.131548721829, 0.3262237060162, 3.128390371428],
  [
    100, 1000, 130, 1000, 0.05, 0.041904548383735, 0.03576196053859, 1.010497364628, 1.793238292572, 1.019819457799,
    1.77637609042,
  ],
  [
    100, 1000, 130, 1000, 0.001, 0.041904548383735, 0.03576196053859, 0.8386194805207, 2.17158235682, 0.845961921573,
    2.151841491752,
  ],
  [
    7, 34, 1, 34, 0.05, 0.054400130495066, 0.02965625843042, 0.002518929743355, 1.02746028066, 0.005009602261913,
    0.8413352813906,
  ],
  [15, 72, 0, 16, 0.05, 0.072827893712937, 0.036413946856469, 0, 1.140901252179, 0, 0.8858435765444],
  [998, 1000, 999, 1000, 0.05, 1, 0.62481240620313, 0.1040330060908, 118.2288483916, 0.1520226345661, 59.10875972715],
  [
    450, 500, 490, 500, 0.05, 6.9878459254775e-8, 4.1062327875102e-8, 2.684072659873, 12.17181083399, 2.800593278265,
    11.40821526173,
  ],
  [
    12, 10000, 31, 9000, 0.05, 0.0017581768188614, 0.0011608316826278, 1.435405139731, 6.15475821116, 1.49834431817,
    5.81258090849,
  ],
  [33, 100, 33, 100, 0.05, 1, 1, 0.5314146842141, 1.881769604238, 0.5524017737032, 1.810276591431],
  [
    50, 60, 3, 70, 1e-6, 7.9905803277128e-22, 4.0297258715632e-22, 3.620299275561e-5, 0.1502349668686,
    4.561553482026e-5, 0.142130925058,
  ],
])('%d of %d and %d of %d at alpha %d have the exact p-value %d and mid-p %d, and their odds ratios', (...row) => {
  const [x0, n0, x1, n1, alpha, p, mid, low, high, midLow, midHigh] = row
  const control = { n: n0, successes: x0 }
  const treatment = { n: n1, successes: x1 }
  expectNear(compare(x0, n0, x1, n1, alpha).pValue, p, 1e-11)
  expectNear(compare(x0, n0, x1, n1, alpha, true).pValue, mid, 1e-11)
  for (const [midP, from, to] of [[false, low, high] as const, [true, midLow, midHigh] as const]) {
    const odds = boundsOf(oddsRatioExactly(control, treatment, { alpha, midP }))
    expectNear(odds.low, from, 1e-9)
    expectNear(odds.high, to === Infinity ? undefined : to, 1e-9)
  }
})

// mpmath 1.3, 60 digits: terms of the hypergeometric tail from exp(loggamma) at x1 outward, log(2 * sum), and
// log(2 * (sum - first / 2))
test.each([
  [10, 1000, 990, 1000, -1273.718750453351, -1274.411795816487],
  [300000, 1000000, 310000, 1000000, -120.8803725274612, -120.903780432042],
  [100000, 1000000, 200000, 1000000, -19937.88744163692, -19938.21287019084],
  [0, 1000000, 400, 1000000, -276.605633015301, -277.2987801958609],
  [900, 1000, 10, 9000, -2645.628742374959, -2646.321766121603],
  [5000000, 1000000000, 5050000, 1000000000, -127.992266378942, -127.9972739129207],
  [2, 1000000000, 40, 500000000, -37.27980010875147, -37.94914664366995],
])('%d of %d and %d of %d keep a finite logarithm of the exact p-value, %d, and of mid-p, %d', (...row) => {
  const [x0, n0, x1, n1, log, logMid] = row
  expect(tailError(compare(x0, n0, x1, n1).logPValue ?? Number.NaN, log)).toBeLessThan(1e-10)
  expect(tailError(compare(x0, n0, x1, n1, 0.05, true).logPValue ?? Number.NaN, logMid)).toBeLessThan(1e-10)
})

// 0.025 ** 0.1 is the chance of no success in 10 units at the upper Clopper–Pearson limit, so the limit is 1 minus it.
test('two variants without successes have a difference between their Clopper–Pearson limits, and any lift', () => {
  const { difference, lift, pValue } = compare(0, 10, 0, 10)
  expectNear(boundsOf(difference).high, 1 - 0.025 ** 0.1, 1e-12)
  expectNear(boundsOf(difference).low, 0.025 ** 0.1 - 1, 1e-12)
  expect(lift).toMatchObject({ status: 'unbounded', shape: 'everything' })
  expect(pValue).toBe(1)
  expect(compare(0, 10, 0, 10, 0.05, true).pValue).toBe(1)
  expect(oddsRatioExactly({ n: 10, successes: 0 }, { n: 10, successes: 0 })).toMatchObject({
    status: 'unbounded',
    shape: 'everything',
  })
})

test('a control without successes leaves the exact lift without an upper end', () => {
  const { lift } = compare(0, 1000, 12, 1000)
  expect(lift).toMatchObject({ status: 'unbounded', shape: 'above' })
  expect(lift).not.toHaveProperty('estimate')
  expect(boundsOf(lift).low).toBeGreaterThan(0)
})

test.each([
  ['control', 0, 0, 5, 10],
  ['treatment', 5, 10, 0, 0],
])('a %s without units leaves everything exact undefined, with a reason', (name, x0, n0, x1, n1) => {
  const nothing = { status: 'undefined', reason: `The ${name} has no units.` }
  expect(compare(x0, n0, x1, n1)).toMatchObject({ difference: nothing, lift: nothing })
  expect(compare(x0, n0, x1, n1)).not.toHaveProperty('pValue')
  expect(oddsRatioExactly({ n: n0, successes: x0 }, { n: n1, successes: x1 })).toEqual(nothing)
})

test('exact p-value, difference, lift and odds ratio say the same of every pair of counts', () => {
  const count = fc
    .oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5000 }))
    .chain((n) => fc.record({ n: fc.constant(n), successes: fc.integer({ min: 0, max: n }) }))
  const alphas = fc.constantFrom(0.5, 0.1, 0.05, 0.001)
  fc.assert(
    fc.property(count, count, alphas, fc.boolean(), (control, treatment, alpha, midP) => {
      const { difference, lift, pValue } = compareProportionsExactly(control, treatment, { alpha, midP })
      const { low = 0, high = Infinity } = boundsOf(oddsRatioExactly(control, treatment, { alpha, midP }))
      const significant = pValue !== undefined && pValue <= alpha
      expect(excludesZero(difference)).toBe(significant)
      expect(excludesZero(lift)).toBe(significant)
      expect(low > 1 || high < 1).toBe(significant)
      for (const { low = -1, high = Infinity, estimate = low } of [boundsOf(difference), boundsOf(lift)]) {
        expect(low).toBeLessThanOrEqual(estimate)
        expect(high).toBeGreaterThanOrEqual(estimate)
        expect(low).toBeGreaterThanOrEqual(-1)
      }
    }),
    { seed: 3, numRuns: 400 },
  )
})

/** Every outcome of two variants, with its answer. */
function outcomes(n0: number, n1: number, midP: boolean) {
  const counts = (n: number) => Array.from({ length: n + 1 }, (_, successes) => ({ n, successes }))
  return counts(n0).flatMap((control) =>
    counts(n1).map((treatment) => ({
      control: control.successes,
      treatment: treatment.successes,
      answer: compareProportionsExactly(control, treatment, { midP }),
    })),
  )
}

/** Chances of 0 to n successes. */
function binomial(n: number, rate: number): number[] {
  let chances = [1]
  for (let unit = 0; unit < n; unit++) {
    chances = [...chances, 0].map((chance, at) => chance * (1 - rate) + (chances[at - 1] ?? 0) * rate)
  }
  return chances
}

const rates = Array.from({ length: 49 }, (_, at) => (at + 1) / 50)

test.each([
  [10, 10],
  [12, 45],
  [25, 25],
  [40, 17],
  [50, 50], // Of 121 pairs of sizes from 10 to 60 the one with most mid-p alarms, 5.69 %, and the only one above 5.5 %.
])('of all outcomes of %d and %d units, exact alarms are false in 5 % at most, mid-p alarms in 5.7 %', (n0, n1) => {
  for (const midP of [false, true]) {
    const alarms = outcomes(n0, n1, midP).filter(({ answer }) => (answer.pValue ?? 1) <= 0.05)
    const falseAlarms = rates.map((rate) => {
      const from = binomial(n0, rate)
      const to = binomial(n1, rate)
      return alarms.reduce((sum, { control, treatment }) => sum + (from[control] ?? 0) * (to[treatment] ?? 0), 0)
    })
    expect(alarms.length).toBeGreaterThan(0)
    expect(Math.max(...falseAlarms)).toBeLessThanOrEqual(midP ? 0.057 : 0.05)
  }
})

test.each([
  [10, 10],
  [10, 25],
  [25, 15],
])('of all outcomes of %d and %d units, 95 % of exact intervals hold the truth, 93 % of mid-p ones', (n0, n1) => {
  const steps = rates.filter((_, at) => at % 4 === 0)
  for (const midP of [false, true]) {
    const all = outcomes(n0, n1, midP)
    const allowed = midP ? 0.93 : 0.95
    for (const p0 of steps) {
      const from = binomial(n0, p0)
      for (const p1 of steps) {
        if (Math.abs(p1 - p0) > 0.9) continue
        const to = binomial(n1, p1)
        let differences = 0
        let lifts = 0
        for (const { control, treatment, answer } of all) {
          const chance = (from[control] ?? 0) * (to[treatment] ?? 0)
          const holds = ({ low = -1, high = Infinity }, value: number) => low <= value + 1e-12 && high >= value - 1e-12
          if (holds(boundsOf(answer.difference), p1 - p0)) differences += chance
          if (holds(boundsOf(answer.lift), p1 / p0 - 1)) lifts += chance
        }
        expect(differences).toBeGreaterThan(allowed)
        expect(lifts).toBeGreaterThan(allowed)
      }
    }
  }
})

test('the exact comparison refuses what no data can have', () => {
  expect(() => compare(11, 10, 1, 10)).toThrow(
    new RangeError('control has 11 successes in 10 units; count each unit once.'),
  )
  expect(() => compare(1, 10, 1, 10, 0)).toThrow('alpha must be between 0 and 1')
})
