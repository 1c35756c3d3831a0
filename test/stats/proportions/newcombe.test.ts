import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newcombeDifference } from '../../../packages/stats/src/proportions/newcombe.js'
import { boundsOf, expectNear } from '../intervals.js'

const bounds = (x0: number, n0: number, x1: number, n1: number, alpha?: number) =>
  boundsOf(newcombeDifference({ n: n0, successes: x0 }, { n: n1, successes: x1 }, alpha))

// Newcombe (1998), Statistics in Medicine 17, table II, method 10, examples (a) to (h)
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])('%d of %d against %d of %d has the published hybrid interval from %d to %d', (x1, n1, x0, n0, low, high) => {
  expect(bounds(x0, n0, x1, n1).low).toBeCloseTo(low, 4)
  expect(bounds(x0, n0, x1, n1).high).toBeCloseTo(high, 4)
})

// statsmodels 0.13.5: confint_proportions_2indep(x1, n1, x0, n0, method='newcomb', compare='diff', alpha=alpha,
// correction=False)
test.each([
  [48, 80, 56, 70, 0.05, 0.05243147240236498, 0.33387265403690614],
  [3, 10, 9, 10, 0.05, 0.1705227239345029, 0.809017973535488],
  [2, 7, 6, 7, 0.05, 0.05822792748231209, 0.8062496375242278],
  [0, 29, 5, 56, 0.05, -0.038137147903536936, 0.19256001385511165],
  [0, 20, 0, 10, 0.05, -0.1611251580528194, 0.27753279986288926],
  [0, 10, 0, 10, 0.05, -0.27753279986288926, 0.27753279986288926],
  [0, 20, 10, 10, 0.05, 0.6790860371419145, 1],
  [0, 10, 10, 10, 0.05, 0.6075093504305241, 1],
  [100, 1000, 130, 1000, 0.01, -0.006877349050978927, 0.06699980753514106],
  [998, 1000, 999, 1000, 0.05, -0.003864132581434871, 0.006326839821860912],
  [1, 1000000, 3, 1000000, 0.05, -3.0676156228883573e-6, 7.87910677464546e-6],
  [12, 10000, 31, 9000, 0.2, 0.00135985083355926, 0.0032053614587552177],
  [450, 500, 490, 500, 1e-6, 0.0036807768320551992, 0.16627614479858022],
  [34, 34, 0, 34, 0.05, -1, -0.8564367407381114],
])('%d of %d and %d of %d at alpha %d have the hybrid interval from %d to %d', (x0, n0, x1, n1, alpha, low, high) => {
  expectNear(bounds(x0, n0, x1, n1, alpha).low, low, 1e-10)
  expectNear(bounds(x0, n0, x1, n1, alpha).high, high, 1e-10)
})

test('exchanging the variants, or successes and failures, turns the hybrid interval around', () => {
  const count = fc
    .integer({ min: 1, max: 500 })
    .chain((n) => fc.record({ n: fc.constant(n), successes: fc.integer({ min: 0, max: n }) }))
  fc.assert(
    fc.property(count, count, (a, b) => {
      const wanted = boundsOf(newcombeDifference(a, b))
      const exchanged = boundsOf(newcombeDifference(b, a))
      const failures = boundsOf(
        newcombeDifference({ n: a.n, successes: a.n - a.successes }, { n: b.n, successes: b.n - b.successes }),
      )
      for (const other of [exchanged, failures]) {
        expect(other.low).toBeCloseTo(-(wanted.high ?? Number.NaN), 13)
        expect(other.high).toBeCloseTo(-(wanted.low ?? Number.NaN), 13)
      }
    }),
  )
})

test('a hybrid interval without units is undefined, with a reason', () => {
  expect(newcombeDifference({ n: 0, successes: 0 }, { n: 5, successes: 1 })).toEqual({
    status: 'undefined',
    reason: 'The control has no units.',
  })
})

test('a hybrid interval refuses more successes than units, and an alpha of 1', () => {
  expect(() => newcombeDifference({ n: 3, successes: 4 }, { n: 5, successes: 1 })).toThrow(RangeError)
  expect(() => newcombeDifference({ n: 3, successes: 1 }, { n: 5, successes: 1 }, 1)).toThrow('alpha must be')
})
