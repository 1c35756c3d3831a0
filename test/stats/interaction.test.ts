import { compareMeans, momentsOf } from '@heddle/stats'
import { expect, test } from 'vitest'
import { interactionOfMeans, interactionOfProportions } from '../../packages/stats/src/interaction.js'
import { boundsOf, expectNear } from './intervals.js'

/** warpbreaks$breaks: wool B is A's treatment, tension M is B's */
const breaks = {
  neither: momentsOf([26, 30, 54, 25, 70, 52, 51, 26, 67]),
  onlyA: momentsOf([27, 14, 29, 19, 29, 31, 41, 20, 44]),
  onlyB: momentsOf([18, 21, 29, 17, 12, 18, 35, 30, 36]),
  both: momentsOf([42, 26, 19, 16, 39, 28, 21, 39, 29]),
}

// R 4.2, on split(warpbreaks$breaks, list(wool, tension))[c("A.L", "B.L", "A.M", "B.M")] with signs c(1, -1, -1, 1):
// m <- sum(signs * means); v <- var / n of each; df <- sum(v)^2 / sum(v^2 / (n - 1)); 2 * pt(-abs(m / sqrt(sum(v))), df)
test('four means agree with R', () => {
  const got = interactionOfMeans(breaks)
  const { estimate, low, high } = boundsOf(got.difference)
  expectNear(estimate, 21.11111111111111, 1e-13)
  expectNear(got.statistic, 2.610343279097615, 1e-12)
  expectNear(got.df, 21.2827007908598, 1e-12)
  expectNear(got.pValue, 0.01623401719537046, 1e-11)
  expectNear(low, 4.305858956719742, 1e-11)
  expectNear(high, 37.91636326550248, 1e-11)
})

const cells = (successes: readonly number[], units: readonly number[]) => {
  const [neither, onlyA, onlyB, both] = units.map((n, at) => ({ n, successes: successes[at] ?? 0 }))
  const none = { n: 0, successes: 0 }
  return { neither: neither ?? none, onlyA: onlyA ?? none, onlyB: onlyB ?? none, both: both ?? none }
}

// R 4.2, for successes x in the order neither, onlyA, onlyB, both: q <- (x + 0.5) / (n + 1); m <- sum(c(1, -1, -1, 1) * q);
// V <- sum(q * (1 - q) / (n + 1)); z <- m / sqrt(V); pnorm(-abs(z), log.p = TRUE) + log(2); m -+ qnorm(1 - alpha / 2) * sqrt(V)
test.each([
  [
    [100, 120, 90, 160],
    [1000, 990, 1010, 1000],
    0.05,
    [0.04967896789678969, 2.441756129664729, -4.225637348688853, 0.009792600348528156, 0.08946656013524434],
  ],
  [
    [0, 3, 1, 12],
    [20, 20, 20, 20],
    0.1,
    [0.4, 2.548088229082424, -4.525296047787173, 0.135038248798893, 0.6268665131058689],
  ],
  [
    [10_000, 50_000, 50_000, 900_000],
    [1e6, 1e6, 1e6, 1e6],
    0.05,
    [0.81, 1834.750810341014, -1683163.008479106, 0.8091339121489293, 0.8108644678526907],
  ],
])('four proportions agree with R: %j of %j', (successes, units, alpha, wanted) => {
  const got = interactionOfProportions(cells(successes, units), { alpha })
  const { estimate, low, high } = boundsOf(got.difference)
  for (const [at, one] of [estimate, got.statistic, got.logPValue, low, high].entries())
    expectNear(one, wanted[at], 1e-11)
  expect(got).not.toHaveProperty('df')
})

test('the experiments may change places', () => {
  const swapped = { ...breaks, onlyA: breaks.onlyB, onlyB: breaks.onlyA }
  expectNear(interactionOfMeans(swapped).pValue, interactionOfMeans(breaks).pValue, 1e-14)
})

test('where B changes nothing at all, the interaction is the comparison of A against a certain zero', () => {
  const flat = { n: 1000, mean: 4, m2: 0 }
  const got = interactionOfMeans({ neither: flat, onlyA: flat, onlyB: breaks.onlyB, both: breaks.both })
  const plain = compareMeans(breaks.onlyB, breaks.both)
  expectNear(got.pValue, plain.pValue, 1e-13)
  expectNear(boundsOf(got.difference).high, boundsOf(plain.difference).high, 1e-13)
})

test('a cell with too few units is named, and no variance is no answer', () => {
  expect(interactionOfMeans({ ...breaks, onlyB: { n: 1, mean: 3, m2: 0 } }).difference).toEqual({
    status: 'undefined',
    reason: 'The cell "onlyB" has fewer than two units.',
  })
  const flat = { n: 10, mean: 4, m2: 0 }
  expect(interactionOfMeans({ neither: flat, onlyA: flat, onlyB: flat, both: flat })).not.toHaveProperty('pValue')
  expect(interactionOfProportions(cells([1, 1, 1, 0], [5, 5, 5, 0])).difference).toEqual({
    status: 'undefined',
    reason: 'The cell "both" has no units.',
  })
})

test('counts that no data have are refused by name', () => {
  expect(() => interactionOfProportions(cells([6, 1, 1, 1], [5, 5, 5, 5]))).toThrow(
    'neither has 6 successes in 5 units',
  )
  expect(() => interactionOfProportions(cells([1.5, 1, 1, 1], [5, 5, 5, 5]))).toThrow('successes of neither')
  expect(() => interactionOfMeans({ ...breaks, both: { n: 3, mean: 1, m2: -1 } })).toThrow('m2 of both')
  expect(() => interactionOfMeans(breaks, { alpha: 1 })).toThrow('alpha')
})
