import { compareProportions } from '@heddle/stats'
import { expect, test } from 'vitest'
import { boundsOf, expectNear } from '../intervals.js'

const compare = (x0: number, n0: number, x1: number, n1: number, alpha = 0.05) =>
  compareProportions({ n: n0, successes: x0 }, { n: n1, successes: x1 }, { alpha })

// Newcombe (1998), Statistics in Medicine 17, table II, method of Miettinen and Nurminen, examples (a) to (h)
test.each([
  [56, 70, 48, 80, 0.0528, 0.3382],
  [9, 10, 3, 10, 0.17, 0.8406],
  [6, 7, 2, 7, 0.0342, 0.8534],
  [5, 56, 0, 29, -0.0326, 0.1933],
  [0, 10, 0, 20, -0.1658, 0.2844],
  [0, 10, 0, 10, -0.2879, 0.2879],
  [10, 10, 0, 20, 0.7156, 1],
  [10, 10, 0, 10, 0.6636, 1],
])('%d of %d against %d of %d has the published interval from %d to %d', (x1, n1, x0, n0, low, high) => {
  const bounds = boundsOf(compare(x0, n0, x1, n1).difference)
  expect(bounds.low).toBeCloseTo(low, 4)
  expect(bounds.high).toBeCloseTo(high, 4)
})

// Control successes, control units, treatment successes, treatment units, alpha, difference low and high, lift low and
// high, p. mpmath 1.2, 30 digits, nothing in closed form: bisection of the derivative of the likelihood for the most
// likely rates with a given difference or ratio, inside a bisection for the difference or ratio whose statistic reaches
// sqrt(2) * erfinv(1 - alpha); p = erfc(|z| / sqrt(2)). The variance carries N / (N - 1).
type Bound = number | undefined
type Inversion = [number, number, number, number, number, number, number, Bound, Bound, number]
const inversions: Inversion[] = [
  [48, 80, 56, 70, 0.05, 0.052829713245845, 0.33817294001587, 0.079047119534427, 0.67214535908977, 0.0082582879293808],
  [3, 10, 9, 10, 0.05, 0.1700250164244, 0.84064954394333, 0.32795657348352, 7.6919149490173, 0.0076016414752202],
  [2, 7, 6, 7, 0.05, 0.034175545084364, 0.85340525989742, 0.063686520314412, 10.147770894162, 0.037372988340651],
  [0, 29, 5, 56, 0.05, -0.032596561743514, 0.19333097669088, -0.28250492172289, undefined, 0.099175654570551],
  [0, 20, 0, 10, 0.05, -0.16576022754217, 0.28438133953438, undefined, undefined, 1.0],
  [0, 10, 0, 10, 0.05, -0.28793394128201, 0.28793394128201, undefined, undefined, 1.0],
  [0, 20, 10, 10, 0.05, 0.71561866046562, 1.0, 5.0328102514554, undefined, 7.23782987174e-8],
  [0, 10, 10, 10, 0.05, 0.66364155189477, 1.0, 2.4730188304566, undefined, 1.3071845366763e-5],
  [20, 20, 10, 10, 0.05, -0.28438133953438, 0.16576022754217, -0.28438133953438, 0.19869614589797, 1.0],
  [0, 1, 1, 1, 0.05, -0.58690137124553, 1.0, -0.73968222837299, undefined, 0.31731050786291],
  [1, 1, 0, 1, 0.05, -1.0, 0.58690137124553, -1.0, 2.8414588206941, 0.31731050786291],
  [1, 1, 1, 1, 0.05, -0.88483133880789, 0.88483133880789, -0.88483133880789, 7.6829176413883, 1.0],
  [0, 1, 0, 1, 0.05, -0.88483133880789, 0.88483133880789, undefined, undefined, 1.0],
  [1, 2, 0, 3, 0.1, -0.89635402492377, 0.20638827827563, -1.0, 0.75445260017743, 0.22067136191985],
  [7, 34, 1, 34, 0.05, -0.34529121696622, -0.027041626583447, -0.97676200485402, -0.17257446779069, 0.024983925616959],
  [15, 72, 0, 16, 0.05, -0.31637015888002, -0.0055741429407692, -1.0, -0.028549267548805, 0.046246237625581],
  [6, 36, 3, 29, 0.05, -0.23698067214567, 0.12278324206688, -0.82152213621702, 1.0786356096395, 0.46667820397175],
  [
    100, 1000, 130, 1000, 0.05, 0.002041597211755, 0.058172473659913, 0.017802853799194, 0.66135916559761,
    0.03553445913704,
  ],
  [
    100, 1000, 130, 1000, 0.01, -0.0068223586084171, 0.067183300445028, -0.056902046369617, 0.79365635640934,
    0.03553445913704,
  ],
  [
    100, 1000, 130, 1000, 0.001, -0.017208720857652, 0.077776871089335, -0.13621309240204, 0.959448408588,
    0.03553445913704,
  ],
  [
    998, 1000, 999, 1000, 0.05, -0.0038018209772271, 0.006360845542515, -0.0038083926886149, 0.0064069985850451,
    0.56350766425571,
  ],
  [
    450, 500, 490, 500, 0.05, 0.052274154556498, 0.11124913838691, 0.056879029539579, 0.12759937994964,
    1.0174880065751e-7,
  ],
  [
    12, 10000, 31, 9000, 0.05, 0.00091872659570128, 0.0037894765374433, 0.49252978611813, 4.5209768049146,
    0.0011512259202109,
  ],
  [
    5000, 100000, 5100, 100000, 0.05, -0.00091950860616828, 0.0029197937955101, -0.018039381309482, 0.059513382488728,
    0.307182039263,
  ],
  [
    300000, 1000000, 301000, 1000000, 0.05, -0.00027080625381541, 0.0022708038670669, -0.00090077844350821,
    0.0075853981830047, 0.12300076293899,
  ],
  [
    1, 1000000, 3, 1000000, 0.05, -2.9104062046089e-6, 7.9248252621719e-6, -0.57011687482681, 19.935943494912,
    0.31731014490637,
  ],
  [
    0,
    1000000,
    3,
    1000000,
    0.05,
    -8.4145174683196e-7,
    8.8211519462262e-6,
    -0.21904576008613,
    undefined,
    0.083264362483144,
  ],
  [
    40, 100000, 10, 50000, 0.2, -0.00031301275179954, -7.8411167474413e-5, -0.68095184978017, -0.21643665996669,
    0.045464992445243,
  ],
  [50, 60, 3, 70, 1e-6, -0.94009209184808, -0.40761582453978, -0.99484671271296, -0.60226742278342, 8.388255084649e-20],
  [33, 100, 33, 100, 0.05, -0.1300334905307, 0.1300334905307, -0.3263939746391, 0.48454729077612, 1.0],
  [1, 3, 2, 6, 0.5, -0.24342384459407, 0.2210432437568, -0.48901662758809, 1.0962346367172, 1.0],
  [
    20190, 44700, 19502, 45489, 0.05, -0.029436056427774, -0.016479865229922, -0.064706523711276, -0.036750144634472,
    3.7955962600395e-12,
  ],
  [
    999999999, 1000000000, 999999990, 1000000000, 0.05, -1.7520563131657e-8, -3.1388265773719e-9, -1.7520563145868e-8,
    -3.1388265904246e-9, 0.0066556053466691,
  ],
  [
    2, 1000000000, 7, 500000000, 0.05, 3.6149491554109e-9, 2.7035662061407e-8, 0.65356174777826, 28.633002885929,
    0.0046777348708233,
  ],
]
test.each(inversions)('%d of %d and %d of %d at alpha %d agree with a brute-force inversion of the score', (...row) => {
  const [x0, n0, x1, n1, alpha, low, high, liftLow, liftHigh, p] = row
  const { difference, lift, pValue } = compare(x0, n0, x1, n1, alpha)
  expectNear(boundsOf(difference).low, low, 1e-10)
  expectNear(boundsOf(difference).high, high, 1e-10)
  expectNear(boundsOf(lift).low, liftLow, 1e-10)
  expectNear(boundsOf(lift).high, liftHigh, 1e-10)
  expectNear(pValue, p, 1e-12)
})

// R 4.2: prop.test(c(x1, x0), c(n1, n0), correct = FALSE)$statistic * (N - 1) / N, as pchisq(…, 1, lower.tail = FALSE)
test.each([
  [100, 1000, 130, 1000, 0.0355344591370405],
  [48, 80, 56, 70, 0.00825828792938078],
  [5000, 100_000, 5100, 100_000, 0.307182039262999],
  [20_190, 44_700, 19_502, 45_489, 3.79559626003929e-12],
  [900, 1000, 950, 1000, 2.19862008110009e-5],
  [30, 500, 31, 400, 0.299615409857343],
])('%d of %d and %d of %d have the p-value of the chi-square test with N − 1', (x0, n0, x1, n1, p) => {
  expectNear(compare(x0, n0, x1, n1).pValue, p, 1e-12)
})

test('failures are successes of the opposite sign', () => {
  const forward = boundsOf(compare(12, 100, 25, 120).difference)
  const mirrored = boundsOf(compare(88, 100, 95, 120).difference)
  expectNear(forward.low, -(mirrored.high ?? 0), 1e-12)
  expectNear(forward.high, -(mirrored.low ?? 0), 1e-12)
})

test('the lift of control over treatment is the inverse of that of treatment over control', () => {
  const forward = boundsOf(compare(12, 100, 25, 120).lift)
  const backward = boundsOf(compare(25, 120, 12, 100).lift)
  expectNear(1 + (forward.low ?? 0), 1 / (1 + (backward.high ?? 0)), 1e-12)
  expectNear(1 + (forward.high ?? 0), 1 / (1 + (backward.low ?? 0)), 1e-12)
})

test('a control without successes leaves the lift without an upper end and without an estimate', () => {
  const { lift } = compare(0, 1000, 12, 1000)
  expect(lift).toMatchObject({ status: 'unbounded', shape: 'above' })
  expect(lift).not.toHaveProperty('estimate')
  expect(boundsOf(lift).low).toBeGreaterThan(0)
})

test('two variants without successes leave any lift possible, and the difference bounded', () => {
  const { difference, lift, pValue, statistic } = compare(0, 1000, 0, 1000)
  expect(lift).toEqual({
    status: 'unbounded',
    shape: 'everything',
    reason: 'Neither variant has a success, so any lift is possible.',
  })
  expect(difference.status).toBe('ok')
  expect({ pValue, statistic }).toEqual({ pValue: 1, statistic: 0 })
})

test('two variants in which all units succeed have a bounded lift around zero', () => {
  const { lift, pValue } = compare(500, 500, 400, 400)
  expect(lift).toMatchObject({ status: 'ok', estimate: 0 })
  expect(pValue).toBe(1)
})

test('a treatment without successes loses all of control at most', () => {
  expect(compare(9, 500, 0, 500).lift).toMatchObject({ status: 'ok', estimate: -1, low: -1 })
})

test.each([
  ['control', 0, 0, 5, 10],
  ['treatment', 5, 10, 0, 0],
])('a %s without units leaves everything undefined, with a reason and no p-value', (name, x0, n0, x1, n1) => {
  const comparison = compare(x0, n0, x1, n1)
  const nothing = { status: 'undefined', reason: `The ${name} has no units.` }
  expect(comparison).toMatchObject({ difference: nothing, lift: nothing })
  expect(comparison).not.toHaveProperty('pValue')
})

// mpmath 1.2, 40 digits: log(erfc(|z| / sqrt(2))) of the pooled z with N / (N - 1)
test.each([
  [10_000, 100_000, 13_500, 100_000, -298.757484099742],
  [300_000, 1_000_000, 310_000, 1_000_000, -120.90001872138396],
  [1_000_000, 10_000_000, 1_100_000, 10_000_000, -2664.797503360229],
  [10, 1000, 990, 1000, -963.9261100128804],
  [100_000_000, 1_000_000_000, 200_000_000, 1_000_000_000, -19607852.09553605],
])('%d of %d and %d of %d keep a finite logarithm of the p-value', (x0, n0, x1, n1, logP) => {
  const { pValue, logPValue } = compare(x0, n0, x1, n1)
  expectNear(logPValue, logP, 1e-13)
  expect(pValue).toBe(Math.exp(logPValue ?? Number.NaN))
})

test.each([
  ['100 of 1000 against 130 of 1000', compare(100, 1000, 130, 1000), 0],
  ['10 successes and 10 failures', compare(10, 1000, 990, 1000), 0],
  ['9 successes in control', compare(9, 1000, 130, 1000), 1],
  ['1 failure in treatment', compare(100, 1000, 999, 1000), 1],
  ['few of everything', compare(1, 3, 2, 3), 1],
])('below 10 successes or failures there is one warning: %s', (_, { warnings }, wanted) => {
  expect(warnings).toEqual(
    Array(wanted).fill('A variant has fewer than 10 successes or failures; p-value and intervals are approximate.'),
  )
})

test.each([
  [{ n: 10, successes: 11 }, 'control has 11 successes in 10 units; count each unit once.'],
  [{ n: -1, successes: 0 }, 'n of control must be a whole number from 0 on, got -1.'],
  [{ n: 10, successes: 1.5 }, 'successes of control must be a whole number from 0 on, got 1.5.'],
  [{ n: Number.NaN, successes: 0 }, 'n of control must be a whole number from 0 on, got NaN.'],
])('a count that no data can have is refused by name: %o', (control, message) => {
  expect(() => compareProportions(control, { n: 10, successes: 1 })).toThrow(new RangeError(message))
})

test.each([0, 1, -0.05, 5, Number.NaN])('an alpha of %d is refused', (alpha) => {
  expect(() => compare(1, 10, 2, 10, alpha)).toThrow(new RangeError(`alpha must be between 0 and 1, got ${alpha}.`))
})
