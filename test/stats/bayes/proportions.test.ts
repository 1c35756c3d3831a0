import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bayesProportions } from '../../../packages/stats/src/bayes/proportions.js'
import { relativeError } from '../errors.js'
import { boundsOf } from '../intervals.js'

const ask = (x0: number, n0: number, x1: number, n1: number, alpha = 1, beta = 1) =>
  bayesProportions({ n: n0, successes: x0 }, { n: n1, successes: x1 }, { prior: { alpha, beta } })

// Successes and units of control and treatment; chance above, chance below, loss of control, loss of treatment.
// mpmath 1.3, 60 digits, no integral: P(T > C) = sum over i < a1 of B(a0 + i, b0 + b1) / ((b1 + i) B(1 + i, b1) B(a0, b0)),
// E(T - C)+ = a1 / (a1 + b1) P(T' > C) - a0 / (a0 + b0) P(T > C') with a primed variable's alpha larger by 1.
test.each([
  [100, 1000, 130, 1000, 0.982165066116351, 0.0178349338836495, 0.0300324942519837, 9.23744915047071e-5],
  [0, 10, 3, 10, 0.954887218045113, 0.0451127819548872, 0.253105590062112, 0.0031055900621118],
  [10, 10, 9, 10, 0.238095238095238, 0.761904761904762, 0.0181159420289855, 0.101449275362319],
  [1, 20, 900, 1000, 1.0, 1.06285802890093e-18, 0.808292505897296, 6.02158138487475e-21],
  [0, 0, 0, 0, 0.5, 0.5, 0.166666666666667, 0.166666666666667],
  [0, 1, 1, 1, 0.833333333333333, 0.166666666666667, 0.366666666666667, 0.0333333333333333],
  [0, 100, 0, 3, 0.961904761904762, 0.0380952380952381, 0.190566037735849, 0.000369959304476508],
  [5, 56, 0, 29, 0.0718605744866485, 0.928139425513351, 0.00216003193105029, 0.0733502432769902],
  [300, 1000, 400, 1000, 0.999998640665532, 1.35933446840475e-6, 0.0998004049195839, 5.71798711767164e-9],
  [1000, 1000000, 1100, 1000000, 0.985486948122546, 0.0145130518774538, 0.000100234762827952, 2.34962827551602e-7],
  [0, 1000000, 5, 1000, 1.0, 9.85102543576276e-19, 0.0059870239540958, 9.85094668694084e-25],
  [3000, 3000, 29990, 30000, 0.350330351769975, 0.649669648230025, 0.000116660088474736, 0.00015019105316592],
])(
  '%d of %d against %d of %d has the chance %d to be above',
  (x0, n0, x1, n1, above, below, lossOfControl, lossOfTreatment) => {
    const answer = ask(x0, n0, x1, n1)
    expect(relativeError(answer.chanceAbove, above)).toBeLessThan(1e-10)
    expect(relativeError(answer.chanceBelow, below)).toBeLessThan(below < 1e-12 ? 1e-8 : 1e-10)
    expect(relativeError(answer.expectedLoss.control, lossOfControl)).toBeLessThan(1e-10)
    expect(relativeError(answer.expectedLoss.treatment, lossOfTreatment)).toBeLessThan(below < 1e-12 ? 1e-8 : 1e-10)
  },
)

// The same with the prior's alpha and beta; difference low and high, lift low, median and high. R 4.2: integrate(function(x)
// dbeta(x, a0, b0) * pbeta(x + d, a1, b1), ..., rel.tol = 1e-13), and pbeta(x * r, ...), in pieces between qbeta() of
// pnorm(c(-9, -6, -3, -1, 0, 1, 3, 6, 9)) and where pbeta() leaves 0 or reaches 1, in uniroot(..., tol = 1e-16); the lift by its
// logarithm.
test.each([
  [
    100, 1000, 130, 1000, 1, 1, 0.0020085216617327, 0.057979289887834, 0.017566971465126, 0.29794893249173,
    0.66104858443076,
  ],
  [0, 10, 3, 10, 1, 1, -0.042872322572147, 0.5527283909907, -0.20445323061652, 4.179576631545, 143.73512561319],
  [10, 10, 9, 10, 1, 1, -0.35512899365859, 0.16927617264947, -0.37204490130975, -0.081425619441344, 0.22739059459516],
  [1, 20, 900, 1000, 1, 1, 0.66009655700473, 0.89081704956001, 2.7745760886708, 10.433452874905, 75.535550013742],
  [0, 0, 0, 0, 1, 1, -0.77639320225002, 0.77639320225002, -0.95, 0, 19],
  [0, 1, 1, 1, 1, 1, -0.37766702271152, 0.88366236586703, -0.61270166537926, 1.2152504370215, 51.955658870841],
  [5, 56, 0, 29, 2, 8, -0.1545381609695, 0.051165089562402, -0.94199093486361, -0.56992934075063, 0.78613944847456],
  [5, 56, 1, 29, 0.5, 0.5, -0.15191447884765, 0.070806151229895, -0.96234220878407, -0.55910190687639, 1.270733363141],
  [
    1000, 1e6, 1100, 1e6, 1, 1, 1.0223670275345e-5, 0.00018986558297476, 0.0097808139979152, 0.099933356050718,
    0.19827410141558,
  ],
  [
    300, 1000, 400, 1000, 1, 1, 0.05820358889091, 0.14124638828668, 0.18125722174691, 0.33249781160893,
    0.50553545691402,
  ],
  [2, 7, 6, 7, 3, 1.5, -0.029278078979264, 0.67947573150394, -0.046655727108239, 0.81820973318309, 3.5554544363026],
])('%d of %d against %d of %d has credible bounds, prior Beta(%d, %d)', (x0, n0, x1, n1, a, b, low, high, ...lift) => {
  const answer = ask(x0, n0, x1, n1, a, b)
  const difference = boundsOf(answer.difference)
  expect(relativeError(difference.low ?? 9, low)).toBeLessThan(1e-9)
  expect(relativeError(difference.high ?? 9, high)).toBeLessThan(1e-9)
  const { low: liftLow = 9, estimate = 9, high: liftHigh = 9 } = boundsOf(answer.lift)
  for (const [at, got] of [liftLow, estimate, liftHigh].entries()) {
    expect(Math.abs(got - (lift[at] ?? 9)) / (1 + Math.abs(got))).toBeLessThan(1e-10)
  }
})

// mpmath 1.3, 30 digits: findroot of quad(density of C · betainc(19, 6, 0, c + d), …) − 0.025, split at every tenth
test('a bound is exact where the difference cuts a rate off', () => {
  expect(boundsOf(ask(0, 14, 18, 23).difference).low).toBeCloseTo(0.471502508708168, 12)
  expect(boundsOf(ask(18, 23, 0, 14).difference).high).toBeCloseTo(-0.471502508708168, 12)
})

test('swapping the variants swaps chances and losses and turns the difference round', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), fc.nat(200), fc.nat(200), (x0, x1, more0, more1) => {
      const one = ask(x0, x0 + more0, x1, x1 + more1)
      const other = ask(x1, x1 + more1, x0, x0 + more0)
      expect(one.chanceAbove).toBeCloseTo(other.chanceBelow, 10)
      expect(one.expectedLoss.control).toBeCloseTo(other.expectedLoss.treatment, 10)
      expect(boundsOf(one.difference).low).toBeCloseTo(-(boundsOf(other.difference).high ?? 9), 9)
      expect(one.chanceAbove + one.chanceBelow).toBeCloseTo(1, 12)
    }),
    { numRuns: 8 },
  )
})

test('what either choice loses differs by the mean difference', () => {
  const { expectedLoss, difference } = ask(12, 80, 31, 95)
  expect(expectedLoss.control - expectedLoss.treatment).toBeCloseTo(boundsOf(difference).estimate ?? 9, 12)
})

test('a prior that is not proper, or next to it, is refused by name', () => {
  expect(() => ask(1, 2, 1, 2, 0, 1)).toThrow('alpha of the prior must be 0.1 or more, got 0.')
  expect(() => ask(1, 2, 1, 2, 1, Number.NaN)).toThrow('beta of the prior must be 0.1 or more, got NaN.')
})

test('more successes than units are refused', () => {
  expect(() => ask(3, 2, 1, 2)).toThrow('control has 3 successes in 2 units; count each unit once.')
  expect(() => bayesProportions({ n: 1, successes: 1 }, { n: 1, successes: 1 }, { alpha: 0 })).toThrow(RangeError)
})
