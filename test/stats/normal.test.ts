import { normalCdf, normalLogSurvival, normalQuantile, normalSurvival, normalUpperQuantile } from '@heddle/stats'
import { expect, test } from 'vitest'
import { relativeError, tailError } from './errors.js'

// mpmath 1.2, 50 digits: log(erfc(z / sqrt(2)) / 2)
test.each([
  [-8, -6.220960574271786e-16],
  [-1, -0.17275377902344988],
  [0, -Math.LN2],
  [1e-9, -0.6931471813578298],
  [0.5, -1.1759117615936185],
  [1, -1.8410216450092636],
  [1.959963984540054, -3.688879454113936],
  [3, -6.607726221510349],
  [5, -15.064998393988725],
  [10, -53.23128515051247],
  [20, -203.91715537109727],
  [37.5, -707.6689893175072],
  [1e3, -500007.82669481216],
  [1e6, -500000000014.73444],
])('the normal tail above %d has the logarithm %d', (z, logP) => {
  expect(tailError(normalLogSurvival(z), logP)).toBeLessThan(1e-12)
})

test.each([0.1, 1, 1.5, 8])('below −%d lies what lies above it', (z) => {
  expect(normalCdf(-z)).toBe(normalSurvival(z))
  expect(relativeError(normalCdf(z), 1 - normalSurvival(z))).toBeLessThan(1e-15)
})

// R 4.2: qnorm(p, lower.tail = FALSE)
test.each([
  [1e-300, 37.0470962993612],
  [1e-100, 21.27345356096532],
  [1e-12, 7.034483825301132],
  [0.001, 3.090232306167813],
  [0.025, 1.959963984540054],
  [0.3, 0.5244005127080407],
  [0.5, 0],
])('the normal value exceeded with chance %d is %d', (p, z) => {
  expect(relativeError(normalUpperQuantile(p), z)).toBeLessThan(1e-13)
  expect(normalQuantile(p)).toBe(-normalUpperQuantile(p))
})

test.each([5e-324, 1e-300, 1e-50, 1e-6, 0.2, 0.4999999, 0.7, 0.999999])(
  'chance %d comes back from its normal value',
  (p) => {
    expect(relativeError(normalSurvival(normalUpperQuantile(p)), p)).toBeLessThan(1e-11)
    expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-11)
  },
)

test('the ends of the normal distribution have no chance beyond them', () => {
  expect(normalUpperQuantile(0)).toBe(Infinity)
  expect(normalUpperQuantile(1)).toBe(-Infinity)
  expect(normalSurvival(Infinity)).toBe(0)
  expect(normalSurvival(-Infinity)).toBe(1)
})

test.each([-0.1, 1.1, Number.NaN])('a chance of %d is refused by name', (p) => {
  expect(() => normalUpperQuantile(p)).toThrow(`A probability lies between 0 and 1, got ${p}.`)
})
