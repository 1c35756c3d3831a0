import { expect, test } from 'vitest'
import { deltaLift, logDeltaLift } from '../../packages/stats/src/lift-options.js'
import { boundsOf, expectNear } from './intervals.js'

const estimate = (n: number, value: number, variance: number) => ({ n, value, variance })

// R 4.2, with q <- function(s0, s1) { v <- s0 + s1; qt(1 - alpha/2, v^2 / (s0^2/(n0-1) + s1^2/(n1-1))) * sqrt(v) }:
// l <- (m1 - m0) / abs(m0); d <- q(m1^2 * v0 / m0^4, v1 / m0^2); l - d; l + d;
// g <- q(v0 / m0^2, v1 / m1^2); exp(log(m1/m0) - g) - 1; exp(log(m1/m0) + g) - 1
type Bound = number | undefined
type Row = [number, number, number, number, number, number, number, number, number, Bound, Bound]
const rows: Row[] = [
  [50, 10, 0.04, 50, 11, 0.05, 0.05, 0.037749482640619, 0.16225051735938, 0.039478141697389, 0.16404564123317],
  [2, 1, 0.5, 3, 2, 0.25, 0.05, -10.943328007643, 12.943328007643, -0.99490001062844, 783.31536000921],
  [
    1000, 0.1, 9e-5, 1200, 0.13, 9.4e-5, 0.01, -0.10447425491679, 0.70447425491679, -0.047599631808531,
    0.77446382471394,
  ],
  [30, -4, 0.3, 25, -3, 0.2, 0.05, -0.054726439353142, 0.55472643935314, undefined, undefined],
  [30, -4, 0.3, 25, 1, 0.2, 0.05, 1.0106768263551, 1.4893231736449, undefined, undefined],
  [40, 5, 0, 60, 6, 0.02, 0.05, 0.14340330396123, 0.25659669603877, 0.14471722727628, 0.25795258924015],
  [40, 5, 0.1, 60, 6, 0, 0.2, 0.10106078754247, 0.29893921245753, 0.10502970071029, 0.3031323946084],
  [1e6, 1e-6, 1e-12, 1e6, 3e-6, 3e-12, 0.05, -4.7895195405839, 8.7895195405839, -0.6879403400071, 27.840638998981],
  [12, 7, 0.8, 9, 7, 1.1, 0.1, -0.34228373160543, 0.34228373160543, -0.28985331493726, 0.40815978027364],
  [300, 20, 0.5, 310, 0.001, 1e-8, 0.001, -0.99996758566657, -0.99993241433343, -0.99996482591204, -0.99992892495172],
]
test.each(rows)('control %d, %d, %d and treatment %d, %d, %d have their delta and log-delta lifts', (...row) => {
  const [n0, m0, v0, n1, m1, v1, alpha, low, high, logLow, logHigh] = row
  const control = estimate(n0, m0, v0)
  const treatment = estimate(n1, m1, v1)
  const delta = boundsOf(deltaLift(control, treatment, alpha))
  const logDelta = boundsOf(logDeltaLift(control, treatment, alpha))
  expectNear(delta.low, low, 1e-10)
  expectNear(delta.high, high, 1e-10)
  expectNear(logDelta.low, logLow, 1e-10)
  expectNear(logDelta.high, logHigh, 1e-10)
})

test('a control of zero has no delta lift, one of zero or less no log-delta lift', () => {
  const treatment = estimate(10, 1, 0.1)
  expect(deltaLift(estimate(10, 0, 0.1), treatment)).toEqual({
    status: 'undefined',
    reason: 'The control is zero, so the lift has no meaning.',
  })
  const reason = 'The control is not above zero, so the ratio has no logarithm.'
  expect(logDeltaLift(estimate(10, 0, 0.1), treatment)).toEqual({ status: 'undefined', reason })
  expect(logDeltaLift(estimate(10, -2, 0.1), treatment)).toEqual({ status: 'undefined', reason })
})

test('a treatment of zero has a delta lift around −100 % but no log-delta lift', () => {
  expect(deltaLift(estimate(10, 2, 0.1), estimate(10, 0, 0.1))).toMatchObject({ status: 'ok', estimate: -1 })
  expect(logDeltaLift(estimate(10, 2, 0.1), estimate(10, 0, 0.1))).toEqual({
    status: 'undefined',
    reason: 'The treatment is not above zero, so the ratio has no logarithm.',
  })
})

test.each([
  [0, 5, 0.1, 'The control has no units.'],
  [5, 0, 0.1, 'The treatment has no units.'],
  [5, 1, 0.1, 'A variant has a single unit, so chance cannot be judged.'],
  [5, 5, 0, 'The lift has no variance, so chance cannot be judged.'],
])('%d and %d units with variance %d leave both lifts undefined: %s', (n0, n1, variance, reason) => {
  const nothing = { status: 'undefined', reason }
  expect(deltaLift(estimate(n0, 3, variance), estimate(n1, 4, variance))).toEqual(nothing)
  expect(logDeltaLift(estimate(n0, 3, variance), estimate(n1, 4, variance))).toEqual(nothing)
})

test('a log-delta lift beyond the doubles is undefined rather than infinite', () => {
  expect(logDeltaLift(estimate(2, 1, 1e9), estimate(2, 1, 1e9)).status).toBe('undefined')
})

test('both lifts refuse what no data can have', () => {
  const fine = estimate(10, 1, 0.1)
  expect(() => deltaLift(estimate(10, Number.NaN, 1), fine)).toThrow(
    new RangeError('The value of control must be a finite number, got NaN.'),
  )
  expect(() => logDeltaLift(fine, estimate(10, 1, -1))).toThrow(
    new RangeError('The variance of treatment must be 0 or more, got -1.'),
  )
  expect(() => deltaLift(fine, fine, 0)).toThrow('alpha must be between 0 and 1')
})
