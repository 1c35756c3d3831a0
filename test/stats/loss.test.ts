import { expect, test } from 'vitest'
import { compareLoss } from '../../packages/stats/src/loss.js'
import { expectNear } from './intervals.js'

const named = (issued: readonly number[], missing: readonly number[]) =>
  Object.fromEntries(issued.map((count, at) => [`v${at}`, { issued: count, missing: missing[at] ?? 0 }]))

// R 4.2: r <- chisq.test(rbind(missing, issued - missing), correct = FALSE); r$statistic, r$parameter, r$p.value,
// pchisq(r$statistic, r$parameter, lower = FALSE, log.p = TRUE)
test.each([
  [
    [1000, 1010],
    [12, 31],
    [8.386984648027946, 1, 0.003779173330832841, -5.578249988814867],
  ],
  [
    [500, 510, 2000],
    [4, 9, 30],
    [1.8845694799659, 2, 0.3897363710944377, -0.9422847399829499],
  ],
  [
    [100_000, 100_000],
    [1000, 9000],
    [6736.842105263158, 1, 0, -3373.054665648548],
  ],
  [
    [50, 60],
    [2, 5],
    [0.8594544613962085, 1, 0.3538914017019976, -1.038765187766508],
  ],
])('the test agrees with R: of %j, %j are missing', (issued, missing, wanted) => {
  const got = compareLoss(named(issued, missing))
  if (got.status === 'undefined') throw new Error(got.reason)
  const { statistic, df, pValue, logPValue } = got
  for (const [at, one] of [statistic, df, pValue, logPValue].entries()) expectNear(one, wanted[at], 1e-11)
  expect(got.shares).toEqual(Object.fromEntries(issued.map((count, at) => [`v${at}`, (missing[at] ?? 0) / count])))
})

test('a variant that issued nothing is left out', () => {
  expect(compareLoss(named([1000, 0, 1010], [12, 0, 31]))).toMatchObject({ df: 1, shares: { v0: 0.012 } })
})

test.each([
  ['one variant', [5, 0], [1, 0], 'Fewer than two variants issued any.'],
  ['no loss', [5, 5], [0, 0], 'Nothing is missing.'],
  ['nothing but loss', [5, 5], [5, 5], 'Everything is missing.'],
  [
    'too few',
    [5, 5],
    [1, 0],
    'Too few to compare: in a variant fewer than 1 would be expected to be missing, or to arrive.',
  ],
])('%s is undefined, with a reason', (_, issued, missing, reason) => {
  expect(compareLoss(named(issued, missing))).toEqual({ status: 'undefined', reason })
})

test('small expected counts are warned of', () => {
  expect(compareLoss(named([50, 60], [2, 5]))).toMatchObject({
    warnings: ['Fewer than 5 are expected somewhere; the p-value is approximate.'],
  })
  expect(compareLoss(named([1000, 1010], [12, 31]))).toMatchObject({ warnings: [] })
})

test('counts that contradict each other are refused by name', () => {
  expect(() => compareLoss(named([5, 5], [6, 1]))).toThrow('"v0" misses 6 of 5')
  expect(() => compareLoss(named([5.5, 5], [1, 1]))).toThrow('issued of "v0"')
  expect(() => compareLoss(named([5, 5], [1, -1]))).toThrow('missing of "v1"')
})
