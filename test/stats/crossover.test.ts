import { expect, test } from 'vitest'
import { crossover } from '../../packages/stats/src/crossover.js'
import { expectNear } from './intervals.js'

const weights = { control: 1, trial: 1 }

test('a few units that crossed evenly are acceptable', () => {
  const got = crossover({ units: 2000, crossed: { control: 3, trial: 4 }, weights })
  expect(got).toMatchObject({ status: 'ok', verdict: 'acceptable', count: 7, share: 0.0035, spread: { status: 'ok' } })
})

test('the limit is the largest acceptable share, and can be set', () => {
  const crossed = { control: 10, trial: 10 }
  expect(crossover({ units: 2000, crossed, weights })).toMatchObject({ verdict: 'acceptable', share: 0.01 })
  expect(crossover({ units: 1999, crossed, weights })).toMatchObject({ verdict: 'too-many' })
  expect(crossover({ units: 2000, crossed, weights, limit: 0.001 })).toMatchObject({ verdict: 'too-many' })
})

// R 4.2: chisq.test(c(3, 14), p = c(0.5, 0.5))
test('crossing that depends on the variant has a small p-value', () => {
  const got = crossover({ units: 5000, crossed: { control: 3, trial: 14 }, weights })
  if (got.status === 'undefined' || got.spread.status === 'undefined') throw new Error('there are units')
  expectNear(got.spread.statistic, 7.117647058823529, 1e-13)
  expectNear(got.spread.pValue, 0.0076328817877923, 1e-11)
})

test('without a unit that crossed there is nothing to spread, and without units nothing to say', () => {
  expect(crossover({ units: 500, crossed: {}, weights })).toMatchObject({
    verdict: 'acceptable',
    count: 0,
    share: 0,
    spread: { status: 'undefined' },
  })
  expect(crossover({ units: 0, crossed: {}, weights })).toEqual({ status: 'undefined', reason: 'There are no units.' })
})

test('counts that contradict each other are refused', () => {
  expect(() => crossover({ units: 5, crossed: { control: 6 }, weights })).toThrow('6 units crossed')
  expect(() => crossover({ units: 1.5, crossed: {}, weights })).toThrow('units')
  expect(() => crossover({ units: 5, crossed: { control: -1 }, weights })).toThrow('"control"')
  expect(() => crossover({ units: 5, crossed: {}, weights, limit: 2 })).toThrow(RangeError)
})
