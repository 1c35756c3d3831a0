import { expect, test } from 'vitest'
import { logRank } from '../../packages/stats/src/log-rank.js'
import { compareRestrictedMeans, restrictedMeanOf } from '../../packages/stats/src/restricted-mean.js'
import { kaplanMeier, type Lifetime } from '../../packages/stats/src/survival.js'
import { boundsOf, expectNear } from './intervals.js'

const lifetimes = (times: readonly number[], happened: readonly number[]): Lifetime[] =>
  times.map((time, at) => ({ time, happened: happened[at] === 1 }))

/** R's survival::aml, x Nonmaintained and Maintained */
const aml = {
  control: lifetimes([5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1]),
  treatment: lifetimes([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]),
}

/** R's survival::ovarian, rx 1 and 2 */
const ovarian = {
  control: lifetimes(
    [59, 115, 156, 431, 448, 477, 638, 803, 855, 1040, 1106, 268, 329],
    [1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 1],
  ),
  treatment: lifetimes(
    [421, 464, 475, 563, 744, 769, 770, 1129, 1206, 1227, 353, 365, 377],
    [0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0],
  ),
}

/** R: i <- 0:(n - 1); g <- i %% 2; t <- 1 + (i * i * 37 + i * 11) %% ifelse(g, 97, 61); s <- (i * 7) %% 5 != 0 */
const madeUp = (n: number) => {
  const units = Array.from({ length: n }, (_, i) => ({
    time: 1 + ((i * i * 37 + i * 11) % (i % 2 ? 97 : 61)),
    happened: (i * 7) % 5 !== 0,
    even: i % 2 === 0,
  }))
  return { control: units.filter(({ even }) => even), treatment: units.filter(({ even }) => !even) }
}

// R 4.2, survival: survfit(Surv(time, status) ~ 1, conf.type = "log-log"): time, n.risk, surv, lower, upper
test.each([
  [
    'control',
    aml.control,
    [
      [5, 12, 0.8333333333333334, 0.4817149421953789, 0.9555093657280649],
      [8, 10, 0.6666666666666667, 0.337018932541402, 0.8597117990844398],
      [12, 8, 0.5833333333333334, 0.2701389240854973, 0.8009401923333869],
      [23, 6, 0.4861111111111112, 0.1918766196187283, 0.7296715697794854],
      [27, 5, 0.388888888888889, 0.1262720121953937, 0.6498174082893151],
      [30, 4, 0.2916666666666667, 0.07240160890777184, 0.5608860526714092],
      [33, 3, 0.1944444444444445, 0.03119864293121194, 0.4614294762381139],
      [43, 2, 0.09722222222222224, 0.005746305695863835, 0.3489038611107497],
      [45, 1, undefined, undefined, undefined],
    ],
  ],
  [
    'treatment',
    aml.treatment,
    [
      [9, 11, 0.9090909090909091, 0.5080802057699297, 0.9866738226678231],
      [13, 10, 0.8181818181818181, 0.4474286146821814, 0.9511622285824917],
      [18, 8, 0.7159090909090908, 0.3501903859079384, 0.8990239741910534],
      [23, 7, 0.6136363636363635, 0.2657520400012861, 0.8352992432502214],
      [31, 5, 0.4909090909090909, 0.1673309097768508, 0.7533997903708113],
      [34, 4, 0.3681818181818182, 0.09282957493698518, 0.6570408323981638],
      [48, 2, 0.1840909090909091, 0.0117384801231896, 0.5250148427266415],
    ],
  ],
] as const)('the curve of the %s of aml agrees with R', (_, data, steps) => {
  const got = kaplanMeier(data)
  expect(got.steps.map(({ time, atRisk }) => [time, atRisk])).toEqual(steps.map(([time, atRisk]) => [time, atRisk]))
  for (const [at, [, , estimate, low, high]] of steps.entries()) {
    const survival = got.steps[at]?.survival
    const bounds = survival ? boundsOf(survival) : {}
    expectNear(bounds.estimate, estimate, 1e-13)
    expectNear(bounds.low, low, 1e-12)
    expectNear(bounds.high, high, 1e-12)
  }
})

// R 4.2, survival: quantile(survfit(Surv(time, status) ~ 1, conf.type = "log-log"), 0.5)
test.each([
  ['aml, control', aml.control, 23, 5, 33],
  ['aml, treatment', aml.treatment, 31, 13, undefined],
  ['ovarian, control', ovarian.control, 638, 156, undefined],
  ['ovarian, treatment', ovarian.treatment, undefined, 464, undefined],
  ['made up, control', madeUp(300).control, 32, 27, 34],
  ['made up, treatment', madeUp(300).treatment, 50, 43, 59],
] as const)('the median of %s agrees with R', (_, data, estimate, low, high) => {
  const { median } = kaplanMeier(data)
  expect(boundsOf(median)).toMatchObject({ low, ...(estimate && { estimate }), ...(high && { high }) })
  expect(median.status).toBe(high ? 'ok' : 'unbounded')
  if (!estimate) expect(median).not.toHaveProperty('estimate')
})

// R 4.2, survival: quantile(survfit(Surv(c(1, 2, 3, 4), c(1, 1, 1, 1)) ~ 1), 0.5)$quantile is 2.5
test('a median between two events is the middle between them', () => {
  expect(boundsOf(kaplanMeier(lifetimes([1, 2, 3, 4], [1, 1, 1, 1])).median).estimate).toBe(2.5)
})

// R 4.2, survival: survdiff(Surv(time, status) ~ group): exp, chisq, pchisq(chisq, 1, lower = FALSE, log.p = TRUE)
test.each([
  ['aml', aml, [11, 7], 7.310664007699276, 10.68933599230072, 3.396388698977601, Math.log(0.06533932204050513)],
  ['ovarian', ovarian, [7, 5], 5.233531017149943, 6.766468982850057, 1.062739861291414, Math.log(0.3025911169890952)],
  [
    'made up, 300',
    madeUp(300),
    [120, 120],
    77.59475612634336,
    162.4052438736566,
    41.04654664182179,
    Math.log(1.486465814903437e-10),
  ],
  [
    'made up, 20000',
    madeUp(20_000),
    [8000, 8000],
    5132.609872088224,
    10867.39012791178,
    2822.608151052345,
    -1415.502929154215,
  ],
] as const)(
  'the log-rank test of %s agrees with R, in far tails too',
  (_, data, observed, expected0, expected1, chiSquare, logP) => {
    const got = logRank(data.control, data.treatment)
    expect(got).toMatchObject({ status: 'ok', observed: { control: observed[0], treatment: observed[1] } })
    if (got.status !== 'ok') return
    expectNear(got.expected.control, expected0, 1e-12)
    expectNear(got.expected.treatment, expected1, 1e-12)
    expectNear(got.statistic ** 2, chiSquare, 1e-11)
    expectNear(got.logPValue, logP, 1e-10)
    expect(Math.sign(got.statistic)).toBe(Math.sign(observed[1] - expected1))
  },
)

// R 4.2, survival: survival:::survmean(survfit(Surv(time, status) ~ 1), rmean = horizon)$matrix, rmean and se(rmean);
// t, df and p of the Welch test from these, n - 1 degrees of freedom a variant
test.each([
  ['aml', aml, 40, [21.93055555555556, 3.835641163184592, 12], [28.89772727272727, 3.4675776788916, 11]],
  ['aml', aml, 45, [22.70833333333334, 4.180941981033154, 12], [30.73863636363636, 4.114086240011467, 11]],
  ['aml', aml, 20, [14.83333333333333, 1.828908802375725, 12], [18.15909090909091, 1.066831945563654, 11]],
  ['ovarian', ovarian, 600, [427.5384615384615, 57.07926756377266, 13], [534.9059829059829, 25.68424171209775, 13]],
  ['made up', madeUp(300), 50, [31.56659359521957, 1.280046908453535, 150], [38.377368692036, 1.316842669719232, 150]],
] as const)('the restricted means of %s up to %d agree with R', (_, data, horizon, [m0, se0, n0], [m1, se1, n1]) => {
  const got = compareRestrictedMeans(data.control, data.treatment, { horizon })
  const error = Math.hypot(se0, se1)
  const { estimate = 0, low = 0, high = 0 } = boundsOf(got.difference)
  expectNear(estimate, m1 - m0, 1e-12)
  expectNear(boundsOf(got.lift).estimate, (m1 - m0) / m0, 1e-12)
  expectNear(got.statistic, (m1 - m0) / error, 1e-12)
  expectNear(got.df, error ** 4 / (se0 ** 4 / (n0 - 1) + se1 ** 4 / (n1 - 1)), 1e-11)
  expectNear((high - low) / 2 / error, (high - estimate) / error, 1e-11)
})

test('without a horizon, the mean is that of the time both variants were watched', () => {
  expect(compareRestrictedMeans(aml.control, aml.treatment)).toEqual(
    compareRestrictedMeans(aml.control, aml.treatment, { horizon: 45 }),
  )
})

test('a variant that was not watched up to the horizon leaves the comparison undefined', () => {
  const { difference } = compareRestrictedMeans(ovarian.control, ovarian.treatment, { horizon: 1200 })
  const reason = 'No unit of the control was watched beyond 1106; the horizon is 1200.'
  expect(difference).toEqual({ status: 'undefined', reason })
  const never = lifetimes([5, 6, 7], [0, 0, 0])
  expect(compareRestrictedMeans(never, aml.treatment, { horizon: 20 }).difference.status).toBe('undefined')
})

test('a horizon beyond the last event of all units only adds time in which nobody is left', () => {
  const late = compareRestrictedMeans(aml.control, aml.treatment, { horizon: 100 })
  const early = compareRestrictedMeans(aml.control, aml.control, { horizon: 45 })
  const mean = (horizon: number) => {
    const got = compareRestrictedMeans(aml.control, aml.treatment, { horizon })
    const { estimate = 0 } = boundsOf(got.difference)
    return estimate / (boundsOf(got.lift).estimate ?? 0)
  }
  expect(late.difference.status).toBe('ok')
  expect(early.statistic).toBe(0)
  expectNear(mean(100), mean(45), 1e-13)
})

test('units counted by time and units one by one give the same answers', () => {
  const { control, treatment } = madeUp(300)
  const counted = (units: readonly Lifetime[]) => {
    const counts = new Map<string, Lifetime>()
    for (const { time, happened } of units) {
      const key = `${time} ${happened}`
      counts.set(key, { time, happened, units: (counts.get(key)?.units ?? 0) + 1 })
    }
    return [...counts.values()]
  }
  expect(kaplanMeier(counted(control))).toEqual(kaplanMeier(control))
  expect(logRank(counted(control), counted(treatment))).toEqual(logRank(control, treatment))
})

test('nothing to compare is undefined, with a reason', () => {
  const never = lifetimes([1, 2], [0, 0])
  expect(logRank(never, never)).toMatchObject({ status: 'undefined' })
  expect(logRank([], aml.control)).toMatchObject({ status: 'undefined' })
  expect(kaplanMeier([])).toMatchObject({ n: 0, events: 0, steps: [], median: { status: 'undefined' } })
  expect(compareRestrictedMeans([], aml.control, { horizon: 5 }).difference).toEqual({
    status: 'undefined',
    reason: 'The control has no units.',
  })
  expect(compareRestrictedMeans(never, never).difference.status).toBe('undefined')
})

test.each([
  [() => kaplanMeier([{ time: -1, happened: true }]), 'time must be a number from 0 on, got -1.'],
  [
    () => kaplanMeier([{ time: 1, happened: true, units: 0.5 }]),
    'units of a lifetime must be a whole number from 0 on, got 0.5.',
  ],
  [
    () => compareRestrictedMeans(aml.control, aml.treatment, { horizon: 0 }),
    'horizon must be a positive number, got 0.',
  ],
  [() => kaplanMeier([], { alpha: 1 }), 'alpha must be between 0 and 1, got 1.'],
])('numbers that no data have are refused', (call, message) => {
  expect(call).toThrow(new RangeError(message))
})

test('the restricted mean of one variant is the area under its curve, if it was watched up to the horizon', () => {
  const half = [
    { time: 2, happened: true },
    { time: 9, happened: false },
  ]
  // The share is 1 up to 2 and 1/2 from there on.
  expect(restrictedMeanOf(half, 5)).toBeCloseTo(2 + 3 / 2, 12)
  expect(restrictedMeanOf(half, 10)).toBeUndefined()
  expect(restrictedMeanOf([{ time: 2, happened: true }], 10)).toBe(2)
  expect(restrictedMeanOf([], 5)).toBeUndefined()
  expect(() => restrictedMeanOf(half, 0)).toThrow('horizon must be a positive number')
})
