/** From a chance back to the value, for distributions of positive numbers. */
import { checkProbability } from '../check.js'
import { findPositiveRoot } from '../find-root.js'
import type { Tail } from './incomplete-gamma.js'
import { roughUpperQuantile } from './symmetric-quantile.js'

const least = 1e-307 // What is nearer to 0, and its inverse, has no digits to spare.

/**
 * The value below (`lower`) or above (`upper`) which lies chance p, found on the logarithm of that tail, so that no p is
 * too small. 0 or Infinity where the value itself is beyond the doubles.
 *
 * @param p from 0 to 1
 * @param logTail natural logarithm of the chance of a value below or above x
 * @param guessFrom a first guess, above 0, from the value of the normal distribution in the same place
 * @throws RangeError if p is no probability
 */
export function positiveQuantile(
  p: number,
  tail: Tail,
  logTail: (x: number, tail: Tail) => number,
  guessFrom: (z: number) => number,
): number {
  checkProbability(p)
  if (p > 0.5) return positiveQuantile(1 - p, tail === 'lower' ? 'upper' : 'lower', logTail, guessFrom)
  if (p === 0) return tail === 'lower' ? 0 : Infinity
  const sign = tail === 'lower' ? 1 : -1
  const logP = Math.log(p)
  const excess = (x: number) => sign * (logTail(x, tail) - logP)
  if (excess(least) >= 0) return 0
  if (excess(1 / least) <= 0) return Infinity
  return findPositiveRoot(excess, guessFrom(-sign * roughUpperQuantile(p)))
}
