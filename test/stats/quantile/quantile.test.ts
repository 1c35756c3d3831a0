import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../packages/stats/src/calibrate/random.js'
import { compareQuantiles, quantile } from '../../../packages/stats/src/quantile/quantile.js'
import { boundsOf, expectNear } from '../intervals.js'

// R 4.2: quantile(c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5), p), and NumPy's quantile alike
test.each([
  [0, 1],
  [0.1, 1],
  [0.25, 2.5],
  [0.5, 4],
  [0.75, 5],
  [0.9, 6],
  [1, 9],
])('the quantile %d is that of R and NumPy', (p, value) => {
  expectNear(quantile([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], p), value, 1e-14)
})

/** Unit i has 1 + (7 i + seed) mod 6 values; made up, with a few ties. */
const madeUp = (n: number, seed: number) =>
  Array.from({ length: n }, (_, i) =>
    Array.from(
      { length: 1 + ((i * 7 + seed) % 6) },
      (_, j) => (i * i * 37 + j * j * 101 + i * j * 13 + seed * i) % 997,
    ),
  )

// Units and seed of control and treatment, p; then both quantiles, t, df, p-value and the difference's interval.
// NumPy and scipy 1.17: x sorted values, v = x[floor((N - 1) p)]; the share of values <= v, or < v if nearer to p;
// c counts a unit's values up to there and n all of them; var = np.var(c - share n, ddof=1) / m / mean(n)²;
// s = N sqrt(var / (share (1 - share)) p (1 - p)), the standard error in ranks; lo, hi = N p -+ 1.95996... s within 1, N;
// se = (x[ceil(hi) - 1] - x[floor(lo) - 1]) s / (hi - lo); Welch's t with m - 1 degrees of freedom a variant.
test.each([
  [
    40, 50, 3, 11, 0.75, 709.25, 743.5, 0.753815785268471, 81.5332384921506, 0.45313132277033, -56.1434385892385,
    124.643438589238,
  ],
  [
    40, 50, 3, 11, 0.5, 477.5, 514, 0.756398716128427, 69.7016015643434, 0.451959222975133, -59.7487541992394,
    132.748754199239,
  ],
  [
    200, 180, 5, 17, 0.75, 745.75, 757.75, 0.466810647364003, 373.060544171807, 0.640907855330152, -38.5475169328997,
    62.5475169328997,
  ],
  [
    200, 180, 5, 17, 0.9, 899, 906, 0.411335432396942, 372.960522389179, 0.6810628530291, -26.4627502019816,
    40.4627502019816,
  ],
  [
    35, 30, 1, 2, 0.25, 197, 139, -1.26712252257257, 47.4280754134544, 0.211298293069354, -150.061465380881,
    34.0614653808809,
  ],
  [
    400, 420, 7, 8, 0.99, 983.01, 990, 1.73294691032357, 738.698327835235, 0.0835224351457108, -0.928668599801133,
    14.9086685998012,
  ],
  [
    30, 32, 2, 4, 0.98, 930, 961.1, 0.819877526640256, 53.4958849286444, 0.415924018107675, -44.9664895384595,
    107.16648953846,
  ],
])('%d units against %d (seeds %d and %d) agree with the definition at %d', (...row) => {
  const [n0, n1, s0, s1, p, value0, value1, t, df, pValue, low, high] = row
  const got = compareQuantiles(madeUp(n0, s0), madeUp(n1, s1), { p })
  const { estimate = 0 } = boundsOf(got.difference)
  expectNear(estimate, value1 - value0, 1e-12)
  expectNear(boundsOf(got.lift).estimate, (value1 - value0) / value0, 1e-12)
  expectNear(got.statistic, t, 1e-11)
  expectNear(got.df, df, 1e-11)
  expectNear(got.pValue, pValue, 1e-11)
  expectNear(boundsOf(got.difference).low, low, 1e-11)
  expectNear(boundsOf(got.difference).high, high, 1e-11)
})

/** Box and Muller on a seeded stream, so that the simulation is the same everywhere. */
const normals = (seed: number) => {
  const random = seededRandom(seed)
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

test('without an effect, the level holds where values of a unit are alike, and taking them as units breaks it', () => {
  const normal = normals(20_240_611)
  const draw = () =>
    Array.from({ length: 60 }, () => {
      const own = normal()
      const pages = 1 + Math.floor(8 * Math.abs(normal()))
      return Array.from({ length: pages }, () => Math.exp(7 + 0.4 * own + 0.5 * normal()))
    })
  const runs = 300
  let clustered = 0
  let naive = 0
  for (let run = 0; run < runs; run++) {
    const control = draw()
    const treatment = draw()
    const alone = (units: readonly (readonly number[])[]) => units.flat().map((value) => [value])
    if ((compareQuantiles(control, treatment, { p: 0.75 }).pValue ?? 0) <= 0.05) clustered++
    if ((compareQuantiles(alone(control), alone(treatment), { p: 0.75 }).pValue ?? 0) <= 0.05) naive++
  }
  expect(Math.abs(clustered / runs - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / runs)) // 4 standard errors
  expect(naive / runs).toBeGreaterThan(0.15)
})

test('a unit that repeats its values does not become two units', () => {
  const twice = (units: readonly (readonly number[])[]) => units.map((values) => [...values, ...values])
  const control = madeUp(60, 3)
  const treatment = madeUp(70, 11)
  const once = compareQuantiles(control, treatment, { p: 0.75 })
  const repeated = compareQuantiles(twice(control), twice(treatment), { p: 0.75 })
  expect(Math.abs((repeated.statistic ?? 0) / (once.statistic ?? 1) - 1)).toBeLessThan(0.2)
})

test('units without values do not count', () => {
  const control = madeUp(40, 3)
  const treatment = madeUp(50, 11)
  expect(compareQuantiles([[], ...control, []], [...treatment, []], { p: 0.5 })).toEqual(
    compareQuantiles(control, treatment, { p: 0.5 }),
  )
})

test('values in another unit of measurement have the same p-value and lift', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(0.001, 1024, 1e9), (seed, scale) => {
      const scaled = (units: number[][]) => units.map((values) => values.map((value) => value * scale))
      const plain = compareQuantiles(madeUp(40, seed), madeUp(44, seed + 1), { p: 0.75 })
      const other = compareQuantiles(scaled(madeUp(40, seed)), scaled(madeUp(44, seed + 1)), { p: 0.75 })
      expect(Math.abs((other.pValue ?? 0) - (plain.pValue ?? 1))).toBeLessThan(1e-9)
      expectNear(boundsOf(other.lift).estimate, boundsOf(plain.lift).estimate, 1e-9)
    }),
    { seed: 5_512, numRuns: 50 },
  )
})

test.each([
  [[], [[1], [2]], 'The control has no values.'],
  [[[1], [2], [3], [4]], [[], []], 'The treatment has no values.'],
  [[[1, 2, 3]], [[1], [2]], 'A single unit in the control says nothing about how much units differ.'],
  [[[1], [2]], [[1], [2], [3]], 'The control has too few values (2) for the quantile 0.75.'],
  [
    [[5], [5], [5], [5], [5]],
    [[1], [2], [3], [4], [5]],
    'The values of the control around the quantile do not differ, so chance cannot be judged.',
  ],
  [
    Array.from({ length: 1000 }, (_, at) => [at < 500 ? 1 : at < 990 ? 200 : 300]),
    [[1], [2], [3], [4], [5]],
    'The values of the control around the quantile do not differ, so chance cannot be judged.',
  ],
])('what cannot be judged is undefined, with a reason (%#)', (control, treatment, reason) => {
  const got = compareQuantiles(control, treatment, { p: 0.75 })
  expect(got.difference).toEqual({ status: 'undefined', reason })
  expect(got).not.toHaveProperty('pValue')
})

test('a control quantile of zero leaves the lift without a bound, and the difference as it is', () => {
  const control = Array.from({ length: 60 }, (_, at) => [at - 30, 30 - at])
  const treatment = Array.from({ length: 60 }, (_, at) => [at - 29, 31 - at])
  const got = compareQuantiles(control, treatment, { p: 0.5 })
  expect(got.difference.status).toBe('ok')
  expect(got.lift.status).toBe('unbounded')
})

test('a quantile with hardly any values beyond it is warned of', () => {
  const { warnings } = compareQuantiles(madeUp(30, 2), madeUp(400, 4), { p: 0.98 })
  expect(warnings.join()).toContain('The control has hardly enough values for this quantile')
  expect(warnings.join()).not.toContain('The treatment has hardly')
})

test.each([
  [() => compareQuantiles([[1]], [[1]], { p: 1 }), 'p is a share between 0 and 1, 0.75 is usual; got 1.'],
  [() => compareQuantiles([[Number.NaN]], [[1]], { p: 0.5 }), 'A value must be a finite number, got NaN.'],
  [() => quantile([], 0.5), 'A quantile needs at least one value, got none.'],
  [() => quantile([1], 2), 'A probability lies between 0 and 1, got 2.'],
])('numbers that no data have are refused', (call, message) => {
  expect(call).toThrow(new RangeError(message))
})
