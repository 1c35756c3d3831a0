import { logIncompleteBeta } from '@heddle/stats'
import { expect, test } from 'vitest'
import {
  betaCdf,
  betaLogSurvival,
  betaQuantile,
  betaSurvival,
  betaUpperQuantile,
} from '../../packages/stats/src/distributions/beta.js'
import { relativeError, tailError } from './errors.js'

// mpmath 1.3, 50 digits, the series in positive terms for the smaller side, and its complement:
//   def lower(a, b, x): t = s = mpf(1); k = 0
//     while t > s * 10**-mp.dps: t *= (a + b + k) * x / (a + 1 + k); s += t; k += 1
//     return s * exp(a * log(x) + b * log1p(-x) - loggamma(a + 1) - loggamma(b) + loggamma(a + b))
test.each([
  [1e-100, 0.5, 0.5, -115.58083735499174, -6.366197723675814e-51],
  [0.3, 0.5, 0.5, -0.9969312110207781, -0.4604654539158712],
  [0.55, 0.5, 0.5, -0.6313293312910747, -0.759039749589162],
  [1e-20, 0.01, 5, -0.4397544759433401, -1.0333712338596608],
  [0.0054, 0.01, 5, -0.03166403631368842, -3.468363986317343],
  [0.7, 0.01, 5, -6.616461632266084e-6, -11.92595313577514],
  [5.7e-8, 40, 0.3, -670.8892256553881, -4.33023363950155e-292],
  [0.97, 40, 0.3, -2.769219670483895, -0.0647635286758377],
  [2.75e-26, 12, 12, -692.1501848477719, -2.529263474190343e-301],
  [0.2, 12, 12, -7.42293418338532, -0.0005975722194116758],
  [0.51, 12, 12, -0.618732722837355, -0.7735475734923247],
  [0.9, 12, 12, -4.6757693559360964e-7, -14.575702167431302],
  [0.1, 300, 2.5, -682.6557880174327, -3.3601465926857324e-297],
  [0.99, 300, 2.5, -1.1978555804541127, -0.35930811009230745],
  [0.9999, 300, 2.5, -4.6203881118731374e-5, -9.982469858357625],
  [0.13, 2500, 7000, -604.5154691048842, -2.8991290159378995e-263],
  [0.2631, 2500, 7000, -0.7004631942794675, -0.6858843023920235],
  [0.27, 2500, 7000, -0.06779126477477625, -2.725026084537323],
  [0.45, 2500, 7000, -2.46654438082469e-309, -710.5959756001884],
  [0.372, 10000, 10000, -682.3305896076627, -4.651468664542725e-297],
  [0.49, 10000, 10000, -6.058861836451926, -0.002339794515624584],
  [0.5001, 10000, 10000, -0.670833695423674, -0.7159699426714798],
  [0.53, 10000, 10000, -1.0083525732793529e-17, -39.13562869732792],
  [0.628, 10000, 10000, -4.651468664542725e-297, -682.3305896076627],
  [0.95, 10000, 1, -512.9329438755058, -1.7220782772880572e-223],
  [0.99995, 10000, 1, -0.5000125004166273, -0.9327328605550138],
  [0.97, 10000, 30, -210.29788379809202, -4.664332593825326e-92],
  [0.997, 10000, 30, -0.7565366880616528, -0.6335374918535639],
  [0.99999, 10000, 30, -3.574298413974136e-63, -143.78909194957745],
  [2e-18, 17, 10000, -569.7232309870415, -3.735464128345585e-248],
  [0.001, 17, 10000, -3.59995633838229, -0.027705184188852244],
  [0.0018, 17, 10000, -0.46576865356367664, -0.987927646877151],
  [0.09, 17, 10000, -0, -864.9104545429668],
  [0.9977, 1000000, 1000, -473.87898835787377, -1.5738751063308742e-206],
  [0.999, 1000000, 1000, -0.7273483392468101, -0.6600771614513725],
  [0.9991, 1000000, 1000, -0.0006091120358372879, -7.403812880840969],
  [0.9997, 1000000, 1000, -3.8053904440239623e-221, -507.5348869522251],
])('beta at %d with %d and %d has the tails %d and %d', (x, a, b, logLower, logUpper) => {
  const allowed = a > 1e4 ? 1e-11 : 1e-12
  expect(tailError(logIncompleteBeta(a, b, x, 'lower'), logLower)).toBeLessThan(allowed)
  expect(tailError(betaLogSurvival(x, a, b), logUpper)).toBeLessThan(allowed)
})

// R 4.2: qbeta(p, a, b, lower.tail = FALSE), qbeta(p, a, b)
test.each([
  [0.001, 2, 3, 0.9359618608971666, 0.013022947370814275],
  [0.025, 10, 91, 0.16398225502963526, 0.049004689221485945],
  [0.3, 0.5, 0.5, 0.79389262614623646, 0.20610737385376351],
  [0.01, 300, 200, 0.65026698875445854, 0.54855769460868287],
  [1e-30, 5, 40, 0.86579297539190858, 6.2063115129355257e-8],
  [0.4, 1e4, 3e3, 0.77017986888409695, 0.76830751110486162],
])('chance %d lies above and below its beta values with %d and %d', (p, a, b, upper, lower) => {
  expect(relativeError(betaUpperQuantile(p, a, b), upper)).toBeLessThan(1e-12)
  expect(relativeError(betaQuantile(p, a, b), lower)).toBeLessThan(1e-12)
})

test.each([
  [0.5, 0.5],
  [0.02, 3],
  [33, 2.5],
  [1e4, 1e4],
  [17, 1e4],
  [1e6, 1e3],
  [1e9, 1e9],
])('chances come back from their beta values with %d and %d', (a, b) => {
  const allowed = a > 1e4 ? 1e-8 : 1e-10
  for (const p of [1e-300, 1e-30, 0.001, 0.3, 0.5, 0.8, 0.999]) {
    const low = betaQuantile(p, a, b)
    if (low > 1e-300 && low < 0.99) expect(relativeError(betaCdf(low, a, b), p)).toBeLessThan(allowed)
    // From the other end, since the doubles are too far apart near 1 to hold the value.
    const high = betaQuantile(p, b, a)
    if (high > 1e-300 && high < 0.99) expect(relativeError(betaCdf(high, b, a), p)).toBeLessThan(allowed)
  }
})

test('beta lies between zero and one', () => {
  expect(betaCdf(0, 2, 3)).toBe(0)
  expect(betaSurvival(1, 2, 3)).toBe(0)
  expect(betaSurvival(-1, 2, 3)).toBe(1)
  expect(betaQuantile(0, 2, 3)).toBe(0)
  expect(betaQuantile(1, 2, 3)).toBe(1)
  expect(betaUpperQuantile(0, 2, 3)).toBe(1)
  expect(betaQuantile(1e-300, 0.01, 3)).toBe(0)
})

test('beta without a or b is refused by name', () => {
  expect(() => betaCdf(0.5, 0, 1)).toThrow(new RangeError('a must be a positive number, got 0.'))
  expect(() => betaQuantile(0.5, 1, -1)).toThrow(new RangeError('b must be a positive number, got -1.'))
})
