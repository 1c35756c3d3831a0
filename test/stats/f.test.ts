import { expect, test } from 'vitest'
import { fCdf, fLogSurvival, fQuantile, fSurvival, fUpperQuantile } from '../../packages/stats/src/distributions/f.js'
import { relativeError, tailError } from './errors.js'

// mpmath 1.3, 50 digits, the series in positive terms for the smaller side, and its complement:
//   def lower(a, b, x): t = s = mpf(1); k = 0
//     while t > s * 10**-mp.dps: t *= (a + b + k) * x / (a + 1 + k); s += t; k += 1
//     return s * exp(a * log(x) + b * log1p(-x) - loggamma(a + 1) - loggamma(b) + loggamma(a + b))
// at a = df1 / 2, b = df2 / 2, x = df1 * f / (df1 * f + df2), with 1 - x = df2 / (df1 * f + df2)
test.each([
  [1e-30, 1, 1, -34.99035910020014, -6.366197723675815e-16],
  [1, 1, 1, -Math.LN2, -Math.LN2],
  [1e20, 1, 1, -6.366197723878455e-11, -23.47743363522991],
  [0.001, 1, 7.5, -3.7130944303343534, -0.024704556423107996],
  [3, 1, 7.5, -0.13240257448711582, -2.0873791497503773],
  [1e40, 1, 7.5, -5.388336482739917e-148, -339.0983570561234],
  [1e-10, 3, 20, -34.178966246330155, -1.4330573207659338e-15],
  [0.8, 3, 20, -0.7100993521971857, -0.6764776011486194],
  [3.098, 3, 20, -0.051312631529008466, -2.9953649388941934],
  [400, 3, 20, -5.148241945370771e-18, -39.80787638732804],
  [0.1, 9, 9990, -7.915640834375002, -0.0003650565402230293],
  [1, 9, 9990, -0.5751105047846986, -0.8270047764678516],
  [1.88, 9, 9990, -0.0514178249599656, -2.9933691344107602],
  [90, 9, 9990, -6.673340319754571e-162, -371.1206645329007],
  [0.001, 50, 2, -92.8393016676077, -4.7907508133818e-41],
  [0.9, 50, 2, -1.0871277984934706, -0.4112571949610037],
  [100000000, 50, 2, -9.999999998e-9, -18.420680749152364],
  [0.05, 250, 300, -222.55100836067945, -2.224974955818592e-97],
  [0.8, 250, 300, -3.39055531764916, -0.03427054706289981],
  [1, 250, 300, -0.6902217319895937, -0.696081212495969],
  [1.3, 250, 300, -0.014978362642379043, -4.208628443144865],
  [9, 250, 300, -3.368079130158265e-66, -150.75627354680037],
  [0.5, 10000, 10000, -593.3414979597682, -2.065672899585141e-258],
  [0.97, 10000, 10000, -2.7505492998450385, -0.06602523138128735],
  [1, 10000, 10000, -Math.LN2, -Math.LN2],
  [1.02, 10000, 10000, -0.17561964389457804, -1.825959794697273],
  [2, 10000, 10000, -2.065672899585141e-258, -593.3414979597682],
  [1e-30, 5, 10000, -171.60375379720574, -2.974655331558841e-75],
  [2, 5, 10000, -0.07832313185931658, -2.5858182678576114],
  [200, 5, 10000, -7.95735615831487e-204, -467.65326216701527],
  [0.003, 10000, 2, -322.69260568785586, -7.184259298980351e-141],
  [1.5, 10000, 2, -0.6666222261724445, -0.7203949236203798],
  [1000000000000, 10000, 2, -1e-12, -27.631021115929048],
  [0.95, 1000000, 1000000, -333.00385616529326, -2.3892567130355458e-145],
  [0.999, 1000000, 1000000, -1.1761970896145846, -0.3688191253053673],
  [1.001, 1000000, 1000000, -0.3690737055634308, -1.1756265506100843],
  [1.05, 1000000, 1000000, -9.933686180698925e-132, -301.6453006494548],
  [0.9997, 1000000000, 1000000000, -13.76955166941187, -1.047031913234731e-6],
  [1.00001, 1000000000, 1000000000, -0.5748022442542242, -0.8274014811202735],
  [1.001, 1000000000, 1000000000, -1.4718529529779213e-56, -128.5582430884246],
  [1.2, 1000000000, 1000, -4.048798871257247e-5, -10.114525446763105],
])('F at %d with %d and %d degrees of freedom has the tails %d and %d', (x, df1, df2, logLower, logUpper) => {
  const allowed = df1 > 1e6 ? 1e-8 : df1 > 1e4 ? 1e-10 : 1e-12
  expect(tailError(fLogSurvival(x, df1, df2), logUpper)).toBeLessThan(allowed)
  // The lower tail is the upper one of the inverse.
  expect(tailError(fLogSurvival(1 / x, df2, df1), logLower)).toBeLessThan(10 * allowed)
  if (logLower > -700) expect(relativeError(fCdf(x, df1, df2), Math.exp(logLower))).toBeLessThan(2 * allowed)
})

// R 4.2: qf(p, df1, df2, lower.tail = FALSE), qf(p, df1, df2); R gives 0 for the two lowest
test.each([
  [1e-300, 3, 20, 7.5985466519474177e30, undefined],
  [1e-100, 1, 7.5, 2.4834452433169081e27, undefined],
  [0.001, 5, 100, 4.4815077295136163, 0.04146775677674075],
  [0.05, 9, 990, 1.8893209339116823, 0.36877375822799152],
  [0.3, 1e4, 1e4, 1.0105434914735754, 0.98956651389817907],
  [0.025, 2.5, 3.7, 11.351365215666409, 0.045399799190369038],
])('chance %d lies above and below its F values with %d and %d degrees of freedom', (p, df1, df2, upper, lower) => {
  expect(relativeError(fUpperQuantile(p, df1, df2), upper)).toBeLessThan(1e-11)
  if (lower !== undefined) expect(relativeError(fQuantile(p, df1, df2), lower)).toBeLessThan(1e-12)
})

test.each([
  [1, 1],
  [2.5, 0.7],
  [3, 1e4],
  [1e4, 1e4],
  [1e6, 40],
  [1e9, 1e9],
])('chances come back from their F values with %d and %d degrees of freedom', (df1, df2) => {
  const allowed = df1 > 1e4 ? 1e-8 : 1e-10
  for (const p of [1e-300, 1e-30, 0.001, 0.3, 0.5, 0.8, 0.999]) {
    const high = fUpperQuantile(p, df1, df2)
    if (high < 1e300) expect(relativeError(fSurvival(high, df1, df2), p)).toBeLessThan(allowed)
    const low = fQuantile(p, df1, df2)
    if (low > 1e-300) expect(relativeError(fCdf(low, df1, df2), p)).toBeLessThan(allowed)
  }
})

test('F has nothing below zero and nothing above infinity', () => {
  expect(fSurvival(-1, 3, 4)).toBe(1)
  expect(fCdf(0, 3, 4)).toBe(0)
  expect(fSurvival(Infinity, 3, 4)).toBe(0)
  expect(fQuantile(0, 3, 4)).toBe(0)
  expect(fUpperQuantile(0, 3, 4)).toBe(Infinity)
  expect(fUpperQuantile(1e-300, 3, 0.1)).toBe(Infinity)
})

test('F without degrees of freedom is refused by name', () => {
  expect(() => fCdf(1, 0, 3)).toThrow(new RangeError('df1 must be a positive number, got 0.'))
  expect(() => fUpperQuantile(0.1, 3, Number.NaN)).toThrow(new RangeError('df2 must be a positive number, got NaN.'))
})
