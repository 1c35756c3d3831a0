/** The standard normal distribution, exact in both tails. */
import { logIncompleteGamma } from './incomplete-gamma.js'
import { logComplement } from './log-complement.js'
import { symmetricUpperQuantile } from './symmetric-quantile.js'

/** Chance of a value at or below z. */
export function normalCdf(z: number): number {
  return Math.exp(normalLogSurvival(-z))
}

/** Chance of a value above z; exact down to the smallest double (z about 38). */
export function normalSurvival(z: number): number {
  return Math.exp(normalLogSurvival(z))
}

/** Natural logarithm of the chance of a value above z; finite where the chance itself underflows. */
export function normalLogSurvival(z: number): number {
  return z < 0 ? logComplement(normalLogTail(-z)) : normalLogTail(z)
}

/** The same for z from 0 on. */
export function normalLogTail(z: number): number {
  return logIncompleteGamma(0.5, (z * z) / 2, 'upper') - Math.LN2
}

/**
 * The value that is exceeded with chance 1 − p.
 *
 * @param p from 0 to 1
 * @throws RangeError if p is no probability
 */
export function normalQuantile(p: number): number {
  return -normalUpperQuantile(p)
}

/**
 * The value that is exceeded with chance p; exact for p down to the smallest double.
 *
 * @param p from 0 to 1
 * @throws RangeError if p is no probability
 */
export function normalUpperQuantile(p: number): number {
  return symmetricUpperQuantile(p, normalLogSurvival)
}
