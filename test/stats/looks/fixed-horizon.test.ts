import { compareMeans, compareProportions, compareRatios, momentsOf, pairMomentsOf } from '@heddle/stats'
import { expect, test } from 'vitest'
import { fixedHorizon } from '../../../packages/stats/src/looks/fixed-horizon.js'

const [few, more] = [momentsOf([1, 2, 3, 4, 5]), momentsOf([2, 4, 6, 8, 10])]
const pairs = pairMomentsOf([
  [2, 1],
  [4, 1],
  [1, 0],
  [3, 3],
])
const otherPairs = pairMomentsOf([
  [3, 2],
  [1, 1],
  [2, 2],
])
const [count, otherCount] = [
  { n: 1000, successes: 100 },
  { n: 1000, successes: 130 },
]

test('a fixed horizon is what every comparison has without a look, to the last bit', () => {
  const look = fixedHorizon()
  const named = { look: { name: 'fixed horizon', decides: true } }
  expect(compareMeans(few, more, { look })).toEqual({ ...compareMeans(few, more), ...named })
  expect(compareRatios(pairs, otherPairs, { look })).toEqual({ ...compareRatios(pairs, otherPairs), ...named })
  expect(compareProportions(count, otherCount, { look })).toEqual({
    ...compareProportions(count, otherCount),
    ...named,
  })
  expect(compareMeans(few, more)).not.toHaveProperty('look')
})

test('before the planned units a fixed horizon shows the numbers and decides nothing', () => {
  const got = compareProportions(count, otherCount, { look: fixedHorizon({ plannedUnits: 5000 }) })
  expect(got).toEqual({
    ...compareProportions(count, otherCount),
    look: { name: 'fixed horizon', decides: false },
    warnings: ['2000 of 5000 planned units are there; nothing is decided before all are.'],
  })
})

test('with the planned units a fixed horizon decides', () => {
  const got = compareProportions(count, otherCount, { look: fixedHorizon({ plannedUnits: 2000 }) })
  expect(got).toMatchObject({ look: { decides: true }, warnings: [] })
})

test('a comparison that is undefined stays so at any look', () => {
  const got = compareMeans({ n: 0, mean: 0, m2: 0 }, few, { look: fixedHorizon({ plannedUnits: 10 }) })
  expect(got).toMatchObject({ difference: { status: 'undefined' } })
  expect(got).not.toHaveProperty('look')
})

test.each([-1, Number.NaN, Infinity])('planned units of %d are refused', (plannedUnits) => {
  expect(() => fixedHorizon({ plannedUnits })).toThrow('plannedUnits must be a positive number')
})
