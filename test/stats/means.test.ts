import { compareMeans, excludesZero, type Moments, momentsOf } from '@heddle/stats'
import { expect, test } from 'vitest'
import { carMileage, chickens, insectSprays, plantGrowth, sleepGroups, toothGrowth } from './datasets.js'
import { boundsOf, expectNear } from './intervals.js'

const plants = { control: plantGrowth.ctrl, treatment: plantGrowth.trt2 }
const plants12 = { control: plantGrowth.trt1, treatment: plantGrowth.trt2 }
const oneToFive = { control: [1, 2, 3, 4, 5], treatment: [2, 4, 6, 8, 10] }
const constant = { control: [5, 5, 5], treatment: [6, 7, 9] }

// R 4.2: r <- t.test(treatment, control, conf.level = 1 - alpha), giving r$statistic, r$parameter, r$p.value, r$conf.int.
// Lift: uniroot(function(l) abs(m1 - (1 + l) * m0) / sqrt(v1 + (1 + l)^2 * v0) - qt(1 - alpha / 2, r$parameter), …)
// on both sides of m1 / m0 - 1, with v = var / n.
test.each([
  [
    '1:5 and seq(2, 10, 2)',
    oneToFive,
    0.05,
    1.897366596101,
    5.8823529411765,
    0.1075311949306,
    -0.887741643737,
    6.887741643737,
    -0.2399724746296,
    4.2629672827316,
  ],
  [
    'PlantGrowth ctrl, trt2',
    plants,
    0.05,
    2.134020453124061,
    16.785764482605718,
    0.047899255601969,
    0.005127869964641,
    0.982872130035359,
    0.000959873899313,
    0.208615808036053,
  ],
  [
    'PlantGrowth trt1, trt2',
    plants12,
    0.05,
    3.01009854212436,
    14.10356912276034,
    0.00929840471727,
    0.24908556120618,
    1.48091443879382,
    0.04852223359488,
    0.35465257772658,
  ],
  [
    'mtcars mpg by am',
    carMileage,
    0.05,
    3.767123145144925,
    18.332251638400461,
    0.001373638333071,
    3.20968418746997,
    11.280194355040161,
    0.177835976673419,
    0.700526099380388,
  ],
  [
    'mtcars mpg by am',
    carMileage,
    0.001,
    3.767123145144925,
    18.332251638400461,
    0.001373638333071,
    -0.271718572272995,
    14.761597114783115,
    -0.014522212417421,
    0.978680429233413,
  ],
  [
    'ToothGrowth VC, OJ',
    toothGrowth,
    0.05,
    1.915268268695268,
    55.30943268264059,
    0.060634507880934,
    -0.171015618367165,
    7.571015618367163,
    -0.008850990662025,
    0.525051199876027,
  ],
  [
    'chickwts horsebean, casein',
    chickens,
    0.05,
    7.342257749799,
    18.35974509609,
    7.210249581191e-7,
    116.6982144218,
    210.0684522449,
    0.6595789951617,
    1.486245172111,
  ],
  [
    'InsectSprays C, A',
    insectSprays,
    0.05,
    8.40733949909,
    14.73901159805,
    5.278476544001e-7,
    9.263900730375,
    15.56943260296,
    3.158057193012,
    15.97671650172,
  ],
  [
    'a constant control',
    constant,
    0.05,
    2.6457513110646,
    2,
    0.1180828963118,
    -1.4612497002634,
    6.1279163669301,
    -0.2922499400527,
    1.225583273386,
  ],
])('%s agree with R', (_, data, alpha, statistic, df, p, low, high, liftLow, liftHigh) => {
  const got = compareMeans(momentsOf(data.control), momentsOf(data.treatment), { alpha })
  expectNear(got.statistic, statistic, 1e-12)
  expectNear(got.df, df, 1e-12)
  expectNear(got.pValue, p, 1e-11)
  expectNear(boundsOf(got.difference).low, low, 1e-11)
  expectNear(boundsOf(got.difference).high, high, 1e-11)
  expectNear(boundsOf(got.lift).low, liftLow, 1e-10)
  expectNear(boundsOf(got.lift).high, liftHigh, 1e-10)
})

// R 4.2: t.test(iris[101:150, k], iris[1:50, k]) for k = 1 and 3; from n, mean and var * 49
test.each([
  [{ n: 50, mean: 5.006, m2: 6.0882 }, { n: 50, mean: 6.588, m2: 19.8128 }, 15.38619582008, 3.966867270986e-25],
  [{ n: 50, mean: 1.462, m2: 1.4778 }, { n: 50, mean: 5.552, m2: 14.9248 }, 49.9861862571, 9.269627585346e-50],
])('moments alone give the tiny p-value of the rows', (control, treatment, statistic, p) => {
  const got = compareMeans(control, treatment)
  expectNear(got.statistic, statistic, 1e-12)
  expectNear(got.pValue, p, 1e-11)
})

// mpmath 1.2, 50 digits: log(betainc(df/2, 1/2, 0, df/(df + t**2), regularized=True)) with Welch's t and df
test.each([
  [{ n: 1000, mean: 10, m2: 4000 }, { n: 1000, mean: 14, m2: 4000 }, -696.1338266237545],
  [{ n: 1e6, mean: 5, m2: 4e6 }, { n: 1e6, mean: 5.05, m2: 4e6 }, -159.3388278908859],
  [{ n: 1e6, mean: 5, m2: 4e6 }, { n: 1e6, mean: 6, m2: 4e6 }, -60630.62471298774],
  [{ n: 50, mean: 100, m2: 200 }, { n: 60, mean: 300, m2: 500 }, -392.6390655410792],
  [{ n: 5, mean: 1, m2: 1e-6 }, { n: 5, mean: 2, m2: 1e-6 }, -57.45130151954301],
])('the logarithm of the p-value stays finite: %o and %o', (control, treatment, logP) => {
  const { logPValue, pValue } = compareMeans(control, treatment)
  expectNear(logPValue, logP, 1e-12)
  expect(pValue).toBe(Math.exp(logPValue ?? 0))
})

// R 4.2, sleep: polyroot(c(d^2 - c2 * (v0 + v1), -2 * (d * m0 + c2 * v0), m0^2 - c2 * v0)), with v = var / 10 and
// c2 <- qt(1 - alpha / 2, t.test(treatment, control)$parameter)^2
test.each([
  [0.05, -5.962567174395915, -0.136011822979448, false],
  [0.1, -10.786329369223971, 0.0752256545618109, true],
])('a control that may be zero bounds the lift on the outside only, at alpha %d', (alpha, high, low, excluded) => {
  const { lift } = compareMeans(momentsOf(sleepGroups.control), momentsOf(sleepGroups.treatment), { alpha })
  expect(lift).toMatchObject({ status: 'unbounded', shape: 'outside', estimate: expect.closeTo(2.106666666666667, 12) })
  expect(boundsOf(lift).low).toBeCloseTo(low, 12)
  expect(boundsOf(lift).high).toBeCloseTo(high, 11)
  expect(excludesZero(lift)).toBe(excluded)
})

test('a control that may be zero and a treatment that may be too leave any lift possible', () => {
  const { lift, difference } = compareMeans(momentsOf([1, -1, 0.5]), momentsOf([1, 2, 30]))
  expect(lift).toMatchObject({ status: 'unbounded', shape: 'everything' })
  expect(difference.status).toBe('ok')
})

test('a control mean of exactly zero has a lift set without an estimate', () => {
  const { lift } = compareMeans(momentsOf([-1, 0, 1]), momentsOf([99, 100, 101]))
  expect(lift).toMatchObject({ status: 'unbounded', shape: 'outside' })
  expect(lift).not.toHaveProperty('estimate')
  expect(excludesZero(lift)).toBe(true)
})

test('a control that is zero in every unit leaves the lift undefined, not the difference', () => {
  const { lift, difference, pValue } = compareMeans(momentsOf([0, 0, 0]), momentsOf([1, 2, 3]))
  expect(lift).toEqual({
    status: 'undefined',
    reason: 'The control is zero in every unit, so the lift has no meaning.',
  })
  expect(difference.status).toBe('ok')
  expect(pValue).toBeGreaterThan(0)
})

test('less loss than control is a positive lift', () => {
  const better = compareMeans(momentsOf([-10, -12, -14]), momentsOf([-5, -6, -7]))
  expect(better.lift).toMatchObject({ status: 'ok', estimate: 0.5 })
  expect(better.warnings).toContain('The control is negative; the lift is relative to its size.')
})

test('changing the sign of all values changes the sign of the lift', () => {
  const up = boundsOf(compareMeans(momentsOf([1, 2, 3, 4, 5]), momentsOf([2, 4, 6, 8, 10])).lift)
  const down = boundsOf(compareMeans(momentsOf([-1, -2, -3, -4, -5]), momentsOf([-2, -4, -6, -8, -10])).lift)
  expectNear(down.low, -(up.high ?? 0), 1e-13)
  expectNear(down.high, -(up.low ?? 0), 1e-13)
})

const none: Moments = { n: 0, mean: 0, m2: 0 }
const one: Moments = { n: 1, mean: 3, m2: 0 }
const flat: Moments = { n: 10, mean: 3, m2: 0 }
const some: Moments = { n: 10, mean: 4, m2: 9 }
test.each([
  ['an empty control', none, some, 'The control has no units.'],
  ['an empty treatment', some, none, 'The treatment has no units.'],
  ['a single unit', some, one, 'A variant has a single unit, so chance cannot be judged.'],
  ['no variance at all', flat, flat, 'No unit of a variant differs from others, so chance cannot be judged.'],
])('%s leaves everything undefined, with a reason and no p-value', (_, control, treatment, reason) => {
  const comparison = compareMeans(control, treatment)
  const nothing = { status: 'undefined', reason }
  expect(comparison).toMatchObject({ difference: nothing, lift: nothing })
  expect(comparison).not.toHaveProperty('pValue')
})

test('warnings name few units and a variant without variance', () => {
  expect(compareMeans(flat, { n: 1000, mean: 4, m2: 900 }).warnings).toEqual([
    'All units of the control have the same value; its mean is taken as exact.',
    'The control has few units (10); below 30 the level needs normal values.',
  ])
  expect(compareMeans({ n: 1000, mean: 3, m2: 900 }, { n: 1000, mean: 4, m2: 900 }).warnings).toEqual([])
})

test.each([
  [{ n: 1.5, mean: 0, m2: 0 }, 'n of treatment must be a whole number from 0 on, got 1.5.'],
  [{ n: 5, mean: Number.NaN, m2: 0 }, 'mean of treatment cannot be NaN.'],
  [{ n: 5, mean: 0, m2: -1 }, 'm2 of treatment cannot be -1.'],
])('moments that no data can have are refused by name: %o', (treatment, message) => {
  expect(() => compareMeans(some, treatment)).toThrow(new RangeError(message))
})

test.each([1e-100, 1, 1e100])('values around %d have the same lift and p-value', (size) => {
  const { difference, lift, pValue } = compareMeans(
    { n: 10, mean: size, m2: 9 * size * size },
    { n: 20, mean: 4 * size, m2: 8 * size * size },
  )
  const reference = compareMeans({ n: 10, mean: 1, m2: 9 }, { n: 20, mean: 4, m2: 8 })
  expect(difference).toMatchObject({ status: 'ok', estimate: 3 * size })
  expectNear(pValue, reference.pValue, 1e-13)
  expectNear(boundsOf(lift).low, boundsOf(reference.lift).low, 1e-13)
  expectNear(boundsOf(lift).high, boundsOf(reference.lift).high, 1e-13)
})

test('values that hardly differ have a lift that is hardly uncertain, and a p-value below the doubles', () => {
  const { lift, pValue, logPValue } = compareMeans({ n: 10, mean: 1, m2: 1e-300 }, { n: 1e9, mean: 2, m2: 1e-300 })
  expect(lift).toMatchObject({ status: 'ok', estimate: 1, low: expect.closeTo(1, 12), high: expect.closeTo(1, 12) })
  expect(pValue).toBe(Math.exp(logPValue ?? 0))
  expect(logPValue).toBeLessThan(-3000)
})

test('a treatment of exactly zero has lost all of control, where control is not zero', () => {
  expect(compareMeans(momentsOf([3, 4, 5]), momentsOf([0, 0, 0])).lift).toEqual({
    status: 'ok',
    estimate: -1,
    low: -1,
    high: -1,
  })
})
