import { compareProportions, holm } from '@heddle/stats'
import { expect, test } from 'vitest'
import { compareFunnel } from '../../packages/stats/src/funnel.js'
import { compareRetention, retentionOf } from '../../packages/stats/src/retention.js'
import { boundsOf, expectNear } from './intervals.js'

const names = ['page', 'phone', 'code', 'done']
const control = [5000, 2000, 1000, 2000]
const treatment = [4700, 2500, 700, 2300]

test('each step compares shares of the start and of the step before', () => {
  const { steps } = compareFunnel(control, treatment, { names })
  expect(steps.map(({ name, reached }) => [name, reached.control, reached.treatment])).toEqual([
    ['phone', 5000, 5500],
    ['code', 3000, 3000],
    ['done', 2000, 2300],
  ])
  const [, code] = steps
  expect(code?.fromStart).toMatchObject(
    compareProportions({ n: 10_000, successes: 3000 }, { n: 10_200, successes: 3000 }),
  )
  expect(code?.fromPrevious).toMatchObject(
    compareProportions({ n: 5000, successes: 3000 }, { n: 5500, successes: 3000 }),
  )
})

// R 4.2: score test with N / (N - 1): z2 <- function(x0, n0, x1, n1) prop.test(c(x1, x0), c(n1, n0), correct = FALSE)$statistic
// * (n0 + n1 - 1) / (n0 + n1); p <- pchisq(z2, 1, lower = FALSE) of phone, code, done; p.adjust(p, "holm")
test.each([
  [
    'fromStart',
    [
      [2.439143606061285e-8, 7.317430818183854e-8],
      [0.3603296537914284, 0.3603296537914284],
      [9.647810476128084e-6, 1.929562095225617e-5],
    ],
  ],
  [
    'fromPrevious',
    [
      [2.439143606061285e-8, 3.391296307775318e-8],
      [1.695648153887659e-8, 3.391296307775318e-8],
      [8.389686757945318e-18, 2.516906027383596e-17],
    ],
  ],
] as const)('the p-values %s are those of R, adjusted over the steps after Holm', (question, expected) => {
  const { steps } = compareFunnel(control, treatment, { names })
  for (const [at, step] of steps.entries()) {
    const [p, adjusted] = expected[at] ?? []
    expectNear(step[question].pValue, p, 1e-10)
    expectNear(step[question].adjustedPValue, adjusted, 1e-10)
  }
})

test('the steps where most is lost and gained are named', () => {
  expect(compareFunnel(control, treatment, { names })).toMatchObject({ mostLost: 'code', mostGained: 'done' })
  expect(compareFunnel([50, 30, 20], [50, 30, 20])).not.toHaveProperty('mostLost')
  expect(compareFunnel([50, 30, 20], [50, 30, 20])).not.toHaveProperty('mostGained')
  expect(compareFunnel([50, 30, 20], [40, 60, 0]).mostLost).toBe('2')
})

test('lifts from step to step multiply to the lift at the end', () => {
  const { steps } = compareFunnel(control, treatment)
  const lift = (of: (typeof steps)[number]['fromStart']) => 1 + (boundsOf(of.lift).estimate ?? 0)
  const product = steps.reduce((total, { fromPrevious }) => total * lift(fromPrevious), 1)
  const last = steps.at(-1)
  expectNear(product, last && lift(last.fromStart), 1e-12)
})

test('a step that nobody of a variant came to says so, and counts in no family', () => {
  const { steps } = compareFunnel([10, 5, 0, 0], [10, 2, 3, 1])
  expect(steps[2]?.fromPrevious.difference).toEqual({ status: 'undefined', reason: 'The control has no units.' })
  expect(steps[2]?.fromPrevious).not.toHaveProperty('adjustedPValue')
  const ps = steps.map(({ fromPrevious }) => fromPrevious.pValue)
  expect(steps.map(({ fromPrevious }) => fromPrevious.adjustedPValue)).toEqual(holm(ps))
})

test('an empty variant leaves every step undefined', () => {
  const { steps, ...turns } = compareFunnel([0, 0, 0], [5, 3, 1])
  expect(steps.every(({ fromStart }) => fromStart.difference.status === 'undefined')).toBe(true)
  expect(turns).toEqual({})
})

test.each([
  [() => compareFunnel([5], [5]), 'control, treatment and names must have the same steps, two or more; got 1, 1, 1.'],
  [
    () => compareFunnel([5, 1], [5, 1, 1]),
    'control, treatment and names must have the same steps, two or more; got 2, 3, 2.',
  ],
  [() => compareFunnel([5, -1], [5, 1]), 'A count of control must be a whole number from 0 on, got -1.'],
])('funnels that no data have are refused', (call, message) => {
  expect(call).toThrow(new RangeError(message))
})

test('retention counts units whose day is over, from its first hour to before the next', () => {
  const units = [
    { watched: 8, days: [0.2, 7] },
    { watched: 9.5, days: [7.999] },
    { watched: 30, days: [8, 12] },
    { watched: 7.9, days: [7.5] },
    { watched: 20, days: [] },
  ]
  expect(retentionOf(units, [0, 7, 12])).toEqual([
    { day: 0, n: 5, successes: 1 },
    { day: 7, n: 4, successes: 2 },
    { day: 12, n: 2, successes: 1 },
  ])
  expect(retentionOf(units, [7], { rolling: true })).toEqual([{ day: 7, n: 4, successes: 3 }])
})

test('a retention curve is one comparison of proportions a day, adjusted over the days', () => {
  const before = [
    { day: 1, n: 900, successes: 400 },
    { day: 7, n: 800, successes: 150 },
  ]
  const after = [
    { day: 1, n: 910, successes: 450 },
    { day: 7, n: 790, successes: 190 },
  ]
  const got = compareRetention(before, after)
  expect(got.map(({ day }) => day)).toEqual([1, 7])
  expect(got.map(({ adjustedPValue }) => adjustedPValue)).toEqual(holm(got.map(({ pValue }) => pValue)))
  expect(got[1]).toMatchObject(compareProportions({ n: 800, successes: 150 }, { n: 790, successes: 190 }))
})

test.each([
  [() => retentionOf([], [1.5]), 'A day must be a whole number from 0 on, got 1.5.'],
  [
    () => compareRetention([{ day: 1, n: 1, successes: 0 }], [{ day: 2, n: 1, successes: 0 }]),
    'control and treatment must have the same days, got 1 and 2.',
  ],
])('days that do not fit are refused', (call, message) => {
  expect(call).toThrow(new RangeError(message))
})
