/** The F distribution, exact in both tails. */
import { checkAbove } from '../check.js'
import { logOddsTail, oddsQuantile } from './beta.js'
import type { Tail } from './incomplete-gamma.js'

/**
 * Chance of a value at or below x.
 *
 * @param df1 degrees of freedom of the numerator, above 0
 * @param df2 degrees of freedom of the denominator, above 0
 * @throws RangeError if df1 or df2 is not above 0
 */
export function fCdf(x: number, df1: number, df2: number): number {
  return Math.exp(logTail(x, df1, df2, 'lower'))
}

/** Chance of a value above x; degrees of freedom as in {@link fCdf}. */
export function fSurvival(x: number, df1: number, df2: number): number {
  return Math.exp(fLogSurvival(x, df1, df2))
}

/** Natural logarithm of the chance of a value above x; finite where the chance itself underflows. */
export function fLogSurvival(x: number, df1: number, df2: number): number {
  return logTail(x, df1, df2, 'upper')
}

/**
 * The value that is exceeded with chance 1 − p; exact for p down to the smallest double.
 *
 * @param p from 0 to 1
 * @param df1 degrees of freedom of the numerator, above 0
 * @param df2 degrees of freedom of the denominator, above 0
 * @throws RangeError if p is no probability, or df1 or df2 is not above 0
 */
export function fQuantile(p: number, df1: number, df2: number): number {
  return quantile(p, df1, df2, 'lower')
}

/** The value that is exceeded with chance p; otherwise as {@link fQuantile}. */
export function fUpperQuantile(p: number, df1: number, df2: number): number {
  return quantile(p, df1, df2, 'upper')
}

// df1 · F / df2 is the odds x / (1 − x) of a beta variable with half the degrees of freedom.
function logTail(x: number, df1: number, df2: number, tail: Tail): number {
  checkAbove('df1', df1)
  checkAbove('df2', df2)
  return logOddsTail(x * (df1 / df2), df1 / 2, df2 / 2, tail)
}

function quantile(p: number, df1: number, df2: number, tail: Tail): number {
  checkAbove('df1', df1)
  checkAbove('df2', df2)
  return oddsQuantile(p, df1 / 2, df2 / 2, tail) / (df1 / df2)
}
