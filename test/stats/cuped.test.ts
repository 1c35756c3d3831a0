import { compareMeans, compareRatios, pairMomentsOf } from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  adjustedEstimates,
  type CompareAdjustedOptions,
  compareMeansAdjusted,
  compareRatiosAdjusted,
} from '../../packages/stats/src/cuped/compare.js'
import { covariateImbalance } from '../../packages/stats/src/imbalance.js'
import {
  type CrossMoments,
  columnMoments,
  crossMomentsFromPair,
  crossMomentsOf,
  noCrossMoments,
} from '../../packages/stats/src/moments/cross-moments.js'
import { carMileage, carPower } from './datasets.js'
import { boundsOf, expectNear } from './intervals.js'

/** mtcars by am, with columns in the order asked for. */
const cars = (variant: 'control' | 'treatment', columns: (mpg: number, wt: number, hp: number) => number[]) =>
  crossMomentsOf(carPower[variant].map(([wt, hp], at) => columns(carMileage[variant][at] ?? 0, wt, hp)))

const carPair = (columns: (mpg: number, wt: number, hp: number) => number[]) =>
  [cars('control', columns), cars('treatment', columns)] as const

// R 4.2: s <- function(k) { d <- iris[as.integer(iris$Species) == k, c("Sepal.Length", "Sepal.Width")];
// c(colMeans(d), (cov(d) * 49)[c(1, 2, 4)]) }
const iris: CrossMoments[] = [
  { n: 50, means: [5.006, 3.428], products: [6.0882, 4.8616, 7.0408] },
  { n: 50, means: [5.936, 2.77], products: [13.0552, 4.174, 4.825] },
  { n: 50, means: [6.588, 2.974], products: [19.8128, 4.5944, 5.0962] },
]

// R 4.2, all by hand, for outcome z, covariates X, group g (0 control, 1 treatment, 2 further), sizes n, q covariates and
// G groups (a ratio's z is (y − R d) / mean(d) in each group):
//   theta: coef(lm(z ~ factor(g) + X)), or coef(lm(z ~ X)) within each group
//   influence of unit i on value a: (xᵢ − x̄ of its group) θₐ / N, plus (zᵢ − z̄ − (xᵢ − x̄) θₐ) / nₐ where i is in a
//   covariances: sum over groups of f · sum(influence · influence), f = n / (n − 1) · (N − G) / (N − G − q), within a
//   group n / (n − 1 − q); df by Satterthwaite over groups
//   lift: roots of (Δ − l C)² = qt(1 − alpha / 2, df)² (D − 2 l K + l² V)
const references: [
  string,
  () => ReturnType<typeof compareMeansAdjusted>,
  theta: number[],
  values: number[],
  test: number[],
  bounds: number[],
][] = [
  [
    'mtcars mpg by am, wt',
    () => compareMeansAdjusted(...carPair((mpg, wt) => [mpg, wt])),
    [-5.352811446799902],
    [20.10021868298797, 20.07660346332527],
    [-0.02361521966270175, -0.02026934778625497, 21.88448314520199, 0.9840121800931878],
    [-2.440563280285529, 2.393332840960125, -0.1217872683524241, 0.119419668181343, 0.6330097165158778],
  ],
  [
    'mtcars mpg by am, wt and hp',
    () => compareMeansAdjusted(...carPair((mpg, wt, hp) => [mpg, wt, hp])),
    [-2.878575413807188, -0.03747872595338209],
    [19.24411775955616, 21.32782788987945],
    [2.083710130323293, 2.10777813754587, 18.8776446889336, 0.04865002153926737],
    [0.01367754182831016, 4.153742718818277, 0.0007080749610649191, 0.218404161347265, 0.7357743647313939],
  ],
  [
    'mtcars mpg by am, wt and hp within',
    () => compareMeansAdjusted(...carPair((mpg, wt, hp) => [mpg, wt, hp]), { theta: 'within', alpha: 0.2 }),
    [-1.855911207850621, -0.04094406280650602],
    [18.72701466039145, 17.98384203568332],
    [-0.7431726247081265, -0.7020990321151986, 26.66996356303252, 0.4887000818164072],
    [-2.134160536392534, 0.6478152869762803, -0.1145219317457793, 0.03454851998814679, 0.6970766197114118],
  ],
  [
    'iris Sepal.Length, Sepal.Width, with the third species',
    () => compareMeansAdjusted(iris[0] ?? noCrossMoments, iris[1] ?? noCrossMoments, { others: iris.slice(2) }),
    [0.8035609008371655],
    [4.708146759423024, 6.166889832173879],
    [1.458743072750854, 20.53101680330784, 75.83379292500486, 1.058748067752946e-32],
    [1.317228327927063, 1.600257817574646, 0.2777828477053724, 0.342421471916418, 0.3539238535827832],
  ],
  [
    'mtcars hp per wt by am, mpg',
    () => compareRatiosAdjusted(...carPair((mpg, wt, hp) => [wt, hp, mpg])),
    [-2.103414470033433],
    [36.33169946567736, 61.65965000960637],
    [25.32795054392901, 4.19921457544088, 15.90543299710729, 0.0006877223607884233],
    [12.53536459782968, 38.12053649002835, 0.3314392866420079, 1.118916334065724, 0.3321220330983392],
  ],
]
test.each(references)(
  '%s agree with regression and influence functions in R',
  (_, compare, theta, values, test, bounds) => {
    const got = compare()
    const { adjusted } = got
    for (const [at, one] of theta.entries()) expectNear(adjusted?.theta.control[at], one, 1e-10)
    expectNear(adjusted?.control, values[0], 1e-11)
    expectNear(adjusted?.treatment, values[1], 1e-11)
    expectNear(boundsOf(got.difference).estimate, test[0], 1e-9)
    expectNear(got.statistic, test[1], 1e-9)
    expectNear(got.df, test[2], 1e-10)
    expectNear(got.pValue, test[3], 1e-9)
    const { low, high } = boundsOf(got.difference)
    const lift = boundsOf(got.lift)
    const reduction = adjusted?.varianceReduction
    for (const [at, one] of [low, high, lift.low, lift.high, reduction].entries()) expectNear(one, bounds[at], 1e-9)
    expectNear(lift.estimate, (values[1] ?? 0) / (values[0] ?? 1) - 1, 1e-9)
  },
)

const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 3 })
const rows = fc.array(values, { minLength: 5, maxLength: 20 })

test('a covariate that explains nothing leaves difference and standard error as they are', () => {
  // The covariate is −1 and 1 in turn, on equal outcomes.
  const pairs = (outcomes: readonly number[]) =>
    crossMomentsOf(
      outcomes.flatMap((y) => [
        [y, -1],
        [y, 1],
      ]),
    )
  const [a, b] = [
    [3, 4, 8, 9, 1],
    [5, 4, 9, 12, 2, 7],
  ]
  const control = pairs(a ?? [])
  const treatment = pairs(b ?? [])
  const got = compareMeansAdjusted(control, treatment)
  const plain = compareMeans(columnMoments(control, 0), columnMoments(treatment, 0))
  expectNear(boundsOf(got.difference).estimate, boundsOf(plain.difference).estimate, 1e-14)
  // One degree of freedom of 20 went into the coefficient.
  expectNear(got.statistic, (plain.statistic ?? 0) * Math.sqrt(19 / 20), 1e-13)
  expectNear(got.adjusted?.varianceReduction, 1 - 20 / 19, 1e-12)
  expect(got.warnings).toContain('The covariates add noise rather than take it out.')
})

test('p-value, difference and lift agree on whether there is an effect', () => {
  fc.assert(
    fc.property(rows, rows, fc.constantFrom('pooled' as const, 'within' as const), (one, other, theta) => {
      const got = compareMeansAdjusted(crossMomentsOf(one), crossMomentsOf(other), { theta })
      if (got.pValue === undefined) return
      const excludes = ({ low = -Infinity, high = Infinity }: { low?: number; high?: number }) => low > 0 || high < 0
      if (got.difference.status === 'ok') expect(excludes(got.difference)).toBe(got.pValue <= 0.05)
      if (got.lift.status === 'ok') expect(excludes(got.lift)).toBe(got.pValue <= 0.05)
    }),
  )
})

test('moving or scaling a covariate changes nothing', () => {
  fc.assert(
    fc.property(rows, rows, (one, other) => {
      const answer = (change: (x: number) => number) =>
        compareMeansAdjusted(
          ...([one, other].map((list) => crossMomentsOf(list.map(([y = 0, x = 0, w = 0]) => [y, change(x), w]))) as [
            CrossMoments,
            CrossMoments,
          ]),
        )
      const got = answer((x) => 1000 - 3 * x)
      const wanted = answer((x) => x)
      expect(got.difference.status).toBe(wanted.difference.status)
      if (wanted.pValue === undefined || (wanted.adjusted?.varianceReduction ?? 1) > 1 - 1e-6) return
      expect(Math.abs((got.pValue ?? 0) - wanted.pValue)).toBeLessThan(1e-8)
    }),
  )
})

test('two covariates that are one, or that never change, leave everything undefined', () => {
  const reason = 'A covariate is constant or follows from the others; leave it out.'
  const double = carPair((mpg, wt) => [mpg, wt, 2 * wt + 1])
  expect(compareMeansAdjusted(...double)).toMatchObject({ difference: { status: 'undefined', reason } })
  const constant = carPair((mpg) => [mpg, 7])
  expect(compareMeansAdjusted(...constant)).toMatchObject({ lift: { status: 'undefined', reason } })
  expect(compareMeansAdjusted(...constant)).not.toHaveProperty('pValue')
  expect(adjustedEstimates('mean', constant)).toEqual({ status: 'undefined', reason })
})

const single = crossMomentsOf([[1, 2]])
const some = crossMomentsOf([
  [1, 2],
  [2, 5],
  [4, 5],
  [3, 3],
])
test.each([
  ['an empty variant', noCrossMoments, some, 'A variant with fewer than two units cannot be adjusted.'],
  ['a single unit', some, single, 'A variant with fewer than two units cannot be adjusted.'],
  [
    'outcomes that follow exactly',
    crossMomentsOf([
      [1, 2],
      [2, 4],
      [3, 6],
    ]),
    crossMomentsOf([
      [2, 2],
      [3, 4],
      [5, 8],
    ]),
    'No unit of a variant differs from others, so chance cannot be judged.',
  ],
])('%s is undefined, with a reason and no p-value', (_, control, treatment, reason) => {
  const got = compareMeansAdjusted(control, treatment)
  expect(got).toMatchObject({ difference: { status: 'undefined', reason }, lift: { status: 'undefined', reason } })
  expect(got).not.toHaveProperty('pValue')
})

test('as many covariates as units leave it undefined', () => {
  const two = crossMomentsOf([
    [1, 2, 3],
    [2, 7, 1],
  ])
  expect(compareMeansAdjusted(two, two).difference).toMatchObject({
    reason: 'There are too few units for so many covariates.',
  })
})

test('a ratio without a denominator is undefined', () => {
  const empty = crossMomentsOf([
    [0, 0, 3],
    [0, 0, 4],
  ])
  expect(
    compareRatiosAdjusted(
      empty,
      cars('treatment', (mpg, wt, hp) => [wt, hp, mpg]),
    ).difference,
  ).toMatchObject({
    reason: 'The denominators of a variant add up to zero.',
  })
})

test('moments without a covariate, and options out of range, are refused', () => {
  const plain = crossMomentsOf([[1], [2], [4]])
  expect(() => compareMeansAdjusted(plain, plain)).toThrow('A mean needs at least 2 columns')
  expect(() => compareRatiosAdjusted(some, some)).toThrow('A ratio needs at least 3 columns')
  expect(() => compareMeansAdjusted(some, some, { alpha: 1 })).toThrow('alpha')
  expect(() =>
    compareMeansAdjusted(
      some,
      cars('control', (mpg, wt, hp) => [mpg, wt, hp]),
    ),
  ).toThrow(RangeError)
})

test('a lift at a negative control is relative to its size, and a control that may be zero leaves it open', () => {
  const [control, treatment] = carPair((mpg, wt) => [mpg, wt])
  const [minusControl, minusTreatment] = carPair((mpg, wt) => [-mpg, wt])
  const up = boundsOf(compareMeansAdjusted(control, treatment).lift)
  const down = boundsOf(compareMeansAdjusted(minusControl, minusTreatment).lift)
  expectNear(down.low, -(up.high ?? 0), 1e-12)
  expectNear(down.high, -(up.low ?? 0), 1e-12)
  const near = carPair((mpg, wt) => [mpg - 20, wt])
  expect(compareMeansAdjusted(...near).lift.status).toBe('unbounded')
})

test('a pair of sums is enough for one covariate', () => {
  const pair = (variant: 'control' | 'treatment') => crossMomentsFromPair(pairMomentsOf(carPower[variant]))
  const rows = carPair((_, wt, hp) => [hp, wt])
  const got = compareMeansAdjusted(pair('control'), pair('treatment'))
  expectNear(got.pValue, compareMeansAdjusted(...rows).pValue, 1e-12)
})

// R 4.2: t.test(wt ~ am, mtcars)$p.value, t.test(hp ~ am, mtcars)$p.value, and p.adjust of both with "holm"
test('covariates that differ before the experiment are named', () => {
  const [control, treatment] = carPair((mpg, wt, hp) => [mpg, wt, hp])
  const [weight, power] = covariateImbalance(control, treatment, 1)
  expectNear(weight?.comparison.pValue, 6.272019910080144e-6, 1e-11)
  expectNear(weight?.adjustedPValue, 1.254403982016029e-5, 1e-11)
  expectNear(power?.adjustedPValue, 0.220979581335913, 1e-11)
  expect(compareMeansAdjusted(control, treatment).warnings).toContain(
    'Covariate 1 already differed before the experiment (p = 0.000013); the split is suspect.',
  )
  expect(covariateImbalance(noCrossMoments, treatment, 1)[0]).not.toHaveProperty('adjustedPValue')
})

test('an adjustment that turns the sign of the difference says so', () => {
  const [control, treatment] = carPair((mpg, wt) => [mpg, wt])
  expect(compareMeansAdjusted(control, treatment).warnings).toContain(
    'With and without the adjustment the difference has opposite signs.',
  )
})

test('estimates carry the adjusted values and the variance of what is left', () => {
  const both = carPair((mpg, wt) => [mpg, wt])
  const got = adjustedEstimates('mean', both)
  const { adjusted, difference, statistic = 1 } = compareMeansAdjusted(...both)
  if (got.status === 'undefined') throw new Error(got.reason)
  expect(got.estimates.map(({ value }) => value)).toEqual([adjusted?.control, adjusted?.treatment])
  const variance = got.estimates.reduce((sum, one) => sum + one.variance, 0)
  expectNear(variance, ((boundsOf(difference).estimate ?? 0) / statistic) ** 2, 1e-9)
})

/** A repeatable stream of standard normal values, by Box and Muller. */
function normals(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

// True mean 10 and 16; the covariate explains 80 % of the variance. 1500 runs at alpha 0.1: the share of intervals
// with the truth in them has standard error 0.0077; 4 of them are allowed. The seed is fixed.
test.each([
  ['pooled', {}],
  ['within', { theta: 'within' }],
] as const)(
  'a large lift is covered as often as promised, with %s coefficients',
  (_, options: CompareAdjustedOptions) => {
    const normal = normals(11)
    const draw = (mean: number, slope: number) =>
      crossMomentsOf(
        Array.from({ length: 60 }, () => {
          const before = normal()
          return [mean + 3 * slope * before + 1.5 * normal(), before]
        }),
      )
    let covered = 0
    const runs = 1500
    for (let run = 0; run < runs; run++) {
      const { lift } = compareMeansAdjusted(draw(10, 1), draw(16, 1.3), { alpha: 0.1, ...options })
      const { low = 0, high = 0 } = boundsOf(lift)
      if (low <= 0.6 && high >= 0.6) covered++
    }
    expect(Math.abs(covered / runs - 0.9)).toBeLessThan(4 * Math.sqrt((0.9 * 0.1) / runs))
  },
)

test('a ratio with its covariates left aside has the error of the plain comparison', () => {
  const pair = (variant: 'control' | 'treatment') => pairMomentsOf(carPower[variant])
  const plain = compareRatios(pair('control'), pair('treatment'))
  const { adjusted, difference, statistic = 1 } = compareRatiosAdjusted(...carPair((mpg, wt, hp) => [wt, hp, mpg]))
  const variance = ((boundsOf(difference).estimate ?? 0) / statistic) ** 2
  const before = ((boundsOf(plain.difference).estimate ?? 0) / (plain.statistic ?? 1)) ** 2
  expectNear(adjusted?.varianceReduction, 1 - variance / before, 1e-10)
  expectNear(adjusted?.unadjustedDifference, boundsOf(plain.difference).estimate, 1e-12)
})
