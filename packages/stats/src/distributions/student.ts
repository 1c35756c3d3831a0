/** Student's t distribution, exact in both tails, and quick however many degrees of freedom there are. */
import { checkAbove } from '../check.js'
import { betaFraction, fractionConverges } from './incomplete-beta.js'
import { logComplement } from './log-complement.js'
import { normalLogTail } from './normal.js'
import { stirlingError } from './stirling.js'
import { symmetricUpperQuantile } from './symmetric-quantile.js'

/**
 * Chance of a value at or below t.
 *
 * @param df degrees of freedom, above 0
 */
export function studentCdf(t: number, df: number): number {
  return Math.exp(studentLogSurvival(-t, df))
}

/**
 * Chance of a value above t.
 *
 * @param df degrees of freedom, above 0
 */
export function studentSurvival(t: number, df: number): number {
  return Math.exp(studentLogSurvival(t, df))
}

/**
 * Natural logarithm of the chance of a value above t; finite where the chance itself underflows.
 *
 * @param df degrees of freedom, above 0
 * @throws RangeError if df is not above 0
 */
export function studentLogSurvival(t: number, df: number): number {
  checkAbove('df', df)
  if (t === Infinity) return -Infinity
  return t < 0 ? logComplement(studentLogTail(-t, df)) : studentLogTail(t, df)
}

/** The same for t from 0 on, and finite. */
export function studentLogTail(t: number, df: number): number {
  if (df > normalFromDf && t * t < largestNormalSquare) return normalLogTail(normalised(t, df))
  const a = df / 2
  const logX = t > 1e100 ? Math.log(df) - 2 * Math.log(t) : -Math.log1p((t * t) / df) // ln of df / (df + t²)
  const x = Math.exp(logX)
  const y = -Math.expm1(logX)
  // ln of Γ(a + ½) / (Γ(a) √a), and the rest of the factor before the fraction
  const logGammas = a * Math.log1p(0.5 / a) - 0.5 + stirlingError(a + 0.5) - stirlingError(a)
  const logScale = logGammas + a * logX + 0.5 * Math.log((y * a) / Math.PI)
  if (fractionConverges(a, 0.5, x)) return Math.min(logScale + Math.log(betaFraction(a, 0.5, x)), 0) - Math.LN2
  return Math.log1p(-Math.exp(logScale) * betaFraction(0.5, a, y)) - Math.LN2
}

const normalFromDf = 100_000
const largestNormalSquare = 1500

/**
 * The z that is as improbable as t. From 100,000 degrees of freedom on, and up to t = 38, its tail is exact to eleven
 * digits, where the continued fraction would lose some.
 *
 * @see Hill (1970), Algorithm 395: Student's t-distribution, Communications of the ACM 13
 */
function normalised(t: number, df: number): number {
  const a = df - 0.5
  const y = a * Math.log1p((t * t) / df)
  return Math.sqrt(y) * (1 + (y + 3) / (48 * a * a))
}

/**
 * The value that is exceeded with chance 1 − p.
 *
 * @param p from 0 to 1
 * @param df degrees of freedom, above 0
 * @throws RangeError if p is no probability or df not above 0
 */
export function studentQuantile(p: number, df: number): number {
  return -studentUpperQuantile(p, df)
}

/**
 * The value that is exceeded with chance p; exact for p down to the smallest double.
 *
 * @param p from 0 to 1
 * @param df degrees of freedom, above 0
 * @throws RangeError if p is no probability or df not above 0
 */
export function studentUpperQuantile(p: number, df: number): number {
  return symmetricUpperQuantile(p, (t) => studentLogSurvival(t, df))
}
