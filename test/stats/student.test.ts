import { studentCdf, studentLogSurvival, studentQuantile, studentSurvival, studentUpperQuantile } from '@heddle/stats'
import { expect, test } from 'vitest'
import { relativeError, tailError } from './errors.js'

// mpmath 1.2, 50 digits: log(betainc(df/2, 1/2, 0, df/(df + t**2), regularized=True) / 2); for t < 0 log(1 − …)
test.each([
  [0.5, 1, -1.0429418980620317],
  [1e6, 1, -14.960240443814008],
  [1e150, 1, -346.53249383495626],
  [3, 2, -3.0421326497423484],
  [40, 2.5, -9.553138172525108],
  [0.001, 3, -0.6938825559126722],
  [12, 5, -10.24745888481709],
  [2.2, 9.7, -3.6259815641850257],
  [1e8, 15, -258.28945267073914],
  [1, 19.99, -1.804047226595144],
  [1, 20, -1.8040651428943444],
  [6, 20, -12.528525622550337],
  [8, 20, -16.65795295594912],
  [2, 30, -3.6004099830056946],
  [40, 30, -62.54623464729917],
  [1.98, 100, -3.6798878632378638],
  [-1.98, 100, -0.02554942805388855],
  [30, 200, -173.94491822314316],
  [37, 200, -209.48952880618566],
  [18, 333, -116.61699974360911],
  [3, 1000, -6.583243916330419],
  [0.01, 10_000, -0.7011576923613878],
  [38, 10_000, -678.8922116090991],
])('the t tail above %d with %d degrees of freedom has the logarithm %d', (t, df, logP) => {
  expect(tailError(studentLogSurvival(t, df), logP)).toBeLessThan(1e-12)
})

// mpmath 1.2, 40 digits: log of quad(density of t, [t, …]) in pieces of 1 / (1 + t)
test.each([
  [0.7, 1e5, -1.4189643965665433],
  [1.96, 1e5, -3.6889081906407934],
  [12, 1e5, -75.35816560052588],
  [37, 1e5, -684.3807147943609],
  [0.7, 1e7, -1.4189677278817625],
  [1.96, 1e7, -3.68896309710563],
  [12, 1e7, -75.4101474302806],
  [37, 1e7, -688.983667407202],
  [0.7, 1e9, -1.418967761195034],
  [1.96, 1e9, -3.6889636461833972],
  [12, 1e9, -75.41066774580614],
  [37, 1e9, -689.0301163528172],
])('the t tail above %d keeps its digits with %d degrees of freedom', (t, df, logP) => {
  expect(tailError(studentLogSurvival(t, df), logP)).toBeLessThan(1e-12)
})

// R 4.2: qt(p, df, lower.tail = FALSE); the first two mpmath 1.2, since R's are 1e-11 off there:
// findroot(lambda s: log(betainc(df/2, 1/2, 0, df/(df + exp(2*s)), regularized=True) / 2) - log(p), s0)
test.each([
  [1e-300, 2.5, 8.76543788227999e119],
  [1e-300, 10, 2.564525718948198e30],
  [1e-300, 30, 5.01785753605052e10],
  [1e-300, 1000, 54.2913885530517],
  [1e-100, 1, 3.18309886183791e99],
  [1e-100, 30, 10810.645001144],
  [1e-12, 2.5, 55306.174076516],
  [1e-12, 30, 11.3972175233114],
  [0.001, 1, 318.30883898555044],
  [0.025, 1, 12.70620473617471],
  [0.025, 2.5, 3.57465484200369],
  [0.025, 10, 2.22813885198627],
  [0.025, 1000, 1.96233908082641],
  [0.025, 1e6, 1.95996635681411],
  [0.3, 1, 0.726542528005361],
  [0.3, 30, 0.530019003906505],
])('chance %d lies above its t value with %d degrees of freedom', (p, df, t) => {
  expect(relativeError(studentUpperQuantile(p, df), t)).toBeLessThan(2e-13)
  expect(studentQuantile(p, df)).toBe(-studentUpperQuantile(p, df))
})

const chances = [1e-300, 1e-30, 0.001, 0.3, 0.4999, 0.8]
test.each([0.5, 1, 3.3, 19, 21, 400, 1e6, 1e9])(
  'chances come back from their t values with %d degrees of freedom',
  (df) => {
    for (const p of chances) {
      const t = studentUpperQuantile(p, df)
      if (t > 1e307) continue // 1e-300 with half a degree of freedom lies beyond the doubles.
      expect(relativeError(studentSurvival(t, df), p)).toBeLessThan(1e-11)
      expect(relativeError(studentCdf(-t, df), p)).toBeLessThan(1e-11)
    }
  },
)

test('the middle of t is zero and its ends are infinite', () => {
  expect(studentUpperQuantile(0.5, 3)).toBe(0)
  expect(studentUpperQuantile(0, 3)).toBe(Infinity)
  expect(studentSurvival(0, 3)).toBeCloseTo(0.5, 15)
  expect(studentSurvival(Infinity, 3)).toBe(0)
})

test.each([0, -1, Number.NaN, Infinity])('%d degrees of freedom are refused by name', (df) => {
  expect(() => studentSurvival(1, df)).toThrow(`df must be a positive number, got ${df}.`)
  expect(() => studentUpperQuantile(0.1, df)).toThrow(`df must be a positive number, got ${df}.`)
})
