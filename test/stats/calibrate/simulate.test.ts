import { expect, test } from 'vitest'
import * as kit from '../../../packages/stats/src/calibrate/index.js'
import { relativeError } from '../errors.js'

const {
  bernoulli,
  clusteredRatio,
  enumerateProportions,
  gamma,
  poisson,
  resampled,
  resampledRatio,
  seededRandom,
  simulate,
} = kit
const both = (n: number) => ({ control: n, treatment: n })

// R 4.2: sum of dbinom(x, n0, p0) * dbinom(y, n1, p1) over the tables with 2 * pnorm(-abs(z)) <= .05, where z is the pooled
// score with its variance times N / (N - 1)
test.each([
  [30, 30, 0.05, 0.05, 0.028356847251265],
  [60, 60, 0.1, 0.15, 0.12569529130208],
  [20, 35, 0.3, 0.5, 0.29064574889388],
  [1, 1, 0.5, 0.5, 0],
])('%d and %d units with rates %d and %d are significant exactly as often as they are', (n0, n1, p0, p1, wanted) => {
  const { significant } = enumerateProportions({
    rates: { control: p0, treatment: p1 },
    units: { control: n0, treatment: n1 },
  })
  expect(relativeError(significant.share, wanted)).toBeLessThan(1e-11)
  expect(significant.error).toBe(0)
})

test('drawing and adding up agree', () => {
  const drawn = simulate({
    shape: bernoulli(0.1),
    lift: 0.5,
    units: both(60),
    repetitions: 4000,
    random: seededRandom(1),
  })
  const exact = enumerateProportions({ rates: { control: 0.1, treatment: 0.15 }, units: both(60) })
  for (const name of ['significant', 'differenceHolds', 'liftHolds', 'unboundedLift', 'warned'] as const) {
    // 5 standard errors, of at least one experiment; the seed is fixed.
    expect(Math.abs(drawn[name].share - exact[name].share)).toBeLessThan(5 * Math.max(drawn[name].error, 1 / 4000))
  }
})

const values = Array.from({ length: 40 }, (_, at) => (at % 7) ** 2)
test.each([
  ['bernoulli', bernoulli(0.2)],
  ['gamma', gamma({ mean: 3, cv: 1 })],
  ['poisson', poisson(2)],
  ['resampled', resampled(values)],
  ['clusteredRatio', clusteredRatio({ rate: 0.3, events: 3, correlation: 0.3 })],
  ['resampledRatio', resampledRatio(values.map((value, at) => [1 + (at % 3), value]))],
] as [string, kit.Shape<unknown>][])('A/A tests on the shape %s alarm in about 5 of 100', (_, shape) => {
  const { significant, differenceHolds, liftHolds } = simulate({
    shape,
    units: both(200),
    repetitions: 1000,
    random: seededRandom(2),
  })
  expect(Math.abs(significant.share - 0.05)).toBeLessThan(0.035) // 5 standard errors; the seed is fixed.
  expect(differenceHolds.share).toBeCloseTo(1 - significant.share, 12)
  expect(liftHolds.share).toBeCloseTo(1 - significant.share, 12)
})

test.each([
  ['gamma', gamma({ mean: 3, cv: 1 })],
  ['resampled', resampled(values)],
  ['clusteredRatio', clusteredRatio({ rate: 0.3, events: 3, correlation: 0.3 })],
] as [string, kit.Shape<unknown>][])('a lift on the shape %s is what its intervals hold', (_, shape) => {
  expect(shape.lifted(0.2).value).toBeCloseTo(1.2 * shape.value, 12)
  const run = simulate({ shape, lift: 0.2, units: both(300), repetitions: 600, random: seededRandom(4) })
  expect(Math.abs(run.differenceHolds.share - 0.95)).toBeLessThan(0.045) // 5 standard errors; the seed is fixed.
  expect(Math.abs(run.liftHolds.share - 0.95)).toBeLessThan(0.045)
  expect(run.significant.share).toBeGreaterThan(0.2)
})

// Armitage, McPherson & Rowe (1969), table 2: twenty looks at 5 % each alarm in 24.8 of 100.
test('twenty looks at a fixed test alarm in a quarter of A/A tests', () => {
  const { significant } = simulate({
    shape: bernoulli(0.3),
    units: both(2000),
    looks: 20,
    repetitions: 2000,
    random: seededRandom(6),
  })
  expect(Math.abs(significant.share - 0.248)).toBeLessThan(0.05)
})

test('the same seed gives the same calibration', () => {
  const run = () => simulate({ shape: poisson(1), units: both(50), repetitions: 50, random: seededRandom(9) })
  expect(run()).toEqual(run())
})

test('impossible shapes are refused by name', () => {
  expect(() => bernoulli(1.1)).toThrow('A probability lies between 0 and 1, got 1.1.')
  expect(() => gamma({ mean: 1, cv: 0 })).toThrow('cv must be a positive number, got 0.')
  expect(() => clusteredRatio({ rate: 0.5, events: 1, correlation: 0.5 })).toThrow(
    'events − 1 must be a positive number',
  )
  expect(() => clusteredRatio({ rate: 1, events: 2, correlation: 0.5 })).toThrow(
    'rate and correlation must be below 1.',
  )
  expect(() => resampled([])).toThrow('The number of values must be a positive number, got 0.')
  expect(() => simulate({ shape: poisson(1), units: both(1.5), repetitions: 1, random: Math.random })).toThrow(
    'control must be a whole number from 0 on, got 1.5.',
  )
})
