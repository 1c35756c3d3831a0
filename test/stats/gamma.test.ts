import { logIncompleteGamma } from '@heddle/stats'
import { expect, test } from 'vitest'
import {
  gammaCdf,
  gammaLogSurvival,
  gammaQuantile,
  gammaSurvival,
  gammaUpperQuantile,
} from '../../packages/stats/src/distributions/gamma.js'
import { relativeError, tailError } from './errors.js'

// mpmath 1.3, 50 digits (360 where x is above the shape), the series in positive terms and its complement:
//   def lower(a, x): t = s = mpf(1); k = 1
//     while t > s * 10**-mp.dps: t *= x / (a + k); s += t; k += 1
//     return s * exp(a * log(x) - x - loggamma(a + 1))
//   log(lower(a, x)), log1p(-lower(a, x))
test.each([
  [1e-30, 0.01, -0.6850852199521441, -0.701274664984798],
  [0.05, 0.01, -0.024756033508589664, -3.711038522553243],
  [20, 0.01, -1.0197124051648348e-12, -27.611500484110618],
  [1e-12, 0.5, -13.694728320329363, -1.1283798037153877e-6],
  [0.5, 0.5, -0.38171514630212605, -1.1478744644493182],
  [690, 0.5, -4.661158455673913e-302, -693.8414340713208],
  [0.02, 2.5, -10.995307750488053, -1.6780394277958757e-5],
  [2, 2.5, -0.7972106518608857, -0.5988994716092456],
  [30, 2.5, -1.2154569777256906e-11, -25.13331590350649],
  [700, 2.5, -1.3765875143943704e-300, -690.4559202771591],
  [0.03, 9.9, -49.61188239626155, -2.843369093513204e-22],
  [9, 9.9, -0.8548158319252052, -0.5540141696278638],
  [10.5, 9.9, -0.4859701665356361, -0.9547721281714321],
  [297.1, 9.9, -3.395515119935948e-113, -258.9696600298318],
  [11.35, 333.3, -808.3349254060452, -0],
  [200, 333.3, -39.842996964167966, -4.970570934784e-18],
  [330, 333.3, -0.8318883759411586, -0.5713307580777197],
  [400, 333.3, -0.0002774763061664965, -8.189913746551971],
  [1600, 333.3, -0, -749.0068158151771],
  [6737.3, 10000, -690.9631367431881, -8.289388874379583e-301],
  [9000, 10000, -56.83548616875225, -2.073299202433928e-25],
  [9999, 10000, -0.6984808075029738, -0.6878418503358668],
  [10100, 10000, -0.17274901953677574, -1.84104688482372],
  [14100, 10000, -3.728290400537022e-291, -668.736312270338],
  [963454.1, 1000000, -689.0493069623083, -5.61937774309067e-300],
  [999000, 1000000, -1.8410218993793996, -0.1727537310560113],
  [1000000, 1000000, -0.692881254399696, -0.6934131774557283],
  [1003000, 1000000, -0.0013626686575809064, -6.5989915106665515],
])('gamma at %d with shape %d has the tails %d and %d', (x, shape, logLower, logUpper) => {
  const allowed = shape > 1e4 ? 1e-11 : 1e-12
  expect(tailError(logIncompleteGamma(shape, x, 'lower'), logLower)).toBeLessThan(allowed)
  expect(tailError(gammaLogSurvival(x, shape), logUpper)).toBeLessThan(allowed)
  expect(gammaSurvival(7 * x, shape, 7)).toBeCloseTo(Math.exp(logUpper), 12)
})

// R 4.2: 3 * qgamma(p, shape, lower.tail = FALSE), 3 * qgamma(p, shape)
test.each([
  [1e-300, 2.5, 2100.9608784795405, 4.85011167087478e-120],
  [1e-30, 10, 292.79752404114731, 0.013591782893255982],
  [0.001, 0.5, 16.241349255994095, 2.3561957238937356e-6],
  [0.025, 50, 194.34179577875494, 111.33289121238558],
  [0.3, 1e4, 30156.592215994955, 29841.957786058752],
  [0.4, 0.1, 0.011053352200986655, 0.00019105264326034968],
])('chance %d lies above and below its gamma values with shape %d and scale 3', (p, shape, upper, lower) => {
  expect(relativeError(gammaUpperQuantile(p, shape, 3), upper)).toBeLessThan(1e-12)
  expect(relativeError(gammaQuantile(p, shape, 3), lower)).toBeLessThan(1e-12)
})

test.each([0.02, 0.5, 1, 33, 1e4, 1e6, 1e9])('chances come back from their gamma values with shape %d', (shape) => {
  const allowed = shape > 1e4 ? 1e-8 : 1e-10
  for (const p of [1e-300, 1e-30, 0.001, 0.3, 0.5, 0.8, 0.999]) {
    expect(relativeError(gammaSurvival(gammaUpperQuantile(p, shape), shape), p)).toBeLessThan(allowed)
    const x = gammaQuantile(p, shape)
    if (x < 1e-300) continue // A small shape puts the value of 1e-300 below the doubles.
    expect(relativeError(gammaCdf(x, shape), p)).toBeLessThan(allowed)
  }
})

test('gamma has nothing below zero and nothing above infinity', () => {
  expect(gammaSurvival(-1, 3)).toBe(1)
  expect(gammaCdf(0, 3)).toBe(0)
  expect(gammaSurvival(Infinity, 3)).toBe(0)
  expect(gammaQuantile(0, 3)).toBe(0)
  expect(gammaQuantile(1, 3)).toBe(Infinity)
})

test('a gamma value below the doubles is zero', () => {
  expect(gammaQuantile(1e-300, 0.01)).toBe(0)
})

test('gamma without a shape or scale is refused by name', () => {
  expect(() => gammaCdf(1, 0)).toThrow(new RangeError('shape must be a positive number, got 0.'))
  expect(() => gammaQuantile(0.1, 1, -2)).toThrow(new RangeError('scale must be a positive number, got -2.'))
  expect(() => gammaUpperQuantile(1.1, 1)).toThrow('A probability lies between 0 and 1, got 1.1.')
})
