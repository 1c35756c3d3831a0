import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advance, crossing, start } from '../../../packages/stats/src/looks/boundaries.js'
import { groupSequential, groupSequentialBounds } from '../../../packages/stats/src/looks/group-sequential.js'
import type { Spending } from '../../../packages/stats/src/looks/spending.js'
import { compareMeans } from '../../../packages/stats/src/means.js'
import { compareProportions } from '../../../packages/stats/src/proportions/proportions.js'
import { relativeError } from '../errors.js'

// numpy and scipy 1.17, a finer quadrature of the same recursion:
//   x, w = numpy.polynomial.legendre.leggauss(40)
//   def bounds(fr, incs):
//       pts, ch, tb, cs = numpy.array([0.]), numpy.array([1.]), 0, []
//       for k, (t, inc) in enumerate(zip(fr, incs)):
//           s = sqrt(t - tb)
//           c = brentq(lambda c: log(2 * sum(ch * ndtr(-(c * sqrt(t) - pts) / s))) - log(inc), 1e-9, 36, xtol=1e-15)
//           cs.append(c)
//           if k + 1 < len(fr):
//               e = c * sqrt(t); h = min(s, sqrt(fr[k + 1] - t)); n = int(ceil(2 * e / h)); half = e / n
//               at = concatenate([-e + half * (2 * p + 1 + x) for p in range(n)])
//               pts, ch, tb = at, tile(w * half, n) * [sum(ch * norm.pdf(a, pts, s)) for a in at], t
//       return cs
// with incs = diff of alpha spent: 4 * norm.sf(norm.isf(alpha / 4) / sqrt(t)), or alpha * log1p((e - 1) * t).
// R 4.2, mvtnorm: 1 - pmvnorm(-c, c, corr = outer(t, t, function(a, b) sqrt(pmin(a, b) / pmax(a, b))),
//   algorithm = Miwa(4097)) is 0.05 within 5e-10 for the first, the fourth and the sixth of them.
const five = [0.2, 0.4, 0.6, 0.8, 1]
const references: [Spending, readonly number[], number, readonly number[]][] = [
  [
    'obrien-fleming',
    five,
    0.05,
    [4.876884948790762, 3.3570119215746423, 2.68028006454499, 2.2898167677119536, 2.031032043310058],
  ],
  [
    'obrien-fleming',
    five,
    0.01,
    [6.168000917694326, 4.286716943498219, 3.443574798726007, 2.9469804568544107, 2.6153107955770323],
  ],
  ['obrien-fleming', [0.5, 1], 0.05, [2.9625880427275657, 1.968595640593656]],
  [
    'obrien-fleming',
    [0.1, 0.13, 0.6, 1],
    0.05,
    [6.991351707077417, 6.10695921432555, 2.6686301604288025, 1.9809650297075663],
  ],
  [
    'obrien-fleming',
    [0.3, 0.33, 0.4, 0.95, 1],
    0.05,
    [3.9285725426260356, 3.7670248033009472, 3.380538025401962, 2.026995153633247, 2.0640283354309696],
  ],
  ['pocock', [0.25, 0.5, 0.75, 1], 0.05, [2.368327703523905, 2.367524294663688, 2.3581677349906185, 2.350029537291135]],
  [
    'pocock',
    five,
    0.05,
    [2.4379766880500116, 2.4268138581501106, 2.4101938402713157, 2.3966454006487274, 2.385984571622545],
  ],
  [
    'pocock',
    five,
    0.01,
    [2.9724903154335798, 2.989937018324535, 2.9918854036376215, 2.9916116014518046, 2.9911070978571312],
  ],
  ['pocock', [0.5, 1], 0.05, [2.1569992183446822, 2.2009769552114666]],
  [
    'pocock',
    [0.1, 0.13, 0.6, 1],
    0.01,
    [3.1585335097893434, 3.3374078280993493, 2.7935268168812004, 2.8634864428132865],
  ],
  [
    'pocock',
    [0.3, 0.33, 0.4, 0.95, 1],
    0.05,
    [2.311835303805784, 2.5366854367715868, 2.5396247301047175, 2.19956784878006, 2.3620994815660583],
  ],
]
test.each(references)('bounds of %s spending at %j and alpha %d spend it exactly', (spending, looks, alpha, wanted) => {
  const got = groupSequentialBounds({ looks, spending, alpha })
  expect(got).toHaveLength(wanted.length)
  for (const [at, bound] of got.entries()) expect(relativeError(bound, wanted[at] ?? 0)).toBeLessThan(1e-11)
})

const evenly = (looks: number) => Array.from({ length: looks }, (_, at) => (at + 1) / looks)

function totalCrossing(fractions: readonly number[], bounds: readonly number[]): number {
  let paths = start
  return fractions.reduce((sum, fraction, at) => {
    const bound = bounds[at] ?? 0
    const crossed = 2 * crossing(paths, fraction, bound)
    const next = fractions[at + 1]
    if (next !== undefined) paths = advance(paths, fraction, next, bound)
    return sum + crossed
  }, 0)
}

// The recursion above with the same bound for each look (Pocock 1977), or c / √t (O'Brien & Fleming 1979), and the
// constant found by scipy's brentq, xtol=1e-14, so that the chances of all looks add up to 0.05.
test.each([
  [2, 2.1782720887274376, 1.9774309592923578],
  [3, 2.289478061024868, 2.004035578613647],
  [4, 2.361297891060253, 2.02429549961936],
  [5, 2.413176220060986, 2.040073174797284],
  [10, 2.5550127702865417, 2.0865021806265442],
])('the classical constants for %d looks have a false alarm in 5 %% of experiments', (looks, pocock, obrienFleming) => {
  const fractions = evenly(looks)
  expect(
    relativeError(
      totalCrossing(
        fractions,
        fractions.map(() => pocock),
      ),
      0.05,
    ),
  ).toBeLessThan(1e-10)
  expect(
    relativeError(
      totalCrossing(
        fractions,
        fractions.map((t) => obrienFleming / Math.sqrt(t)),
      ),
      0.05,
    ),
  ).toBeLessThan(1e-10)
})

test('twenty looks at 5 % each raise a false alarm in a quarter of experiments', () => {
  const fractions = evenly(20)
  expect(
    totalCrossing(
      fractions,
      fractions.map(() => 1.959963984540054),
    ),
  ).toBeCloseTo(0.2479, 4)
})

// The recursion above: brentq(lambda la: bounds(fr, incs(fr, spending, exp(la)))[-1] - z, -80, -1e-3, xtol=1e-14)
const linear: Spending = (fraction) => fraction
test.each<[Spending, readonly number[], number, number]>([
  ['obrien-fleming', [0.5], 3.1, -3.237419843429953],
  ['obrien-fleming', [0.5, 1], 2.2, -3.570020982346529],
  ['obrien-fleming', [0.5, 1], 7.5, -30.382743722329955],
  ['obrien-fleming', [0.25, 0.5, 0.75, 1], 1.3, -1.4354847935165702],
  ['obrien-fleming', [0.2, 0.4, 0.6], 2.9, -3.4278230974089823],
  ['obrien-fleming', [0.3, 0.33, 0.9], 4.4, -10.35104754257434],
  ['obrien-fleming', [0.5, 1.07], 2, -3.068500312217926],
  ['pocock', [0.5], 3.1, -5.769690148507819],
  ['pocock', [0.5, 1], 2.2, -2.99344506929607],
  ['pocock', [0.5, 1], 7.5, -29.416989783798105],
  ['pocock', [0.25, 0.5, 0.75, 1], 1.3, -1.0482184681317497],
  ['pocock', [0.2, 0.4, 0.6], 2.9, -4.328405267074814],
  ['pocock', [0.3, 0.33, 0.9], 4.4, -10.729059867576487],
  ['pocock', [0.5, 1.07], 2, -2.5183343425268454],
  [linear, [0.5, 1], 2.2, -3.172474571339852],
  [linear, [0.2, 0.4, 0.6], 2.9, -4.346397273774041],
  [linear, [0.3, 0.33, 0.9], 4.4, -10.88487267947165],
])('with %s spending the last of looks at %j has the p-value of z = %d', (spending, fractions, statistic, logP) => {
  const now = fractions.at(-1) ?? 1
  const planned = [...fractions.filter((fraction) => fraction < 1), 1]
  const look = groupSequential({ plannedUnits: 100_000, looks: planned, spending })
  const judgement = look.judge({ statistic, n: now * 100_000, alpha: 0.05 })
  expect(Math.abs(judgement.logPValue - logP)).toBeLessThan(1e-9)
  expect(judgement).toMatchObject({ decides: true, warnings: [] })
})

test('a p-value far below the smallest double has a logarithm', () => {
  const look = groupSequential({ plannedUnits: 1000, looks: 5 })
  const { logPValue } = look.judge({ statistic: -60, n: 1000, alpha: 0.05 })
  // Nearly all of a tiny alpha is spent at the end, so it is near mpmath's log(2 * ncdf(-60)) = -1804.3204135.
  expect(Math.abs(logPValue + 1804.3204135)).toBeLessThan(2)
})

test('p-value and interval of a look are one statement, at its own level and at the p-value', () => {
  const looks = fc.array(fc.integer({ min: 1, max: 19 }), { maxLength: 3 }).map((ats) => {
    return [...new Set(ats)]
      .sort((a, b) => a - b)
      .map((at) => at / 20)
      .concat(1)
  })
  const evidence = fc.record({
    looks,
    spending: fc.constantFrom<Spending>('obrien-fleming', 'pocock', linear),
    now: fc.double({ min: 0.01, max: 1.2, noNaN: true }),
    statistic: fc.double({ min: -9, max: 9, noNaN: true }),
    df: fc.constantFrom(undefined, 8, 900),
    alpha: fc.constantFrom(0.05, 0.001, 0.3),
  })
  const holds = fc.property(evidence, ({ looks, spending, now, statistic, df, alpha }) => {
    const look = groupSequential({ plannedUnits: 1000, looks, spending })
    const seen = { statistic, n: now * 1000, ...(df !== undefined && { df }) }
    const { critical, logPValue } = look.judge({ ...seen, alpha })
    expect(Number.isFinite(critical)).toBe(true)
    const apart = Math.abs(Math.abs(statistic) - critical) > 1e-9 * critical
    if (apart) expect(logPValue <= Math.log(alpha)).toBe(Math.abs(statistic) >= critical)
    if (logPValue > -1e-3 || logPValue < -60) return
    const again = look.judge({ ...seen, alpha: Math.exp(logPValue) })
    expect(relativeError(again.critical, Math.abs(statistic))).toBeLessThan(1e-8)
  })
  fc.assert(holds, { seed: 2_411_983, numRuns: 60 })
}, 60_000)

test.each([
  [100, false, 'No look is planned at 0.100 of the planned units; the first look is at 0.25.'],
  [249, false, 'No look is planned at 0.249 of the planned units; the first look is at 0.25.'],
  [250, true, undefined],
  [290, true, undefined],
  [310, false, 'No look is planned at 0.310 of the planned units; the last look was due at 0.25.'],
  [770, true, undefined],
  [1000, true, undefined],
  [1300, true, undefined],
])('with looks at quarters of 1000 units, a look at %d decides: %s', (n, decides, warning) => {
  const { warnings, ...rest } = groupSequential({ plannedUnits: 1000, looks: 4 }).judge({
    statistic: 1,
    n,
    alpha: 0.05,
  })
  expect(rest.decides).toBe(decides)
  expect(warnings).toEqual(warning === undefined ? [] : [warning])
})

test('a look later than planned may be told by its true fraction', () => {
  const looks = groupSequential({ plannedUnits: 1000, looks: [0.31, 0.5, 1] })
  expect(looks.judge({ statistic: 1, n: 310, alpha: 0.05 }).decides).toBe(true)
})

test('a t statistic is judged by the z that is as improbable', () => {
  // R 4.2: qt(pnorm(3.3570119215746423, lower.tail = FALSE), 20, lower.tail = FALSE), and z is
  // qnorm(pt(3.5, 20, lower.tail = FALSE), lower.tail = FALSE)
  const look = groupSequential({ plannedUnits: 1000, looks: 5 })
  const ofT = look.judge({ statistic: 3.5, df: 20, n: 400, alpha: 0.05 })
  const ofZ = look.judge({ statistic: 3.054398492331349, n: 400, alpha: 0.05 })
  expect(relativeError(ofT.critical, 3.951550661392252)).toBeLessThan(1e-9)
  expect(relativeError(ofT.logPValue, ofZ.logPValue)).toBeLessThan(1e-9)
})

test('means and proportions take the bounds of the look', () => {
  const look = groupSequential({ plannedUnits: 4000, looks: 2 })
  const rates = compareProportions({ n: 1000, successes: 100 }, { n: 1000, successes: 130 }, { look })
  const means = compareMeans({ n: 1000, mean: 10, m2: 4000 }, { n: 1000, mean: 10.2, m2: 4000 }, { look })
  for (const { look: used, difference, statistic, pValue } of [rates, means]) {
    expect(used).toEqual({ name: 'group sequential', decides: true })
    expect(statistic).toBeGreaterThan(1.96)
    expect(statistic).toBeLessThan(2.9625)
    expect(pValue).toBeGreaterThan(0.05)
    expect(difference).toMatchObject({ status: 'ok' })
    if (difference.status === 'ok') expect(difference.low).toBeLessThan(0)
  }
})

test('four units at a first look that hardly spends anything have an interval, however wide', () => {
  const look = groupSequential({ plannedUnits: 40_000, looks: [0.005, 1] })
  const pair = { n: 2, mean: 1, m2: 2 }
  const { difference, lift, logPValue } = compareMeans(pair, { n: 2, mean: 4, m2: 0 }, { look })
  expect(difference).toMatchObject({ status: 'ok' })
  for (const value of [...Object.values(difference), ...Object.values(lift), logPValue]) {
    if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
  }
  expect(logPValue).toBe(0)
})

test.each([
  [{ looks: 0 }, 'looks must be a count or increasing fractions up to 1, 0.005 apart; got 0.'],
  [{ looks: 2.5 }, 'looks must be'],
  [{ looks: 400 }, 'looks must be'],
  [{ looks: [0.5, 0.4, 1] }, 'looks must be'],
  [{ looks: [0.5] }, 'looks must be'],
  [{ looks: [] }, 'looks must be'],
  [{ looks: [Number.NaN, 1] }, 'looks must be'],
  [{ looks: 2, plannedUnits: 0 }, 'plannedUnits must be a positive number, got 0.'],
])('a plan that is none is refused: %j', (plan, message) => {
  expect(() => groupSequential({ plannedUnits: 1000, ...plan })).toThrow(message)
})

test('spending that gives no share, or falls, is refused', () => {
  expect(() => groupSequentialBounds({ looks: 2, spending: () => 1.2 })).toThrow('spending must give a share')
  expect(() => groupSequentialBounds({ looks: 3, spending: (t) => 1 - t })).toThrow('spending must not fall')
})

test('a look that may spend nothing excludes nothing', () => {
  const look = groupSequential({ plannedUnits: 1000, looks: 2, spending: (fraction) => (fraction < 1 ? 0 : 1) })
  expect(look.judge({ statistic: 12, n: 500, alpha: 0.05 })).toMatchObject({ critical: 37, logPValue: 0 })
  expect(look.judge({ statistic: 1, n: 1000, alpha: 0.05 }).critical).toBeCloseTo(1.959963984540054, 11)
})
