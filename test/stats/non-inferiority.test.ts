import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nonInferiority } from '../../packages/stats/src/non-inferiority.js'
import { boundsOf, expectNear } from './intervals.js'

/** PlantGrowth$weight: mean and var / n */
const ctrl = { n: 10, value: 5.032, variance: 0.03399955555555556 }
const trt1 = { n: 10, value: 4.661, variance: 0.06299211111111111 }
const trt2 = { n: 10, value: 5.526, variance: 0.01958711111111111 }
const minusTen = { n: 200, value: -10, variance: 0.04 }
const minusEleven = { n: 300, value: -11, variance: 0.05 }

// R 4.2, for the contrast k1 * m1 + k0 * m0 + add: V <- k1^2 * v1 + k0^2 * v0, df by Satterthwaite, t <- value / sqrt(V),
// pt(t, df, lower = FALSE), value -+ qt(1 - alpha / 2, df) * sqrt(V); power is
// pt(qt(1 - alpha / 2, df), df, ncp = allowed / sqrt(V), lower = FALSE), which the normal approximation nears
test.each([
  [
    'trt1 may be 10 % lower',
    () => nonInferiority(ctrl, trt1, { margin: { relative: 0.1 } }),
    'undecided',
    [0.1321999999999992, 0.4393706015498595, 15.60667551985397, 0.3332079147545622],
    [-0.50695656858953, 0.7713565685895284],
    0.3482406825027586,
  ],
  [
    'trt2 may be 5 % lower',
    () => nonInferiority(ctrl, trt2, { margin: { relative: 0.05 }, good: 'up' }),
    'non-inferior',
    [0.7455999999999996, 3.325401361875421, 17.16360661985984, 0.001981269505870828],
    [0.2728940477072465, 1.218305952292753],
    0.1841177239367191,
  ],
  [
    'trt2 may be 1 % higher',
    () => nonInferiority(ctrl, trt2, { margin: { relative: 0.01 }, good: 'down', alpha: 0.2 }),
    'inferior',
    [-0.4436799999999996, -1.904538298916681, 16.70729374246017, 0.9628975899056071],
    [-0.7545233751583342, -0.132836624841665],
    0.1421216929094097,
  ],
  [
    'trt2 may be 0.6 higher',
    () => nonInferiority(ctrl, trt2, { margin: { absolute: 0.6 }, good: 'down' }),
    'undecided',
    [0.1060000000000002, 0.4579072227351236, 16.78576448260572, 0.3264455143952196],
    [-0.3828721300353587, 0.5948721300353591],
    0.6849840823812883,
  ],
  [
    'a negative control may go 5 % further down',
    () => nonInferiority(minusTen, minusEleven, { margin: { relative: 0.05 } }),
    'undecided',
    [-0.5, -1.629953416597021, 488.2955825996335, 0.9481218984629323],
    [-1.102727075850789, 0.1027270758507891],
    0.3694855523444677,
  ],
])('%s: verdict, test and interval agree with R', (_, ask, verdict, wanted, interval, power) => {
  const got = ask()
  if (got.status === 'undefined') throw new Error(got.reason)
  expect(got.verdict).toBe(verdict)
  const { estimate, low, high } = boundsOf(got.slack)
  for (const [at, one] of [estimate, got.statistic, got.df, got.pValue].entries()) expectNear(one, wanted[at], 1e-11)
  expectNear(low, interval[0], 1e-11)
  expectNear(high, interval[1], 1e-11)
  expect(Math.abs(got.power - power)).toBeLessThan(0.005)
})

test('the p-value stays known where it underflows', () => {
  const sure = nonInferiority(
    { n: 1e6, value: 10, variance: 1e-4 },
    { n: 1e6, value: 12, variance: 1e-4 },
    {
      margin: { relative: 0.05 },
    },
  )
  // mpmath 1.3, 40 digits: with V = 1e-4 * (1 + 0.95 ** 2), t = 2.5 / sqrt(V) and df by Satterthwaite,
  // log(betainc(df / 2, 1 / 2, 0, df / (df + t ** 2), regularized=True) / 2)
  expect(sure).toMatchObject({ verdict: 'non-inferior', pValue: 0, power: expect.closeTo(1, 9) })
  if (sure.status === 'ok') expectNear(sure.logPValue, -16298.076018204405, 1e-11)
})

const estimate = fc.record({
  n: fc.integer({ min: 2, max: 500 }),
  value: fc.integer({ min: -100, max: 100 }),
  variance: fc.integer({ min: 1, max: 900 }).map((v) => v / 10),
})

test('more of what is good is less of what is bad', () => {
  fc.assert(
    fc.property(estimate, estimate, fc.integer({ min: 1, max: 90 }), (control, treatment, percent) => {
      const negative = (one: typeof control) => ({ ...one, value: -one.value })
      const margin = { relative: percent / 100 }
      const up = nonInferiority(control, treatment, { margin, good: 'up' })
      expect(nonInferiority(negative(control), negative(treatment), { margin, good: 'down' })).toEqual(up)
    }),
  )
})

test('the verdict is that of the interval and of the p-value, and a wider margin never hurts', () => {
  fc.assert(
    fc.property(estimate, estimate, fc.integer({ min: 1, max: 200 }), (control, treatment, tenths) => {
      const ask = (absolute: number) => nonInferiority(control, treatment, { margin: { absolute } })
      const got = ask(tenths / 10)
      const wider = ask(tenths)
      if (got.status === 'undefined' || wider.status === 'undefined') throw new Error('both have variance')
      expect(got.verdict === 'non-inferior').toBe((boundsOf(got.slack).low ?? 0) > 0)
      expect(got.verdict === 'non-inferior').toBe(got.pValue <= 0.025)
      expect(wider.pValue).toBeLessThanOrEqual(got.pValue)
      if (got.verdict === 'non-inferior') expect(wider.verdict).toBe('non-inferior')
      if (got.verdict === 'inferior') expect(got.significantlyWorse).toBe(true)
    }),
  )
})

test('a treatment may be significantly worse and still within the margin', () => {
  const control = { n: 9000, value: 10, variance: 1e-4 }
  expect(nonInferiority(control, { ...control, value: 9.9 }, { margin: { relative: 0.05 } })).toMatchObject({
    verdict: 'non-inferior',
    significantlyWorse: true,
  })
})

test('a control that may be zero asks for an absolute margin', () => {
  const near = { n: 50, value: 0.1, variance: 0.01 }
  expect(nonInferiority(near, ctrl, { margin: { relative: 0.1 } })).toMatchObject({
    warnings: ['The control may be zero, so a share of it is no firm margin; give an absolute one.'],
  })
  expect(nonInferiority({ ...near, value: 0 }, ctrl, { margin: { relative: 0.1 } })).toEqual({
    status: 'undefined',
    reason: 'The control is zero, and no margin is a share of it; give an absolute one.',
  })
  expect(nonInferiority({ ...near, value: 0 }, ctrl, { margin: { absolute: 0.1 } })).toMatchObject({
    status: 'ok',
    warnings: [],
  })
})

const flat = { n: 5, value: 1, variance: 0 }
test.each([
  ['an empty control', { n: 0, value: 0, variance: 0 }, ctrl, 'The control has no units.'],
  ['a single unit', ctrl, { n: 1, value: 3, variance: 0 }, 'A variant has a single unit, so chance cannot be judged.'],
  ['no variance at all', flat, flat, 'No unit of a variant differs from others, so chance cannot be judged.'],
])('%s is undefined, with a reason', (_, control, treatment, reason) => {
  expect(nonInferiority(control, treatment, { margin: { relative: 0.1 } })).toEqual({ status: 'undefined', reason })
})

test('a margin that is not above zero is refused', () => {
  expect(() => nonInferiority(ctrl, trt1, { margin: { relative: 0 } })).toThrow('margin')
  expect(() => nonInferiority(ctrl, trt1, { margin: { absolute: -1 } })).toThrow('margin')
  expect(() => nonInferiority(ctrl, trt1, { margin: { absolute: 1 }, alpha: 2 })).toThrow('alpha')
})
