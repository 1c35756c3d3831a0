/**
 * The regularised incomplete beta function, both tails, in logarithms so that no tail underflows.
 * Takes about √(a + b) steps where x is near a / (a + b).
 */
import { checkAbove } from '../check.js'
import { continuedFraction } from './continued-fraction.js'
import type { Tail } from './incomplete-gamma.js'
import { logComplement } from './log-complement.js'
import { deviance, stirlingError } from './stirling.js'

/**
 * ln Iₓ(a, b), or of its complement: the chance that a beta variable lies below or above x.
 *
 * @param a above 0
 * @param b above 0
 * @param x from 0 to 1
 * @throws RangeError if a or b is not above 0
 */
export function logIncompleteBeta(a: number, b: number, x: number, tail: Tail): number {
  checkAbove('a', a)
  checkAbove('b', b)
  if (x <= 0) return tail === 'upper' ? 0 : -Infinity
  if (x >= 1) return tail === 'upper' ? -Infinity : 0
  const n = a + b
  const logScale =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x) -
    deviance(b, n * (1 - x)) +
    0.5 * Math.log(((a / n) * b) / (2 * Math.PI))
  const direct: Tail = fractionConverges(a, b, x) ? 'lower' : 'upper'
  const share = direct === 'lower' ? betaFraction(a, b, x) : betaFraction(b, a, 1 - x)
  const log = Math.min(logScale + Math.log(share), 0)
  return tail === direct ? log : logComplement(log)
}

/** Whether {@link betaFraction} is quick at x; where it is not, it is at 1 − x with a and b swapped. */
export function fractionConverges(a: number, b: number, x: number): boolean {
  return x <= (a + 1) / (a + b + 2)
}

/**
 * Iₓ(a, b) · B(a, b) / (x^a (1 − x)^b)
 *
 * @see NIST DLMF 8.17.22
 */
export function betaFraction(a: number, b: number, x: number): number {
  const numerator = (step: number) => {
    if (step === 1) return 1 / a
    const m = (step - 1) >> 1
    const at = a + step - 1
    return step % 2 === 1 ? (m * (b - m) * x) / ((at - 1) * at) : (-(a + m) * (a + b + m) * x) / ((at - 1) * at)
  }
  return continuedFraction(numerator, () => 1)
}
