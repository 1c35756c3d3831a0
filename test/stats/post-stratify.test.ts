import { compareMeans, momentsOf, noMoments } from '@heddle/stats'
import { expect, test } from 'vitest'
import { postStratify } from '../../packages/stats/src/post-stratify.js'
import { toothGrowth } from './datasets.js'
import { boundsOf, expectNear } from './intervals.js'

/** mtcars$mpg by vs (the strata) and am (0 is control) */
const cars = {
  v: {
    control: momentsOf([18.7, 14.3, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 15.5, 15.2, 13.3, 19.2]),
    treatment: momentsOf([21, 21, 26, 15.8, 19.7, 15]),
  },
  straight: {
    control: momentsOf([21.4, 18.1, 24.4, 22.8, 19.2, 17.8, 21.5]),
    treatment: momentsOf([22.8, 32.4, 30.4, 33.9, 27.3, 30.4, 21.4]),
  },
}

const dose = (at: number) => ({
  control: momentsOf(toothGrowth.control.slice(at * 10, at * 10 + 10)),
  treatment: momentsOf(toothGrowth.treatment.slice(at * 10, at * 10 + 10)),
})
const teeth = { half: dose(0), one: dose(1), two: dose(2) }

// R 4.2 by hand, with m, v = var / n and n of each cell, W the strata's shares of the N units (or the sizes given, and then
// without the terms over N), tau = m1 - m0, T = sum(W * tau), B = sum(W * m0):
//   D = sum(W^2 * (v0 + v1)) + sum(W * (tau - T)^2) / N, V = sum(W^2 * v0) + sum(W * (m0 - B)^2) / N,
//   K = sum(W * (tau - T) * (m0 - B)) / N - sum(W^2 * v0), df by Satterthwaite over cells (and N - 1 for the last term of D);
//   lift: roots of (T - l B)^2 = qt(0.975, df)^2 * (D - 2 * l * K + l^2 * V)
test.each([
  [
    'mtcars mpg by am in strata of vs',
    () => postStratify(cars),
    [5.981249999999999, 4.336610023937534, 16.75149227135732, 0.0004624834186314627],
    [3.068004358842741, 8.894495641157258, 0.1705788068908476, 0.5246610538194217, 0.485680125000181],
  ],
  [
    'the same with known sizes',
    () => postStratify(cars, { sizes: { v: 1, straight: 3 } }),
    [6.89642857142857, 4.346831823344459, 10.60745126107314, 0.001263946980441586],
    [3.388643200677404, 10.40421394217974, 0.1685326134628416, 0.5643940692758875, 0.3194611157538386],
  ],
  [
    'ToothGrowth len by supp in strata of dose',
    () => postStratify(teeth),
    [3.699999999999999, 3.700929689790076, 55.00944517723819, 0.0004983042819835051],
    [1.696466373879407, 5.703533626120592, 0.09217034914393472, 0.3716977862194492, 0.7321833593676086],
  ],
])('%s agree with R', (_, stratify, test, bounds) => {
  const got = stratify()
  expectNear(boundsOf(got.difference).estimate, test[0], 1e-12)
  expectNear(got.statistic, test[1], 1e-11)
  expectNear(got.df, test[2], 1e-11)
  expectNear(got.pValue, test[3], 1e-10)
  const { low, high } = boundsOf(got.difference)
  const lift = boundsOf(got.lift)
  for (const [at, one] of [low, high, lift.low, lift.high, got.varianceReduction].entries()) {
    expectNear(one, bounds[at], 1e-9)
  }
})

test('one stratum is the plain comparison', () => {
  const plain = compareMeans(cars.v.control, cars.v.treatment)
  const got = postStratify({ all: cars.v })
  expectNear(got.pValue, plain.pValue, 1e-13)
  expectNear(boundsOf(got.lift).high, boundsOf(plain.lift).high, 1e-12)
  expectNear(got.varianceReduction, 0, 1e-13)
})

test('strata with few units are taken together, and named', () => {
  const small = { one: { control: momentsOf([3]), treatment: momentsOf([4, 5]) } }
  const other = { two: { control: momentsOf([2, 2.5]), treatment: momentsOf([6]) } }
  const both = { control: momentsOf([3, 2, 2.5]), treatment: momentsOf([4, 5, 6]) }
  const got = postStratify({ ...cars, ...small, ...other })
  expect(got.merged).toEqual(['one', 'two'])
  expect(got.warnings).toContain('Strata with few units were taken together: one, two.')
  expectNear(got.pValue, postStratify({ ...cars, both }).pValue, 1e-13)
  const empty = { empty: { control: noMoments, treatment: noMoments } }
  expect(postStratify({ ...cars, ...empty })).toEqual(postStratify(cars))
})

test('a stratum that no other can help leaves everything undefined', () => {
  const alone = { alone: { control: momentsOf([]), treatment: momentsOf([4, 5]) } }
  const got = postStratify({ ...cars, ...alone })
  expect(got).toMatchObject({ difference: { status: 'undefined' }, lift: { status: 'undefined' }, merged: ['alone'] })
  expect(got).not.toHaveProperty('pValue')
  expect(postStratify({}).difference).toEqual({ status: 'undefined', reason: 'No stratum has units.' })
  // A known size says that units are missing.
  const missing = { none: { control: noMoments, treatment: noMoments } }
  expect(postStratify({ ...cars, ...missing }, { sizes: { v: 1, straight: 1, none: 1 } }).difference.status).toBe(
    'undefined',
  )
})

test('units that all agree within their cells leave chance unknown', () => {
  const flat = (control: number, treatment: number) => ({
    control: momentsOf([control, control]),
    treatment: momentsOf([treatment, treatment]),
  })
  expect(postStratify({ a: flat(1, 2), b: flat(5, 6) }).difference.status).toBe('undefined')
})

test('a size that is missing or negative is refused by name', () => {
  expect(() => postStratify(cars, { sizes: { v: 1 } })).toThrow('stratum "straight"')
  expect(() => postStratify(cars, { sizes: { v: 1, straight: -1 } })).toThrow('got -1')
  expect(() => postStratify(cars, { alpha: 0 })).toThrow('alpha')
})
