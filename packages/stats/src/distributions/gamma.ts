/** The gamma distribution, exact in both tails. */
import { checkAbove } from '../check.js'
import { logIncompleteGamma, type Tail } from './incomplete-gamma.js'
import { positiveQuantile } from './positive-quantile.js'

/**
 * Chance of a value at or below x.
 *
 * @param shape above 0
 * @param scale above 0; the mean is shape · scale; default 1
 * @throws RangeError if shape or scale is not above 0
 */
export function gammaCdf(x: number, shape: number, scale = 1): number {
  return Math.exp(logTail(x, shape, scale, 'lower'))
}

/** Chance of a value above x; shape and scale as in {@link gammaCdf}. */
export function gammaSurvival(x: number, shape: number, scale = 1): number {
  return Math.exp(gammaLogSurvival(x, shape, scale))
}

/** Natural logarithm of the chance of a value above x; finite where the chance itself underflows. */
export function gammaLogSurvival(x: number, shape: number, scale = 1): number {
  return logTail(x, shape, scale, 'upper')
}

/**
 * The value that is exceeded with chance 1 − p; exact for p down to the smallest double.
 *
 * @param p from 0 to 1
 * @param shape above 0
 * @param scale above 0; default 1
 * @throws RangeError if p is no probability, or shape or scale is not above 0
 */
export function gammaQuantile(p: number, shape: number, scale = 1): number {
  return quantile(p, shape, scale, 'lower')
}

/** The value that is exceeded with chance p; otherwise as {@link gammaQuantile}. */
export function gammaUpperQuantile(p: number, shape: number, scale = 1): number {
  return quantile(p, shape, scale, 'upper')
}

function logTail(x: number, shape: number, scale: number, tail: Tail): number {
  checkAbove('shape', shape)
  checkAbove('scale', scale)
  return logIncompleteGamma(shape, x / scale, tail)
}

/** @see Wilson & Hilferty (1931), The distribution of chi-square, for the first guess */
function quantile(p: number, shape: number, scale: number, tail: Tail): number {
  checkAbove('shape', shape)
  checkAbove('scale', scale)
  const variance = 1 / (9 * shape)
  const guessFrom = (z: number) => shape * Math.max(1 - variance + z * Math.sqrt(variance), 0.1) ** 3
  return scale * positiveQuantile(p, tail, (x, side) => logIncompleteGamma(shape, x, side), guessFrom)
}
