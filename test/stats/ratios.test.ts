import { compareMeans, compareRatios, momentsOf, pairMomentsOf } from '@heddle/stats'
import { expect, test } from 'vitest'
import { carPower, carStops, pageClicks } from './datasets.js'
import { boundsOf, expectNear } from './intervals.js'

const unitShares = {
  control: [
    [1, 0],
    [2, 1],
    [1, 1],
    [4, 2],
    [3, 1],
    [2, 0],
    [1, 1],
  ] as const,
  treatment: [
    [2, 1],
    [1, 1],
    [1, 0],
    [3, 2],
    [5, 4],
    [1, 1],
  ] as const,
}

// R 4.2: linear <- function(x, y) { r <- sum(y) / sum(x); r + (y - r * x) / mean(x) }; its mean is the ratio and its
// standard error that of the delta method, so r <- t.test(linear(x1, y1), linear(x0, y0)) is the reference, with the
// lift by uniroot as for means.
test.each([
  [
    'mtcars hp per wt by am',
    carPower,
    42.5225879428563,
    1.3669663683458,
    14.9117858582419,
    0.1918914108066,
    -5.6503466253411,
    25.8280275178564,
    -0.1280902350655,
    0.6394951830473,
  ],
  [
    'cars speed per dist',
    carStops,
    0.419062027231467,
    -1.842682681506689,
    33.594918239271337,
    0.07421496388598,
    -0.184559194994272,
    0.009069549133488,
    -0.372483459320615,
    0.026771532872194,
  ],
  [
    'clicks per view',
    pageClicks,
    0.310344827586207,
    2.64216437593898,
    19.33712495574198,
    0.01591538027705,
    0.03959450194044,
    0.33971584288715,
    0.10062890782889,
    1.58927126720408,
  ],
  [
    'a few units',
    unitShares,
    0.428571428571429,
    1.94715315628026,
    10.97451917027954,
    0.07755347176296,
    -0.03446528200377,
    0.56193780947629,
    -0.05780856458385,
    2.51831040908918,
  ],
])('%s agree with R', (_, data, ratio, statistic, df, p, low, high, liftLow, liftHigh) => {
  const got = compareRatios(pairMomentsOf(data.control), pairMomentsOf(data.treatment))
  const { estimate = 0 } = boundsOf(got.difference)
  const { estimate: lift = 0 } = boundsOf(got.lift)
  expectNear(estimate / lift, ratio, 1e-12)
  expectNear(got.statistic, statistic, 1e-12)
  expectNear(got.df, df, 1e-12)
  expectNear(got.pValue, p, 1e-11)
  expectNear(boundsOf(got.difference).low, low, 1e-10)
  expectNear(boundsOf(got.difference).high, high, 1e-10)
  expectNear(boundsOf(got.lift).low, liftLow, 1e-10)
  expectNear(boundsOf(got.lift).high, liftHigh, 1e-10)
})

test('a ratio whose denominator is 1 in every unit is a mean', () => {
  const control = [3, 1, 4, 1, 5, 9]
  const treatment = [2, 7, 1, 8, 2, 8, 9]
  const asRatio = compareRatios(pairMomentsOf(control.map((y) => [1, y])), pairMomentsOf(treatment.map((y) => [1, y])))
  const asMean = compareMeans(momentsOf(control), momentsOf(treatment))
  expectNear(asRatio.pValue, asMean.pValue, 1e-13)
  expectNear(boundsOf(asRatio.lift).high, boundsOf(asMean.lift).high, 1e-13)
})

test('a unit that repeats its events does not become two units', () => {
  const once = [
    [1, 0],
    [2, 1],
    [3, 1],
    [1, 1],
  ] as const
  const tenfold = once.map(([x, y]): [number, number] => [10 * x, 10 * y])
  const other = pairMomentsOf([
    [1, 1],
    [2, 2],
    [2, 1],
    [4, 2],
  ])
  expectNear(
    compareRatios(other, pairMomentsOf(tenfold)).pValue,
    compareRatios(other, pairMomentsOf(once)).pValue,
    1e-12,
  )
})

test('units that all have the same ratio leave the comparison undefined, not certain', () => {
  const third = pairMomentsOf([
    [3, 1],
    [6, 2],
    [0.9, 0.3],
  ])
  const fifth = pairMomentsOf([
    [5, 1],
    [10, 2],
    [0.7, 0.14],
  ])
  expect(compareRatios(third, fifth).difference).toEqual({
    status: 'undefined',
    reason: 'No unit of a variant differs from others, so chance cannot be judged.',
  })
})

test.each([
  [
    'control',
    [
      [0, 1],
      [0, 2],
    ],
    [
      [1, 1],
      [2, 1],
    ],
  ],
  [
    'treatment',
    [
      [1, 1],
      [2, 1],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ],
] as const)('a %s without any denominator leaves everything undefined', (name, control, treatment) => {
  const comparison = compareRatios(pairMomentsOf(control), pairMomentsOf(treatment))
  const nothing = { status: 'undefined', reason: `The denominators of the ${name} add up to zero.` }
  expect(comparison).toMatchObject({ difference: nothing, lift: nothing })
  expect(comparison).not.toHaveProperty('pValue')
})

test.each([
  ['no units', [], 'The control has no units.'],
  ['a single unit', [[2, 1]], 'A variant has a single unit, so chance cannot be judged.'],
] as const)('a control with %s leaves everything undefined', (_, control, reason) => {
  const { difference } = compareRatios(
    pairMomentsOf(control),
    pairMomentsOf([
      [1, 1],
      [2, 1],
    ]),
  )
  expect(difference).toEqual({ status: 'undefined', reason })
})

test('a denominator that is mostly noise is warned of', () => {
  const { warnings } = compareRatios(
    pairMomentsOf([
      [1, 0],
      [100, 3],
      [2, 1],
    ]),
    pairMomentsOf([
      [10, 1],
      [10, 2],
      [11, 1],
    ]),
  )
  expect(warnings).toContain(
    "The denominator of the control is uncertain by more than 10 %; the ratio's interval is approximate.",
  )
  expect(warnings.join()).not.toContain('denominator of the treatment')
})
