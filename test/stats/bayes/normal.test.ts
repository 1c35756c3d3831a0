import { momentsOf } from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bayesEstimate, bayesMeans, meanAbove, usualLiftPrior } from '../../../packages/stats/src/bayes/normal.js'
import { relativeError } from '../errors.js'
import { boundsOf } from '../intervals.js'

const ask = (m0: number, v0: number, m1: number, v1: number, options: Parameters<typeof bayesEstimate>[2] = {}) => {
  const answer = bayesEstimate({ n: 50, value: m0, variance: v0 }, { n: 50, value: m1, variance: v1 }, options)
  if (answer.status !== 'ok') throw new Error(answer.reason)
  return answer
}

// Values and variances; scale; mean and sd of the prior; mean, sd, bounds, chances, losses of control and of treatment.
// R 4.2: e <- (m1 - m0) / abs(m0), v <- v1 / m0^2 + m1^2 * v0 / m0^4, or m1 - m0 and v0 + v1; w <- 1 / v + 1 / ps^2;
// m <- (e / v + pm / ps^2) / w, s <- 1 / sqrt(w); qnorm(c(.025, .975), m, s); pnorm(m / s); integrate(function(x) (m + s * x) *
// dnorm(x), -m / s, 60, rel.tol = 1e-13)
type Row = [number, number, number, number, 'lift' | 'difference', { mean: number; sd: number } | 'flat', number[]]
const rows: Row[] = [
  [
    2,
    0.01,
    2.3,
    0.01,
    'lift',
    'flat',
    [
      0.15, 0.076198753270641, 0.0006531879226902, 0.29934681207731, 0.97549680922982, 0.02450319077018,
      0.15070360416419, 0.00070360416418811,
    ],
  ],
  [
    2,
    0.01,
    2.3,
    0.01,
    'lift',
    usualLiftPrior,
    [
      0.14090938743558, 0.073853690081486, -0.0038411852495166, 0.28565996012068, 0.97180137005069, 0.028198629949311,
      0.14170907712521, 0.00079968968963484,
    ],
  ],
  [
    2,
    0.01,
    2.3,
    0.01,
    'difference',
    'flat',
    [
      0.3, 0.14142135623731, 0.022819235130064, 0.57718076486994, 0.98305257323766, 0.016947426762345, 0.30086228643248,
      0.00086228643247808,
    ],
  ],
  [
    2,
    0.01,
    2.3,
    0.01,
    'difference',
    { mean: 0.1, sd: 0.2 },
    [
      0.23333333333333, 0.11547005383793, 0.0070161865180989, 0.45965048014857, 0.9783459285946, 0.021654071405396,
      0.2342606296899, 0.00092729635656656,
    ],
  ],
  [
    -2,
    0.04,
    -2.5,
    0.02,
    'lift',
    usualLiftPrior,
    [
      -0.20338983050847, 0.12953633087651, -0.4572763737159, 0.050496712698952, 0.0581915811646, 0.9418084188354,
      0.0032291687279833, 0.20661899923646,
    ],
  ],
  [
    100,
    1,
    99,
    1.5,
    'lift',
    { mean: 0.01, sd: 0.02 },
    [
      -0.0023454884955479, 0.012372963674441, -0.026596051679475, 0.021905074688379, 0.42482476605785, 0.57517523394215,
      0.0038517791088286, 0.0061972676043765,
    ],
  ],
  [
    5,
    0,
    5.2,
    0.01,
    'lift',
    usualLiftPrior,
    [
      0.039823008849558, 0.019955703157132, 0.00071054937540625, 0.078935468323709, 0.97700964335136, 0.022990356648639,
      0.039994468446528, 0.00017145959696996,
    ],
  ],
]
test.each(rows)(
  '%d ± √%d against %d ± √%d, %s, prior %j, has its normal posterior',
  (m0, v0, m1, v1, scale, prior, wanted) => {
    const { mean, sd, interval, chanceAbove, chanceBelow, expectedLoss } = ask(m0, v0, m1, v1, { scale, prior })
    const { low = 0, high = 0 } = boundsOf(interval)
    const got = [mean, sd, low, high, chanceAbove, chanceBelow, expectedLoss.control, expectedLoss.treatment]
    for (const [at, value] of got.entries()) expect(relativeError(value, wanted[at] ?? 0)).toBeLessThan(2e-11)
  },
)

// mpmath 1.3, 400 digits: exp(-z*z/2)/sqrt(2*pi) + z*erfc(-z/sqrt(2))/2; at -20000 it is 4.15e-86858906
test.each([
  [-20000, 0],
  [-37, 1.545199190512202e-301],
  [-30, 1.631956734091401e-199],
  [-10, 7.474560254589328e-25],
  [-3, 0.0003821543170477236],
  [-1.5, 0.02930679376260463],
  [-1, 0.0833154705876863],
  [-0.999, 0.08347424686730846],
  [-0.3, 0.2667612421172099],
  [0, 0.3989422804014327],
  [0.7, 0.8428793768106101],
  [2, 2.00849070261683],
  [9, 9.0],
  [20000, 20000],
])('a normal variable around %d is above zero by %d on average', (z, wanted) => {
  expect(relativeError(meanAbove(z), wanted)).toBeLessThan(1e-12)
})

test('an effect ten thousand standard errors from zero has its losses and chances', () => {
  const { chanceAbove, chanceBelow, expectedLoss } = ask(1, 1e-12, 1.02, 1e-12, { scale: 'difference' })
  expect([chanceAbove, chanceBelow, expectedLoss.treatment]).toEqual([1, 0, 0])
  expect(expectedLoss.control).toBeCloseTo(0.02, 12)
})

test('means are asked by their moments', () => {
  const answer = bayesMeans(momentsOf([1, 2, 3, 4, 5]), momentsOf([2, 4, 6, 8, 10]), { scale: 'difference' })
  expect(answer).toMatchObject({ status: 'ok', mean: 3 })
  if (answer.status === 'ok') expect(answer.sd).toBeCloseTo(Math.sqrt(2.5 / 5 + 10 / 5), 12)
})

test('a proper prior lies between itself and the data, and a vague one changes nothing', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -9, max: 9, noNaN: true }),
      fc.double({ min: 0.01, max: 9, noNaN: true }),
      (effect, sd) => {
        const { mean } = ask(1, 0.5, 1 + effect, 0.5, { scale: 'difference', prior: { mean: 0, sd } })
        expect(Math.abs(mean)).toBeLessThanOrEqual(Math.abs(effect))
        const vague = ask(1, 0.5, 1 + effect, 0.5, { scale: 'difference', prior: { mean: 0, sd: 1e9 } })
        expect(vague.mean).toBeCloseTo(ask(1, 0.5, 1 + effect, 0.5, { scale: 'difference' }).mean, 9)
      },
    ),
  )
})

test.each([
  ['no unit', 0, 1, 1, 'The control has no units.'],
  ['one unit', 1, 1, 1, 'A variant has a single unit, so chance cannot be judged.'],
  ['a control of zero', 9, 0, 1, 'The control is zero, so the lift has no meaning.'],
  ['no variance', 9, 1, 0, 'No unit of a variant differs from others, so chance cannot be judged.'],
])('%s leaves the lift undefined', (_, n, value, variance, reason) => {
  expect(bayesEstimate({ n, value, variance }, { n: 9, value: 2, variance })).toMatchObject({
    status: 'undefined',
    reason,
  })
})

test('a control near zero or below it is named in a warning', () => {
  expect(ask(-1, 0.25, 1, 1).warnings).toEqual([
    'The control is negative; the lift is relative to its size.',
    'The control is uncertain by more than 10 %; the lift is not close to normal.',
  ])
  expect(ask(-1, 0.25, 1, 1, { scale: 'difference' }).warnings).toEqual([])
})

test('a prior without spread and an impossible variance are refused by name', () => {
  expect(() => ask(1, 1, 1, 1, { prior: { mean: 0, sd: 0 } })).toThrow(
    'sd of the prior must be a positive number, got 0.',
  )
  expect(() => ask(1, 1, 1, 1, { prior: { mean: Number.NaN, sd: 1 } })).toThrow("The prior's mean cannot be NaN.")
  expect(() => ask(1, -1, 1, 1)).toThrow('variance of control cannot be -1.')
  expect(() => ask(Number.NaN, 1, 1, 1)).toThrow('value of control cannot be NaN.')
})
