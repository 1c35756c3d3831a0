import { expect, test } from 'vitest'
import { compareRankCounts, compareRanks } from '../../packages/stats/src/mann-whitney.js'
import { carMileage, chickens, insectSprays, plantGrowth, sleepGroups, toothGrowth } from './datasets.js'
import { boundsOf, expectNear } from './intervals.js'

const firstPlants = { control: plantGrowth.ctrl, treatment: plantGrowth.trt1 }
const secondPlants = { control: plantGrowth.ctrl, treatment: plantGrowth.trt2 }

// U, p without and with continuity: R 4.2: wilcox.test(treatment, control, exact = FALSE, correct = FALSE or TRUE)
test.each([
  ['sleep', sleepGroups, 74.5, 0.06372225015502522, 0.06932757543362658],
  ['plants', firstPlants, 32.5, 0.1857112804447995, 0.1985957586332152],
  ['teeth', toothGrowth, 575.5, 0.06342967639688808, 0.06449067213383569],
  ['cars', carMileage, 205, 0.001753335110651267, 0.001871391333178557],
  ['insects', insectSprays, 143.5, 3.381560679578486e-5, 3.836254544126377e-5],
])('%s, with ties, have the p-value of R, with or without continuity', (_, data, u, p, corrected) => {
  const got = compareRanks(data.control, data.treatment)
  expect(got.u).toBe(u)
  expectNear(got.pValue, p, 1e-12)
  expectNear(compareRanks(data.control, data.treatment, { continuity: true }).pValue, corrected, 1e-12)
})

// R 4.2: w <- wilcox.test(treatment, control, exact = TRUE); w$statistic, w$p.value with
// control <- ((1:m) * 37) %% 101 + 0.5 * (m > 3), treatment <- ((1:n) * 53 + 7) %% 103 + 0.25
test.each([
  [1, 1, 1, 1],
  [1, 5, 3, 1],
  [3, 4, 6, 1],
  [7, 9, 28, 0.7576923076923078],
  [20, 15, 136, 0.6567759430863932],
  [49, 49, 1156, 0.7556239484352708],
  [2, 30, 31, 0.9677419354838712],
])('%d units against %d without ties have the exact p-value of R', (m, n, u, p) => {
  const control = Array.from({ length: m }, (_, at) => (((at + 1) * 37) % 101) + (m > 3 ? 0.5 : 0))
  const treatment = Array.from({ length: n }, (_, at) => (((at + 1) * 53 + 7) % 103) + 0.25)
  const got = compareRanks(control, treatment)
  expect(got).toMatchObject({ u, method: 'Mann-Whitney, exact; Brunner-Munzel interval' })
  expect(got).not.toHaveProperty('statistic')
  expectNear(got.pValue, p, 1e-13)
})

// R 4.2: the same for PlantGrowth ctrl and trt2, chickwts horsebean and casein, and 1:49 against 101:149
test.each([
  [secondPlants, 0.06301283855463422],
  [chickens, 2.165017644893806e-5],
  [
    {
      control: Array.from({ length: 49 }, (_, at) => at + 1),
      treatment: Array.from({ length: 49 }, (_, at) => at + 101),
    },
    7.850029192963291e-29,
  ],
])('data without ties have the exact p-value of R, however small', (data, p) => {
  expectNear(compareRanks(data.control, data.treatment).pValue, p, 1e-12)
})

// statistic and p: scipy 1.17 brunnermunzel(control, treatment); df and interval: rc = rankdata(concatenate),
// sx = var(rc[:nx] - rankdata(x), ddof=1), sy alike, df = (nx sx + ny sy)² / ((nx sx)² / (nx - 1) + (ny sy)² / (ny - 1)),
// U / nx / ny ± t.isf(0.025, df) sqrt(sx / nx / ny² + sy / ny / nx²), cut at 0 and 1
test.each([
  [
    'sleep',
    sleepGroups,
    2.1446717367088,
    16.8975468887089,
    0.0468159546758197,
    0.745,
    0.503870481535333,
    0.986129518464667,
  ],
  [
    'plants',
    firstPlants,
    -1.34549055276736,
    15.510209866246,
    0.197808398937646,
    0.325,
    0.0485671200156529,
    0.601432879984347,
  ],
  [
    'plants, 2',
    secondPlants,
    2.17414138369668,
    16.3343800064082,
    0.0447188631854732,
    0.75,
    0.506641422675555,
    0.993358577324445,
  ],
  [
    'teeth',
    toothGrowth,
    1.89652607513792,
    54.6772443262779,
    0.0631785786034163,
    0.639444444444444,
    0.49207499993315,
    0.786813888955739,
  ],
  [
    'cars',
    carMileage,
    4.26533694455434,
    20.8930758046221,
    0.000347861888736792,
    0.82995951417004,
    0.669033830623516,
    0.990885197716564,
  ],
  ['insects', insectSprays, 101.116269709676, 22, 7.52560737770269e-31, 0.996527777777778, 0.986344099238645, 1],
  ['chickens', chickens, 18.800602047877, 19.8333389782124, 4.15105435336341e-14, 0.975, 0.922269419047538, 1],
] as const)(
  '%s have the superiority, interval and test of Brunner and Munzel',
  (_, data, statistic, df, p, estimate, low, high) => {
    const got = compareRanks(data.control, data.treatment, { test: 'brunner-munzel' })
    expectNear(got.statistic, statistic, 1e-11)
    expectNear(got.df, df, 1e-11)
    expectNear(got.pValue, p, 1e-11)
    const bounds = boundsOf(got.superiority)
    expectNear(bounds.estimate, estimate, 1e-13)
    expectNear(bounds.low, low, 1e-11)
    expectNear(bounds.high, high, 1e-11)
    expect(got.superiority).toEqual(compareRanks(data.control, data.treatment).superiority)
    expect((got.pValue ?? 1) <= 0.05).toBe((bounds.low ?? 0) > 0.5 || (bounds.high ?? 1) < 0.5)
  },
)

test('counts per value give what rows give', () => {
  const control = [0, 0, 1, 1, 1, 3, 3, 5, 5, 5, 5]
  const treatment = [0, 1, 3, 3, 3, 4, 5, 5, 5, 5, 5, 5]
  expect(compareRankCounts([2, 3, 0, 2, 0, 4], [1, 1, 0, 3, 1, 6])).toEqual(compareRanks(control, treatment))
})

test('variants that change places turn the effect round and leave the p-value as it was', () => {
  const there = compareRanks(carMileage.control, carMileage.treatment)
  const back = compareRanks(carMileage.treatment, carMileage.control)
  expectNear(back.pValue, there.pValue, 1e-13)
  expectNear(back.statistic, -(there.statistic ?? 0), 1e-13)
  expectNear(boundsOf(back.superiority).low, 1 - (boundsOf(there.superiority).high ?? 0), 1e-13)
})

// mpmath 1.3, 40 digits: n = 10⁶, U = 580000 (900000 + 50000) + 420000 · 450000, t = 1320000 and 680000,
// z = (U - n²/2) / sqrt(n² / 12 ((2n + 1) - Σ(t³ - t) / (2n (2n - 1)))), log(erfc(z / sqrt(2)))
test('millions of units keep a p-value that no double can hold as its logarithm', () => {
  const got = compareRankCounts([900_000, 100_000], [420_000, 580_000])
  expect(got.pValue).toBe(0)
  expectNear(got.statistic, 716.497541707386, 1e-12)
  expectNear(got.logPValue, -256691.1638044805, 1e-12)
})

test.each([
  [[], [1, 2], 'The control has no units.'],
  [[1, 2], [], 'The treatment has no units.'],
  [[2, 2], [2, 2, 2], 'All units of both variants have the same value.'],
])('%j against %j says nothing, with a reason', (control, treatment, reason) => {
  const got = compareRanks(control, treatment)
  expect(got.superiority).toEqual({ status: 'undefined', reason })
  expect(got).not.toHaveProperty('pValue')
})

test('variants without any overlap have a p-value, and no interval', () => {
  const got = compareRanks([1, 2, 3, 4], [5, 6, 7, 8])
  expectNear(got.pValue, 2 / 70, 1e-14) // One of 8! / (4! 4!) orders, both sides.
  expect(got.superiority).toMatchObject({ status: 'undefined' })
  expect(compareRanks([1, 2], [3, 4], { test: 'brunner-munzel' })).not.toHaveProperty('pValue')
})

test('a single unit has an exact p-value, and no interval', () => {
  const got = compareRanks([1], [0, 2, 3])
  expect(got.pValue).toBe(1)
  expect(got.superiority).toMatchObject({ status: 'undefined' })
})

test('few units with ties are warned of', () => {
  expect(compareRanks([1, 2], [2, 3]).warnings).toEqual([
    'A variant has fewer than 10 units; the p-value is approximate.',
  ])
})

test.each([
  [() => compareRanks([Number.NaN], [1]), 'A value must be a finite number, got NaN.'],
  [() => compareRankCounts([1], [1, 2]), 'control and treatment must have counts of the same values.'],
  [() => compareRankCounts([1.5], [1]), 'A count of control must be a whole number from 0 on, got 1.5.'],
  [() => compareRanks([1], [1], { alpha: 0 }), 'alpha must be between 0 and 1, got 0.'],
])('numbers that no data have are refused', (call, message) => {
  expect(call).toThrow(new RangeError(message))
})
