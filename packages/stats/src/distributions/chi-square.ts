/** The chi-square distribution, exact in both tails. */
import { checkAbove } from '../check.js'
import { gammaQuantile, gammaUpperQuantile } from './gamma.js'
import { logIncompleteGamma } from './incomplete-gamma.js'

/**
 * Chance of a value at or below x.
 *
 * @param df degrees of freedom, above 0
 */
export function chiSquareCdf(x: number, df: number): number {
  return Math.exp(logIncompleteGamma(df / 2, x / 2, 'lower'))
}

/**
 * Chance of a value above x.
 *
 * @param df degrees of freedom, above 0
 */
export function chiSquareSurvival(x: number, df: number): number {
  return Math.exp(chiSquareLogSurvival(x, df))
}

/**
 * Natural logarithm of the chance of a value above x; finite where the chance itself underflows.
 *
 * @param df degrees of freedom, above 0
 */
export function chiSquareLogSurvival(x: number, df: number): number {
  return logIncompleteGamma(df / 2, x / 2, 'upper')
}

/**
 * The value that is exceeded with chance 1 − p; exact for p down to the smallest double.
 *
 * @param p from 0 to 1
 * @param df degrees of freedom, above 0
 * @throws RangeError if p is no probability or df not above 0
 */
export function chiSquareQuantile(p: number, df: number): number {
  checkAbove('df', df)
  return gammaQuantile(p, df / 2, 2)
}

/**
 * The value that is exceeded with chance p; exact for p down to the smallest double.
 *
 * @param p from 0 to 1
 * @param df degrees of freedom, above 0
 * @throws RangeError if p is no probability or df not above 0
 */
export function chiSquareUpperQuantile(p: number, df: number): number {
  checkAbove('df', df)
  return gammaUpperQuantile(p, df / 2, 2)
}
