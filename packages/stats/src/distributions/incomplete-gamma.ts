/**
 * The regularised incomplete gamma function, both tails, in logarithms so that no tail underflows.
 * Takes about √a steps where x is near a.
 */
import { checkAbove } from '../check.js'
import { continuedFraction } from './continued-fraction.js'
import { logComplement } from './log-complement.js'
import { logGammaScale } from './stirling.js'

/** Which side of x is meant. */
export type Tail = 'lower' | 'upper'

/**
 * ln P(a, x) or ln Q(a, x): the chance that a gamma variable of shape a lies below or above x.
 *
 * @param a above 0
 * @throws RangeError if a is not above 0
 * @see NIST DLMF 8.7.1 (series), 8.9.2 (continued fraction)
 */
export function logIncompleteGamma(a: number, x: number, tail: Tail): number {
  checkAbove('a', a)
  if (x <= 0) return tail === 'upper' ? 0 : -Infinity
  if (x === Infinity) return tail === 'upper' ? -Infinity : 0
  const direct: Tail = x < a + 1 ? 'lower' : 'upper'
  const share = direct === 'lower' ? lowerSeries(a, x) : upperFraction(a, x)
  const log = logGammaScale(a, x) + Math.log(share)
  return tail === direct ? Math.min(log, 0) : logComplement(Math.min(log, 0))
}

function lowerSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k)
    sum += term
  }
  return sum
}

function upperFraction(a: number, x: number): number {
  return (
    a *
    continuedFraction(
      (step) => (step === 1 ? 1 : (step - 1) * (a + 1 - step)),
      (step) => x - a + (2 * step - 1),
    )
  )
}
