import {
  chiSquareCdf,
  chiSquareLogSurvival,
  chiSquareQuantile,
  chiSquareSurvival,
  chiSquareUpperQuantile,
  logIncompleteGamma,
} from '@heddle/stats'
import { expect, test } from 'vitest'
import { relativeError, tailError } from './errors.js'

// mpmath 1.2, 50 digits: log(gammainc(df/2, 0, x/2, regularized=True)), log(gammainc(df/2, x/2, inf, regularized=True))
test.each([
  [1e-6, 1, -7.13354679829352, -0.0007982029070198694],
  [0.5, 1, -0.6529656256763312, -0.7350111298370844],
  [3.841458820694124, 1, -0.05129329438755059, -2.99573227355399],
  [30, 1, -4.320463151159505e-8, -16.95731815812879],
  [1300, 1, 0, -653.8116188814319],
  [1, 2, -0.9327521295671886, -0.5],
  [1381.551055796427, 2, 0, -690.7755278982135],
  [7.81, 3, -0.05140493888272941, -2.993613392967689],
  [0.01, 3, -8.23515806302525, -0.00026520022112581877],
  [11, 5, -0.05274696464708073, -2.968506608766595],
  [40, 5, -1.4933680115577905e-7, -15.717061746112256],
  [3, 7.5, -2.436902939195893, -0.09149181265674944],
  [100, 10, -5.4497019829205295e-17, -37.44838565575167],
  [5, 20, -8.19022275922605, -0.00027739056382620553],
  [67.5, 50, -0.05133608658323231, -2.9949195695652917],
  [50, 100, -11.876293436241054, -6.953329421955093e-6],
  [300, 100, -7.412100857322876e-22, -48.65375813023641],
  [900, 1000, -4.535901797272455, -0.010775081338570533],
  [1100, 1000, -0.014722250580850721, -4.225747378926617],
  [1600, 1000, -1.742039824439163e-30, -68.52249605032105],
  [10_200, 10_000, -0.08265239778859543, -2.534153016423956],
  [9000, 10_000, -29.69476793029344, -1.2697731705205228e-13],
  [13_000, 10_000, 0, -192.15512684835403],
  [16_000, 10_000, 0, -654.6494671593676],
])('chi-square at %d with %d degrees of freedom has the tails %d and %d', (x, df, logLower, logUpper) => {
  expect(tailError(logIncompleteGamma(df / 2, x / 2, 'upper'), logUpper)).toBeLessThan(1e-12)
  if (logLower === 0) return // 1 − 10⁻²⁸⁴ and nearer: the reference shows no digit of it.
  expect(tailError(logIncompleteGamma(df / 2, x / 2, 'lower'), logLower)).toBeLessThan(1e-12)
})

// mpmath 1.2, 40 digits: log of quad(density, [x, …]) in pieces of sqrt(df / 2)
test.each([
  [9_995_527.864045, 1e7, -0.17275376943368836],
  [1e7, 1e7, -0.693266129241935],
  [10_008_944.271909999, 1e7, -3.782123799397849],
  [10_156_524.758424986, 1e7, -610.6577901817553],
  [999_955_278.64045, 1e9, -0.17275377892755803],
  [1e9, 1e9, -0.6931590747914559],
  [1_000_089_442.7191, 1e9, -3.783078208262062],
  [1_001_565_247.5842499, 1e9, -616.3367091463076],
])('chi-square above %d keeps its digits with %d degrees of freedom', (x, df, logUpper) => {
  expect(tailError(chiSquareLogSurvival(x, df), logUpper)).toBeLessThan(1e-11)
})

// R 4.2: qchisq(p, df, lower.tail = FALSE)
test.each([
  [1e-300, 1, 1373.87263122239],
  [1e-300, 100, 1756.78753318388],
  [1e-300, 10_000, 16190.62798864048],
  [1e-100, 5, 476.379437064163],
  [1e-12, 2, 55.2620422318571],
  [0.001, 1, 10.8275661706627],
  [0.001, 5, 20.5150056524329],
  [0.025, 100, 129.56119718583662],
  [0.3, 10_000, 10073.675331706805],
])('chance %d lies above its chi-square value with %d degrees of freedom', (p, df, x) => {
  expect(relativeError(chiSquareUpperQuantile(p, df), x)).toBeLessThan(1e-13)
})

// R 4.2: qchisq(p, df)
test.each([
  [1e-300, 5, 3.23340778058319e-120],
  [1e-300, 10_000, 5632.45544987166],
  [1e-100, 1, 1.57079632679488e-200],
  [1e-100, 100, 0.391162234024111],
  [0.001, 5, 0.210212602629219],
  [0.025, 2, 0.0506356159685798],
  [0.3, 1, 0.148471861832545],
])('chance %d lies below its chi-square value with %d degrees of freedom', (p, df, x) => {
  expect(relativeError(chiSquareQuantile(p, df), x)).toBeLessThan(2e-13)
})

test.each([0.5, 1, 2, 7, 300, 1e4, 1e6])(
  'chances come back from their chi-square values with %d degrees of freedom',
  (df) => {
    for (const p of [1e-300, 1e-30, 0.001, 0.3, 0.5, 0.8]) {
      expect(relativeError(chiSquareSurvival(chiSquareUpperQuantile(p, df), df), p)).toBeLessThan(1e-11)
      const x = chiSquareQuantile(p, df)
      if (x < 1e-300) continue // Few degrees of freedom put the value of 1e-300 below the doubles.
      expect(relativeError(chiSquareCdf(x, df), p)).toBeLessThan(1e-11)
    }
  },
)

test('chi-square has nothing below zero and nothing above infinity', () => {
  expect(chiSquareSurvival(-1, 3)).toBe(1)
  expect(chiSquareCdf(0, 3)).toBe(0)
  expect(chiSquareCdf(Infinity, 3)).toBe(1)
  expect(chiSquareQuantile(0, 3)).toBe(0)
  expect(chiSquareQuantile(1, 3)).toBe(Infinity)
})

test('chi-square without degrees of freedom is refused by name', () => {
  expect(() => chiSquareUpperQuantile(0.1, 0)).toThrow('df must be a positive number, got 0.')
})
