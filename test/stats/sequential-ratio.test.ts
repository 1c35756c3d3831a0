import { expect, test } from 'vitest'
import { sequentialSampleRatio } from '../../packages/stats/src/sequential-ratio.js'
import { relativeError } from './errors.js'

const named = (numbers: readonly number[]) => Object.fromEntries(numbers.map((value, at) => [`v${at}`, value]))

// mpmath 1.3, 40 digits, with shares th of the weights and concentration C: loggamma(C) - loggamma(C + sum(obs))
//   + sum(loggamma(C * t + o) - loggamma(C * t) - o * log(t) for o, t in zip(obs, th))
test.each([
  [[998, 1002], [1, 1], 10_000, -0.09049822282596902],
  [[821_588, 815_482], [0.5, 0.5], 10_000, 8.765972292410426],
  [[5000, 5300], [1, 1], 10_000, 1.86290809847313],
  [[10, 0], [1, 1], 10_000, 0.004495729719257606],
  [[10, 0], [1, 1], 2, 4.533576532801082],
  [[120, 190, 290], [1, 2, 3], 50, -0.49402916901313254],
  [[50_000_000, 50_100_000, 49_900_000], [1, 1, 1], 10_000, 190.37086405536596],
  [[1_000_000_000, 1_000_100_000], [1, 1], 10_000, -3.6032263120303885],
  [[60_000, 40_000], [0.5, 0.5], 10_000, 1827.1520453543278],
  [[900, 110], [0.9, 0.1], 1000, -0.14793979100761978],
])(
  '%j units at weights %j and concentration %d have the Dirichlet-multinomial evidence',
  (observed, weights, concentration, logE) => {
    const got = sequentialSampleRatio({ observed: named(observed), weights: named(weights), concentration })
    expect(got).toMatchObject({ status: 'ok', observed: named(observed), warnings: [] })
    if (got.status !== 'ok') return
    expect(Math.abs(got.logEValue - logE)).toBeLessThan(1e-11 * Math.max(1, Math.abs(logE)))
    expect(got.logPValue).toBe(Math.min(-got.logEValue, 0))
    expect(relativeError(got.pValue, Math.exp(Math.min(-logE, 0)))).toBeLessThan(1e-10)
  },
)

test('a single unit is no evidence, whatever the weights', () => {
  const got = sequentialSampleRatio({ observed: { b: 1 }, weights: { a: 1, b: 99 }, concentration: 1 })
  if (got.status !== 'ok') throw new Error('undefined')
  expect(Math.abs(got.logEValue)).toBeLessThan(1e-14)
})

test('a mismatch beyond the smallest double still has a logarithm', () => {
  const got = sequentialSampleRatio({ observed: { a: 60_000, b: 40_000 }, weights: { a: 1, b: 1 } })
  expect(got).toMatchObject({ pValue: 0 })
  if (got.status === 'ok') expect(got.logPValue).toBeLessThan(-1800)
})

test('the evidence is a martingale: its mean over the next unit is what it was', () => {
  const weights = { a: 1, b: 2, c: 5 }
  const eValue = (observed: Record<string, number>) => {
    const got = sequentialSampleRatio({ observed, weights, concentration: 30 })
    return got.status === 'ok' ? Math.exp(got.logEValue) : 1
  }
  for (const [a, b, c] of [
    [0, 0, 1],
    [3, 1, 9],
    [40, 90, 200],
    [100, 90, 200],
  ] as const) {
    const next = eValue({ a: a + 1, b, c }) / 8 + eValue({ a, b: b + 1, c }) / 4 + (eValue({ a, b, c: c + 1 }) * 5) / 8
    expect(relativeError(next, eValue({ a, b, c }))).toBeLessThan(1e-12)
  }
})

test('variants without a weight are left out, and named if they have units', () => {
  const clean = { observed: { a: 500, b: 520 }, weights: { a: 1, b: 1 } }
  const stray = { observed: { a: 500, b: 520, off: 0, stray: 7 }, weights: { a: 1, b: 1, off: 0 } }
  expect(sequentialSampleRatio(stray)).toEqual({
    ...sequentialSampleRatio(clean),
    warnings: ['"stray" has units (7) but no weight; it is left out.'],
  })
})

test.each([
  [{ a: 0, b: 0 }, { a: 1, b: 1 }, 'No variant with a weight has units.'],
  [{ a: 5, b: 5 }, { a: 1, b: 0 }, 'Fewer than two variants have a weight.'],
])('nothing to compare is undefined, with a reason: %o', (observed, weights, reason) => {
  expect(sequentialSampleRatio({ observed, weights })).toEqual({
    status: 'undefined',
    reason,
    warnings: expect.any(Array),
  })
})

test('what no data can have is refused', () => {
  const weights = { a: 1, b: 1 }
  expect(() => sequentialSampleRatio({ observed: { a: 1.5 }, weights })).toThrow('units of "a"')
  expect(() => sequentialSampleRatio({ observed: { a: 1 }, weights: { a: -1 } })).toThrow('weight of "a"')
  expect(() => sequentialSampleRatio({ observed: { a: 1 }, weights, concentration: 0 })).toThrow('concentration')
})
