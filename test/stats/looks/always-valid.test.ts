import {
  type CompareOptions,
  compareMeans,
  compareProportions,
  excludesZero,
  mergeMoments,
  momentsOf,
  noMoments,
} from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alwaysValid, narrowest } from '../../../packages/stats/src/looks/always-valid.js'
import { fixedHorizon } from '../../../packages/stats/src/looks/fixed-horizon.js'
import { relativeError } from '../errors.js'

// mpmath 1.3, 40 digits: r0 = -lambertw(-a**2 / e, -1) - 1; r = r0 * n / planned;
// sqrt((1 + 1/r) * (log(1 + r) - 2 * log(a))), log(1 + r) / 2 - r / (1 + r) * z**2 / 2
test.each([
  [0.05, 10_000, 100, 3.5, 8.211968062068253, 8.943802237932147, -0.42535187533317215],
  [0.05, 10_000, 10_000, 3.5, 8.211968062068253, 3.035122413028551, -4.34985232030964],
  [0.05, 10_000, 50_000, 1.2, 8.211968062068253, 3.157141542227906, 0],
  [0.01, 2000, 1500, -60, 11.756371222495419, 3.577445468974526, -1615.5077240781748],
  [0.5, 100, 1e9, 2, 2.692634528889696, 4.300570988739943, 0],
  [1e-12, 5000, 4000, 9, 59.36240877171522, 7.7710222360700065, -37.72409694241672],
])(
  'alpha %d, planned %d, n %d, z %d have the bound and the p-value of the normal mixture',
  (alpha, plannedUnits, n, statistic, r, critical, logP) => {
    expect(relativeError(narrowest(alpha), r)).toBeLessThan(1e-13)
    const got = alwaysValid({ plannedUnits }).judge({ statistic, n, alpha })
    expect(relativeError(got.critical, critical)).toBeLessThan(1e-13)
    if (logP === 0) expect(got.logPValue).toBe(0)
    else expect(relativeError(got.logPValue, logP)).toBeLessThan(1e-13)
  },
)

test('the interval is narrowest when the planned units are there', () => {
  const width = (plannedUnits: number) =>
    alwaysValid({ plannedUnits }).judge({ statistic: 0, n: 20_000, alpha: 0.05 }).critical
  for (const other of [5000, 15_000, 19_000, 21_000, 30_000, 100_000]) {
    expect(width(other)).toBeGreaterThan(width(20_000))
  }
})

test('p-value and interval are one statement', () => {
  const rate = fc
    .integer({ min: 50, max: 20_000 })
    .chain((n) => fc.record({ n: fc.constant(n), successes: fc.integer({ min: 0, max: n }) }))
  const options = fc.record({
    alpha: fc.double({ min: 1e-9, max: 0.9, noNaN: true }),
    plannedUnits: fc.integer({ min: 1, max: 100_000 }),
  })
  const holds = fc.property(rate, rate, options, (control, treatment, { alpha, plannedUnits }) => {
    const used: CompareOptions = { alpha, look: alwaysValid({ plannedUnits }) }
    const { pValue = 1, difference, lift } = compareProportions(control, treatment, used)
    expect(excludesZero(difference)).toBe(pValue <= alpha)
    if (lift.status !== 'undefined') expect(excludesZero(lift)).toBe(pValue <= alpha)
  })
  fc.assert(holds, { seed: 90_125, numRuns: 200 })
})

test('few units, and open windows, are warned of', () => {
  const early = alwaysValid({ plannedUnits: 1000 }).judge({ statistic: 9, n: 99, alpha: 0.05 })
  expect(early).toMatchObject({
    decides: false,
    warnings: ['99 units are too few for an always-valid answer; it takes 100.'],
  })
  const open = alwaysValid({ plannedUnits: 1000, completeWindows: false })
  expect(open.name).toBe('always valid, approximate')
  expect(open.judge({ statistic: 2, n: 100, alpha: 0.05 })).toMatchObject({
    decides: true,
    warnings: ['Values of units with an open window may still change, so the always-valid level is approximate.'],
  })
})

test.each([0, -5, Number.NaN, Infinity])('planned units of %d are refused', (plannedUnits) => {
  expect(() => alwaysValid({ plannedUnits })).toThrow('plannedUnits must be a positive number')
})

/** A small generator with a fixed seed: Marsaglia's xorshift on 32 bits. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

const experiments = 500
const batches = 100

test('a hundred looks exclude the truth in at most 5 % of experiments, where twenty plain looks do in a quarter', () => {
  const random = randomFrom(20_211_123)
  // Control has a quarter of the units, values are skewed, and the true difference is 1.
  const drawn = (units: number, scale: number) =>
    momentsOf(Array.from({ length: units }, () => -scale * Math.log(1 - random())))
  const plain = fixedHorizon()
  const look = alwaysValid({ plannedUnits: 16 * batches })
  let plainAlarms = 0
  let alarms = 0
  for (let experiment = 0; experiment < experiments; experiment++) {
    let [control, treatment] = [noMoments, noMoments]
    let [plainAlarm, alarm] = [false, false]
    for (let batch = 1; batch <= batches; batch++) {
      control = mergeMoments(control, drawn(4, 2))
      treatment = mergeMoments(treatment, drawn(12, 3))
      const n = control.n + treatment.n
      const error = Math.sqrt(control.m2 / control.n ** 2 + treatment.m2 / treatment.n ** 2)
      const evidence = { statistic: (treatment.mean - control.mean - 1) / error, n, alpha: 0.05 }
      if (batch % 5 === 0 && plain.judge(evidence).critical < Math.abs(evidence.statistic)) plainAlarm = true
      const judgement = look.judge(evidence)
      if (judgement.decides && judgement.logPValue <= Math.log(0.05)) alarm = true
    }
    if (plainAlarm) plainAlarms++
    if (alarm) alarms++
  }
  const rate = (alarmsSeen: number) => alarmsSeen / experiments
  expect(Math.abs(rate(plainAlarms) - 0.2479)).toBeLessThan(4 * Math.sqrt((0.2479 * 0.7521) / experiments))
  expect(rate(alarms)).toBeLessThanOrEqual(0.05)
  expect(alarms).toBeGreaterThan(0)
}, 60_000)

test('means are compared by the always-valid bound on their own standard error', () => {
  const control = { n: 4000, mean: 10, m2: 64_000 }
  const treatment = { n: 6000, mean: 10.2, m2: 54_000 }
  const { difference, pValue, look } = compareMeans(control, treatment, { look: alwaysValid({ plannedUnits: 10_000 }) })
  // The bound of the second row of the table times √(64000/3999/4000 + 54000/5999/6000)
  const reach = 3.035122413028551 * Math.sqrt(64_000 / 3999 / 4000 + 54_000 / 5999 / 6000)
  expect(difference).toMatchObject({ status: 'ok' })
  if (difference.status === 'ok') {
    expect(difference.low).toBeCloseTo(0.2 - reach, 12)
    expect(difference.high).toBeCloseTo(0.2 + reach, 12)
  }
  expect(pValue).toBeGreaterThan(0.05)
  expect(look).toEqual({ name: 'always valid', decides: true })
})
