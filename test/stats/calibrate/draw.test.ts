import { momentsOf } from '@heddle/stats'
import { expect, test } from 'vitest'
import {
  aliasTable,
  betaBinomialChances,
  binomialChances,
  gammaDraw,
  normalDraw,
  poissonChances,
} from '../../../packages/stats/src/calibrate/draw.js'
import { seededRandom } from '../../../packages/stats/src/calibrate/random.js'
import { relativeError } from '../errors.js'

// Python 3: xoshiro128** on integers of any size, masked to 32 bits; ((a >> 5) << 26) + (b >> 6) over 2 ** 53
test.each([
  [0, [0.8868539502021594, 0.012474988946590604, 0.032522145755498943]],
  [7, [0.2338277214186818, 0.44891458133395923, 0.5656696667785289]],
  [-1, [0.19461841469507213, 0.5485967281391287, 0.2282790634437124]],
])('seed %d gives its numbers', (seed, wanted) => {
  const random = seededRandom(seed)
  expect([random(), random(), random()]).toEqual(wanted)
})

// R 4.2: dbinom(x, 20, .15), dpois(x, 2), exp(lchoose(4, x) + lbeta(x + .8, 4 - x + 3.2) - lbeta(.8, 3.2))
test('chances of counts are those of their distributions', () => {
  const binomial = binomialChances(20, 0.15)
  expect(binomial.first).toBe(0)
  expect(relativeError(binomial.chances[0] ?? 0, 0.0387595310845143)).toBeLessThan(1e-13)
  expect(relativeError(binomial.chances[3] ?? 0, 0.242828896149268)).toBeLessThan(1e-13)
  const poisson = poissonChances(2)
  expect(relativeError(poisson.chances[2] ?? 0, 0.270670566473225)).toBeLessThan(1e-13)
  expect(relativeError(poisson.chances[9] ?? 0, 0.000190949253243898)).toBeLessThan(1e-13)
  const wanted = [0.51584, 0.26624, 0.13824, 0.06144, 0.01824]
  for (const [x, chance] of betaBinomialChances(4, 0.8, 3.2).entries()) expect(chance).toBeCloseTo(wanted[x] ?? 9, 13)
})

test('chances that are left out do not count together', () => {
  for (const { chances } of [binomialChances(100_000, 0.3), binomialChances(50, 0), poissonChances(300)]) {
    expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 11)
  }
})

test('an alias table draws each place as often as its chance says', () => {
  const chances = [1, 0, 5, 2, 2]
  const place = aliasTable(chances)
  const random = seededRandom(3)
  const n = 50_000
  const drawn = chances.map(() => 0)
  for (let at = 0; at < n; at++) {
    const one = place(random)
    drawn[one] = (drawn[one] ?? 0) + 1
  }
  for (const [at, chance] of chances.entries()) {
    const share = chance / 10
    // 5 standard errors; the seed is fixed.
    expect(Math.abs((drawn[at] ?? 0) / n - share)).toBeLessThanOrEqual(5 * Math.sqrt((share * (1 - share)) / n))
  }
})

test.each([0.25, 1, 7.5])('gamma values of shape %d have its mean and variance', (shape) => {
  const random = seededRandom(5)
  const { n, mean, m2 } = momentsOf(Array.from({ length: 50_000 }, () => gammaDraw(shape, random)))
  // 5 standard errors; the fourth central moment of a gamma variable is 3 shape (shape + 2).
  expect(Math.abs(mean - shape)).toBeLessThan(5 * Math.sqrt(shape / n))
  expect(Math.abs(m2 / n - shape)).toBeLessThan(5 * Math.sqrt((2 * shape * (shape + 3)) / n))
})

test('normal values have mean 0 and variance 1', () => {
  const random = seededRandom(5)
  const { n, mean, m2 } = momentsOf(Array.from({ length: 50_000 }, () => normalDraw(random)))
  expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(n))
  expect(Math.abs(m2 / n - 1)).toBeLessThan(5 * Math.sqrt(2 / n))
})
