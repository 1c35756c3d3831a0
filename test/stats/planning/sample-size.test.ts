import { momentsOf, nonInferiority, pairMomentsOf } from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysToRun } from '../../../packages/stats/src/planning/days-to-run.js'
import {
  alwaysValidDesign,
  type Design,
  fixedDesign,
  groupSequentialDesign,
  inflation,
} from '../../../packages/stats/src/planning/design.js'
import { pilot } from '../../../packages/stats/src/planning/pilot.js'
import type { Plan } from '../../../packages/stats/src/planning/plan.js'
import { powerOf, smallestLift } from '../../../packages/stats/src/planning/power.js'
import { sampleSize } from '../../../packages/stats/src/planning/sample-size.js'
import { relativeError } from '../errors.js'

type Case = [plan: Plan & { readonly lift: number }, power: number, units: number]

/** The units round up to the answer, and have exactly the power. */
const expectUnits = (plan: Plan & { readonly lift: number }, power: number, units: number) => {
  expect(sampleSize({ ...plan, power })).toBe(Math.ceil(units))
  expect(relativeError(powerOf({ ...plan, units }), power)).toBeLessThan(1e-10)
}

// R 4.2: power.prop.test(p1 = p1, p2 = p2, power = power, sig.level = alpha, tol = 1e-15)$n
test.each<Case>([
  [{ baseline: 0.1, lift: 0.1 }, 0.8, 14750.790469045],
  [{ baseline: 0.1, lift: 0.1, alpha: 0.01 }, 0.9, 27963.3363585704],
  [{ baseline: 0.02, lift: -0.1 }, 0.8, 73146.4557363998],
  [{ baseline: 0.5, lift: 0.02 }, 0.95, 64964.0879666256],
  [{ baseline: 1e-4, lift: 0.5 }, 0.8, 784788.683500395],
  [{ baseline: 0.3, lift: 1 }, 0.8, 41.9702531223813],
  [{ baseline: 0.9, lift: 0.05 / 0.9 }, 0.8, 434.43202243947],
])('a rate as in %o needs for power %d the units of R', expectUnits)

// mpmath 1.3, 30 digits, z(p) = sqrt(2) * erfinv(1 - 2 * p), pb = (p1 + r * p2) / (1 + r), d = p2 - p1:
// n = (z(a / 2) * sqrt((r + 1) * pb * (1 - pb)) + z(1 - power) * sqrt(r * p1 * (1 - p1) + p2 * (1 - p2)))**2 / (r * d * d)
test.each<Case>([
  [{ baseline: 0.1, lift: 0.1, allocation: 2 }, 0.8, 11124.2791878595],
  [{ baseline: 0.05, lift: 0.2, allocation: 0.25, alpha: 0.01 }, 0.9, 37968.1298443238],
  [{ baseline: 0.002, lift: -0.5, allocation: 3 }, 0.95, 25390.9358369767],
  [{ baseline: 0.1, lift: 0.1, treatments: 3 }, 0.8, 19675.3382095942],
])('with shares that differ or several treatments, as in %o, power %d takes the units of the formula', expectUnits)

// The same n, then n / 4 * (1 + sqrt(1 + 2 * (r + 1) / (r * n * abs(d))))**2
test.each<Case>([
  [{ baseline: 0.1, lift: 0.1, continuity: true }, 0.8, 14950.1215781635],
  [{ baseline: 0.1, lift: 0.1, allocation: 2, continuity: true }, 0.8, 11273.7802425298],
  [{ baseline: 0.05, lift: 0.2, allocation: 0.25, alpha: 0.01, continuity: true }, 0.9, 38466.5050541353],
  [{ baseline: 0.3, lift: 1, continuity: true }, 0.8, 48.4073864071451],
  [{ baseline: 0.002, lift: -0.5, allocation: 3, continuity: true }, 0.95, 26707.6280652535],
])('with the continuity correction, as in %o, power %d takes more units', expectUnits)

// mpmath: (z(a / 2) + z(1 - power))**2 * sd**2 * (1 + 1 / r) / (baseline * lift)**2
test.each<Case>([
  [{ baseline: 10, deviation: 5, lift: 0.05 }, 0.9, 2101.48461228812],
  [{ baseline: -3, deviation: 8, lift: 0.02, allocation: 2, alpha: 0.01 }, 0.8, 311439.151297978],
])('a mean as in %o needs for power %d the units of the normal distribution', expectUnits)

// statsmodels 0.13.5, one-sided at alpha / 2, the side of the lift: NormalIndPower().solve_power(0.1, None, 0.025, 0.8,
// ratio=1, alternative='larger'), then (0.05, None, 0.025, 0.9, ratio=2), (0.02, None, 0.005, 0.8, ratio=0.25)
test.each<Case>([
  [{ baseline: 1, deviation: 10, lift: 1 }, 0.8, 1569.7759469069024],
  [{ baseline: 1, deviation: 20, lift: 1, allocation: 2 }, 0.9, 6304.453836891823],
  [{ baseline: 1, deviation: 50, lift: 1, allocation: 0.25, alpha: 0.01 }, 0.8, 145987.10217206218],
])('a mean as in %o needs for power %d the units of statsmodels', expectUnits)

// R 4.2: power.t.test(delta = d, sd = 1, power = power, sig.level = alpha, tol = 1e-14)$n
test.each([
  [0.5, 0.8, 0.05, 63.7657637248464],
  [0.1, 0.8, 0.05, 1570.73688801178],
  [0.05, 0.9, 0.05, 8406.8989296521],
  [0.02, 0.8, 0.01, 58396.499609411],
])(
  'for an effect of %d deviations, power %d and alpha %d a t test takes at most two units more',
  (lift, power, alpha, units) => {
    const got = sampleSize({ baseline: 1, deviation: 1, lift, power, alpha })
    expect(got).toBeLessThanOrEqual(Math.ceil(units))
    expect(got).toBeGreaterThanOrEqual(Math.ceil(units) - 2)
  },
)

// mpmath: (z(a / 2) + z(1 - power))**2 * (p1 * (1 - p1) / r + (1 - margin)**2 * p0 * (1 - p0)) / (p0 * (lift + margin))**2
// and, for means, sd**2 * (1 / r + (1 - good * margin)**2) instead, with good = -1 where less is better
test.each<Case>([
  [{ baseline: 0.3, lift: 0, margin: 0.02, alpha: 0.1 }, 0.8, 70701.6636529674],
  [{ baseline: 0.3, lift: 0.01, margin: 0.02, allocation: 2, alpha: 0.05 }, 0.9, 39860.6877112092],
  [{ baseline: 0.3, lift: -0.01, margin: 0.05, alpha: 0.1 }, 0.8, 17101.4685168694],
  [{ baseline: 10, deviation: 20, lift: 0, margin: 0.02, alpha: 0.1 }, 0.8, 121202.851976516],
  [
    { baseline: 1200, deviation: 900, lift: 0, margin: 0.05, allocation: 0.5, alpha: 0.1, direction: 'down' },
    0.9,
    5978.10069122567,
  ],
])('non-inferiority as in %o needs for power %d the units of the linear contrast', expectUnits)

test('the plan of a guardrail and the guardrail speak of one alpha', () => {
  const plan = { baseline: 10, deviation: 20, margin: 0.02 }
  const n = sampleSize({ ...plan, lift: 0 })
  const variant = { n, value: 10, variance: 400 / n }
  const answer = nonInferiority(variant, variant, { margin: { relative: 0.02 } })
  expect(answer.status === 'ok' && answer.power).toBeCloseTo(0.8, 4)
})

// R 4.2: power.prop.test(n = n, p1 = p1, p2 = p2, sig.level = alpha)$power
test.each([
  [14_751, 0.1, 0.11, 0.05, 0.80000557109988],
  [1000, 0.1, 0.11, 0.05, 0.109216471164674],
  [500, 0.5, 0.6, 0.01, 0.72755828436252],
  [20, 0.2, 0.7, 0.05, 0.920594529932013],
  [1e6, 0.01, 0.0103, 0.05, 0.56213770478836],
])('%d units find a rate of %d become %d at alpha %d with the power of R', (units, baseline, rate, alpha, power) => {
  const got = powerOf({ baseline, lift: rate / baseline - 1, units, alpha })
  expect(relativeError(got, power)).toBeLessThan(1e-11)
})

// statsmodels 0.13.5: NormalIndPower().power(0.1, 500, 0.025, ratio=1, alternative='larger') and so on
test.each([
  [0.1, 500, 0.05, 1, 0.35240885330636074],
  [0.05, 6000, 0.05, 2, 0.8853789898000416],
  [0.02, 40_000, 0.01, 0.25, 0.2156482734978321],
  [0.2, 100, 0.2, 1, 0.5527696503593531],
])(
  'an effect of %d deviations in %d units at alpha %d and allocation %d has the power of statsmodels',
  (lift, units, alpha, allocation, power) => {
    const got = powerOf({ baseline: 1, deviation: 1, lift, units, alpha, allocation })
    expect(relativeError(got, power)).toBeLessThan(1e-11)
  },
)

test('the smallest lift is the one of R', () => {
  // R 4.2: power.prop.test(n = 14751, p1 = .1, power = .8, tol = 1e-15)$p2, then n = 1000, p1 = .02, power = .9
  expect(relativeError(smallestLift({ baseline: 0.1, units: 14_751 }) ?? 0, 0.109999927458254 / 0.1 - 1)).toBeLessThan(
    1e-11,
  )
  const other = smallestLift({ baseline: 0.02, units: 1000, power: 0.9 })
  expect(relativeError(other ?? 0, 0.0458385896668335 / 0.02 - 1)).toBeLessThan(1e-11)
})

test('the smallest lift downwards, or with a margin, has the power it was asked for', () => {
  for (const plan of [
    { baseline: 0.1, units: 14_751, direction: 'down' },
    { baseline: 0.1, units: 14_751, margin: 0.05 },
    { baseline: 0.1, units: 900_000, margin: 0.05 },
    { baseline: 0.1, units: 14_751, margin: 0.05, direction: 'down' },
    { baseline: 40, deviation: 90, units: 3000, alpha: 0.01, allocation: 0.5 },
    { baseline: 0.1, units: 5000, continuity: true },
  ] as const) {
    const lift = smallestLift(plan)
    expect(lift).toBeDefined()
    expect(relativeError(powerOf({ ...plan, lift: lift ?? 0 }), 0.8)).toBeLessThan(1e-9)
  }
  expect(smallestLift({ baseline: 0.1, units: 14_751, direction: 'down' })).toBeLessThan(0)
  // With many units, even a small true loss is shown to be within the margin.
  expect(smallestLift({ baseline: 0.1, units: 900_000, margin: 0.05 })).toBeLessThan(0)
})

test('a lift that no rate can have is undefined', () => {
  expect(smallestLift({ baseline: 0.9, units: 10 })).toBeUndefined()
  expect(smallestLift({ baseline: 0.01, units: 100, direction: 'down' })).toBeUndefined()
})

test('units, power and smallest lift agree with each other', () => {
  const plans = fc.record({
    baseline: fc.double({ min: 0.001, max: 0.6, noNaN: true }),
    lift: fc.double({ min: 0.01, max: 0.6, noNaN: true }),
    power: fc.double({ min: 0.4, max: 0.99, noNaN: true }),
    alpha: fc.double({ min: 0.001, max: 0.3, noNaN: true }),
    allocation: fc.double({ min: 0.05, max: 5, noNaN: true }),
    design: fc.constantFrom<Design>(fixedDesign, alwaysValidDesign),
  })
  const holds = fc.property(plans, ({ power, lift, ...plan }) => {
    const units = sampleSize({ ...plan, lift, power })
    expect(powerOf({ ...plan, lift, units })).toBeGreaterThanOrEqual(power - 1e-9)
    if (units > 1) expect(powerOf({ ...plan, lift, units: units - 1 })).toBeLessThan(power)
    expect(smallestLift({ ...plan, units, power })).toBeLessThanOrEqual(lift * (1 + 1e-9))
  })
  fc.assert(holds, { seed: 51_114, numRuns: 100 })
})

// The recursion of group-sequential.test.ts with a drift: d = brentq(lambda d: crossing(bounds, d) - power, .5, 9,
// xtol=1e-14), then (d / (norm.isf(alpha / 2) + norm.isf(1 - power)))**2
test.each([
  ['obrien-fleming', 2, 0.05, 0.8, 1.0037250259447175],
  ['obrien-fleming', 2, 0.01, 0.95, 1.0005932438897982],
  ['obrien-fleming', 3, 0.05, 0.9, 1.011852760059312],
  ['obrien-fleming', 5, 0.05, 0.8, 1.0247198788901937],
  ['obrien-fleming', 5, 0.05, 0.9, 1.023078326165616],
  ['pocock', 2, 0.05, 0.9, 1.1110465882410734],
  ['pocock', 3, 0.05, 0.8, 1.1704200820850745],
  ['pocock', 5, 0.05, 0.9, 1.1923476482621456],
  ['pocock', 5, 0.01, 0.95, 1.1612991130442762],
] as const)(
  '%s spending over %d looks takes, at alpha %d and power %d, so many times the units',
  (spending, looks, alpha, power, wanted) => {
    const design = groupSequentialDesign({ looks, spending })
    expect(relativeError(inflation(design, { alpha, power }), wanted)).toBeLessThan(1e-10)
  },
)

test('an always-valid look takes the units of its bound at the planned sample', () => {
  // mpmath: c = sqrt(-lambertw(-a * a / e, -1)); ((c + z(1 - power)) / (z(a / 2) + z(1 - power)))**2, and for the rates
  // the formula of power.prop.test with c for z(a / 2)
  expect(relativeError(inflation(alwaysValidDesign), 1.91481355430798)).toBeLessThan(1e-12)
  expect(relativeError(inflation(alwaysValidDesign, { alpha: 0.01, power: 0.9 }), 1.58293755908034)).toBeLessThan(1e-12)
  expectUnits({ baseline: 0.1, lift: 0.1, design: alwaysValidDesign }, 0.8, 28245.6396162632)
})

test('a group sequential plan takes its inflation, but for the pooled variance', () => {
  const design = groupSequentialDesign({ looks: 4 })
  const means = { baseline: 10, deviation: 100, lift: 0.02, power: 0.9 }
  const plain = 2 * 100 ** 2 * ((1.959963984540054 + 1.2815515655446004) / 0.2) ** 2
  expect(sampleSize({ ...means, design })).toBe(Math.ceil(plain * inflation(design, { power: 0.9 })))
  const rates = { baseline: 0.1, lift: 0.1 }
  expect(relativeError(sampleSize({ ...rates, design }), 14_750.79 * inflation(design))).toBeLessThan(1e-3)
  expect(powerOf({ ...rates, design, units: sampleSize({ ...rates, design }) })).toBeCloseTo(0.8, 4)
})

test('a pilot gives baseline and deviation of a mean and of a ratio', () => {
  // R 4.2: mean(x); sd(x) for x <- c(3, 0, 5, 2), and for pairs x <- c(2, 4, 1, 3), y <- c(1, 1, 0, 3):
  // r <- sum(y) / sum(x); sd(y - r * x) / mean(x)
  const mean = pilot(momentsOf([3, 0, 5, 2]))
  expect(mean.baseline).toBe(2.5)
  expect(relativeError(mean.deviation, 2.08166599946613)).toBeLessThan(1e-13)
  const ratio = pilot(
    pairMomentsOf([
      [2, 1],
      [4, 1],
      [1, 0],
      [3, 3],
    ]),
  )
  expect(ratio.baseline).toBe(0.5)
  expect(relativeError(ratio.deviation, 0.432049379893857)).toBeLessThan(1e-13)
  expect(() => pilot(momentsOf([3]))).toThrow('A pilot needs two units')
  expect(() =>
    pilot(
      pairMomentsOf([
        [0, 1],
        [0, 2],
      ]),
    ),
  ).toThrow('denominators of the pilot')
})

test('days are those of the units of all variants, and of the last window', () => {
  expect(daysToRun({ units: 14_751, unitsPerDay: 2000 })).toBe(15)
  expect(daysToRun({ units: 14_751, unitsPerDay: 2000, treatments: 3 })).toBe(30)
  expect(daysToRun({ units: 1000, unitsPerDay: 500, allocation: 0.5, treatments: 2, windowDays: 7 })).toBe(11)
  expect(() => daysToRun({ units: 10, unitsPerDay: 0 })).toThrow('unitsPerDay must be a positive number, got 0.')
  expect(() => daysToRun({ units: 10, unitsPerDay: 1, windowDays: -1 })).toThrow('windowDays must be 0 or more')
})

test.each([
  [{ baseline: 0.6, lift: 1 }, 'baseline × (1 + lift) is a rate between 0 and 1, got 1.2.'],
  [{ baseline: 0, lift: 1 }, 'baseline is a rate between 0 and 1, got 0.'],
  [{ baseline: 0, deviation: 1, lift: 1 }, 'baseline must not be 0'],
  [{ baseline: 1, deviation: 0, lift: 1 }, 'deviation must be a positive number, got 0.'],
  [{ baseline: 0.1, lift: 0 }, 'A lift of 0 leaves nothing to detect'],
  [{ baseline: 0.1, lift: -0.03, margin: 0.02 }, 'A lift of -0.03 leaves nothing to detect'],
  [{ baseline: 0.1, lift: Number.NaN }, 'baseline × (1 + lift)'],
  [{ baseline: 1, deviation: 1, lift: Number.NaN }, 'leaves nothing to detect'],
  [{ baseline: 0.1, lift: 0.1, power: 0.05 }, 'power is a chance above alpha and below 1'],
  [{ baseline: 0.1, lift: 0.1, power: 1 }, 'power is a chance above alpha and below 1'],
  [{ baseline: 0.1, lift: 0.1, alpha: 0 }, 'alpha'],
  [{ baseline: 0.1, lift: 0, margin: -0.1 }, 'margin must be a positive number'],
  [{ baseline: 0.1, lift: 0.1, allocation: 0 }, 'allocation must be a positive number'],
  [{ baseline: 0.1, lift: 0.1, treatments: 0 }, 'treatments are counted from 1 on'],
  [{ baseline: 1, deviation: 1, lift: 0.1, continuity: true }, 'continuity is for rates'],
])('a plan that cannot be is refused: %j', (plan, message) => {
  expect(() => sampleSize(plan)).toThrow(RangeError)
  expect(() => sampleSize(plan)).toThrow(message)
})
