import { studentLogSurvival, studentSurvival } from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DunnettFamily, dunnett, dunnettCritical } from '../../../packages/stats/src/adjust/dunnett.js'
import { expectNear } from '../intervals.js'

/** As many treatments as given, each with as many units as control. */
const equal = (treatments: number, df?: number): DunnettFamily => ({
  control: 1,
  treatments: Array.from({ length: treatments }, () => 1),
  ...(df && { df }),
})

/** The p-value of c in a family in which all statistics are c. */
const chance = (c: number, family: DunnettFamily) =>
  dunnett(
    family.treatments.map(() => c),
    family,
  )[0]

// NumPy and SciPy 1.17: 1 − Π(1 − qᵢ) with qᵢ = exp(log_ndtr(−(c s − λᵢ z) / √(1 − λᵢ²))) + exp(log_ndtr(−(c s + λᵢ z) /
// √(1 − λᵢ²))), times exp(−z²/2) and the density of s = √(chi-square / df), by leggauss(40) on 200 panels of z and 60 of s
test.each<[number, DunnettFamily, number]>([
  [2.4, equal(2), 0.030824634438233557],
  [2.4, equal(2, 20), 0.04786865249041918],
  [1, equal(1, 10), 0.3408931323020591],
  [3.5, { control: 0.1, treatments: [0.05, 0.2, 0.1], df: 12 }, 0.011516517864076948],
  [10, equal(2), 3.0479412008302373e-23],
  [30, { control: 1, treatments: [1, 4] }, 1.9626855708591534e-197],
  [8, equal(2, 30), 1.246001732348051e-8],
  [2, { control: 1, treatments: [0.02, 0.05] }, 0.0565919049426231],
  [0.3, equal(4, 5), 0.9930270723789959],
  [6, { control: 1, treatments: [2, 0.5], df: 3 }, 0.015411867790952547],
  [3, equal(9, 1000), 0.020553229854036535],
])('the p-value of %d agrees with quadrature: %o', (c, family, p) => {
  expectNear(chance(c, family)?.pValue, p, 2e-12)
  expectNear(chance(-c, family)?.pValue, chance(c, family)?.pValue, 1e-15)
})

// R 4.2, mvtnorm 1.1: S <- matrix(0.5, k, k); diag(S) <- 1; 1 - pmvt(rep(-c, k), rep(c, k), df = df, corr = S, algorithm =
// GenzBretz(abseps = 1e-7, maxpts = 1e6)), df = 0 for the normal distribution
test.each([
  [2.4, equal(2, 20), 0.0478686524904189],
  [2.4, equal(2), 0.0308246344382337],
  [0.3, equal(4, 5), 0.993027349780577],
])('the p-value of %d agrees with the multivariate t of R', (c, family, p) => {
  expect(Math.abs((chance(c, family)?.pValue ?? 2) - p)).toBeLessThan(1e-6)
})

// R 4.2, multcomp 1.4: m <- aov(weight ~ group, PlantGrowth); summary(glht(m, linfct = mcp(group = "Dunnett")), test =
// adjusted("single-step", abseps = 1e-7, maxpts = 1e6))$test, and for weight ~ feed in chickwts (casein is control) with
// abseps = 1e-6; R integrates at random and is right to some 1e-6
test.each<[string, number[], DunnettFamily, number[]]>([
  ['PlantGrowth', [-1.3307908011646816, 1.7719963767529732], equal(2, 27), [0.322695685769, 0.153485861515]],
  [
    'chickwts',
    [-6.956777559564485, -4.681619383302185, -2.038550185519825, -3.575623513609643, 0.23817459501696356],
    { control: 1 / 12, treatments: [1 / 10, 1 / 12, 1 / 11, 1 / 14, 1 / 12], df: 65 },
    [4.27755109111e-9, 7.17649576275e-5, 1.67044423822e-1, 3.06178178806e-3, 9.99452619062e-1],
  ],
])('%s agrees with the contrasts of R', (_, statistics, family, wanted) => {
  for (const [at, got] of dunnett(statistics, family).entries()) {
    expect(Math.abs((got?.pValue ?? 2) - (wanted[at] ?? 0))).toBeLessThan(1e-5)
  }
})

// Dunnett (1964), New tables for multiple comparisons with a control, Table II (two-sided, joint confidence 95 %)
test.each([
  [1, 5, 2.57],
  [2, 5, 3.03],
  [2, 20, 2.38],
])('the critical value for %d treatments and %d degrees of freedom is that of the printed table', (k, df, wanted) => {
  expect(dunnettCritical(0.05, equal(k, df)).toFixed(2)).toBe(wanted.toFixed(2))
})

test('a single treatment has the p-value of Student', () => {
  expectNear(chance(2.5, equal(1, 7))?.pValue, 2 * studentSurvival(2.5, 7), 1e-12)
  expectNear(chance(150, equal(1, 12))?.logPValue, Math.LN2 + studentLogSurvival(150, 12), 1e-12)
})

test('the logarithm stays finite where the p-value underflows', () => {
  const { pValue, logPValue } = chance(60, equal(3)) ?? {}
  expect(pValue).toBe(0)
  // mpmath 1.3: log(6 * ncdf(-60)); two statistics beyond 60 at once do not count beside that.
  expectNear(logPValue, -1803.2218012113392, 1e-12)
})

test('p-values lie between the raw one and Bonferroni’s, and the critical value undoes them', () => {
  const variance = fc.integer({ min: 1, max: 40 }).map((units) => 1 / units)
  fc.assert(
    fc.property(
      fc.array(variance, { minLength: 1, maxLength: 4 }),
      variance,
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      (treatments, control, tenths, df) => {
        const c = tenths / 10
        const p = chance(c, { control, treatments, df })?.pValue ?? 2
        const raw = 2 * studentSurvival(c, df)
        expect(p).toBeGreaterThanOrEqual(raw * (1 - 1e-11))
        expect(p).toBeLessThanOrEqual(Math.min(raw * treatments.length, 1) * (1 + 1e-11))
      },
    ),
    { numRuns: 10 },
  )
  const family = { control: 0.1, treatments: [0.05, 0.2, 0.1], df: 12 }
  for (const alpha of [0.5, 0.05, 1e-9]) {
    expectNear(chance(dunnettCritical(alpha, family), family)?.pValue, alpha, 1e-11)
  }
})

test('an undefined statistic stays undefined, and zero has a p-value of 1', () => {
  expect(dunnett([undefined, 0], equal(2, 9))).toEqual([undefined, { pValue: 1, logPValue: 0 }])
})

test('what no family has is refused by name', () => {
  expect(() => dunnett([1], equal(2))).toThrow('2 treatments need as many statistics')
  expect(() => dunnett([Number.NaN], equal(1))).toThrow('statistic')
  expect(() => dunnett([], { control: 1, treatments: [] })).toThrow('At least one treatment')
  expect(() => dunnett([1], { control: 0, treatments: [1] })).toThrow("control's variance")
  expect(() => dunnett([1], { control: 1, treatments: [-1] })).toThrow('treatment 0')
  expect(() => dunnett([1], equal(1, -1))).toThrow('df')
  expect(() => dunnettCritical(0, equal(1))).toThrow('alpha')
})
