/** The chi-square distribution, exact in both tails. */
import { checkAbove, checkProbability } from '../check.js'
import { findPositiveRoot } from '../find-root.js'
import { logIncompleteGamma } from './incomplete-gamma.js'
import { roughUpperQuantile } from './symmetric-quantile.js'

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
  checkProbability(p)
  if (p > 0.5) return chiSquareUpperQuantile(1 - p, df)
  checkAbove('df', df)
  if (p === 0) return 0
  const logP = Math.log(p)
  return findPositiveRoot(
    (x) => logIncompleteGamma(df / 2, x / 2, 'lower') - logP,
    roughQuantile(-roughUpperQuantile(p), df),
  )
}

/**
 * The value that is exceeded with chance p; exact for p down to the smallest double.
 *
 * @param p from 0 to 1
 * @param df degrees of freedom, above 0
 * @throws RangeError if p is no probability or df not above 0
 */
export function chiSquareUpperQuantile(p: number, df: number): number {
  checkProbability(p)
  if (p > 0.5) return chiSquareQuantile(1 - p, df)
  checkAbove('df', df)
  if (p === 0) return Infinity
  const logP = Math.log(p)
  return findPositiveRoot((x) => logP - chiSquareLogSurvival(x, df), roughQuantile(roughUpperQuantile(p), df))
}

/**
 * The quantile that stands where z stands in the normal distribution, to a few digits.
 *
 * @see Wilson & Hilferty (1931), The distribution of chi-square
 */
function roughQuantile(z: number, df: number): number {
  const variance = 2 / (9 * df)
  return df * Math.max(1 - variance + z * Math.sqrt(variance), 0.1) ** 3
}
