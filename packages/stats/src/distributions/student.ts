/** Student's t distribution, exact in both tails, and quick however many degrees of freedom there are. */
import { checkAbove } from '../check.js'
import { betaFraction, fractionConverges } from './incomplete-beta.js'
import { logIncompleteGamma } from './incomplete-gamma.js'
import { logComplement } from './log-complement.js'
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
  if (t < 0) return logComplement(studentLogSurvival(-t, df))
  if (t === Infinity) return -Infinity
  const a = df / 2
  const logX = t > 1e100 ? Math.log(df) - 2 * Math.log(t) : -Math.log1p((t * t) / df) // ln of df / (df + t²)
  // ln of Γ(a + ½) / (Γ(a) √a)
  const logGammas = a * Math.log1p(0.5 / a) - 0.5 + stirlingError(a + 0.5) - stirlingError(a)
  if (a >= 10 && logX >= -1) return Math.min(logGammas + nearTail(a, -logX), 0) - Math.LN2

  const x = Math.exp(logX)
  const y = -Math.expm1(logX)
  const logScale = logGammas + a * logX + 0.5 * Math.log((y * a) / Math.PI)
  if (fractionConverges(a, 0.5, x)) return Math.min(logScale + Math.log(betaFraction(a, 0.5, x)), 0) - Math.LN2
  return Math.log1p(-Math.exp(logScale) * betaFraction(0.5, a, y)) - Math.LN2
}

/**
 * ln of Iₓ(a, ½) · Γ(a) √a / Γ(a + ½), with w = −ln x, as a sum of incomplete gamma functions:
 * ∫ e^−aw (1 − e^−w)^−½ dw from w on, where the bracket is e^−w/2 times w times a series in w².
 * Ten terms suffice for a ≥ 10 and w ≤ 1, since a term is at most (w / 2π)² or (2n)² / (2πa)² of the one before.
 *
 * @see DiDonato & Morris (1992), Algorithm 708, section on large a (BGRAT)
 */
function nearTail(a: number, w: number): number {
  const rate = a - 0.25
  const u = rate * w
  let shape = 0.5
  let gamma = Math.exp(logIncompleteGamma(shape, u, 'upper') + u) // e^u Γ(shape, u) / √π, then divided by rate at each step
  let edge = Math.sqrt(u / Math.PI)
  const root = [1] // of (sinh(w/2) / (w/2))^−½ in powers of w², by Miller's recurrence
  let sum = gamma
  for (let n = 1; n <= 10; n++) {
    let next = 0
    let sinh = 1 // 1 / ((2k + 1)! 4^k)
    for (let k = 1; k <= n; k++) {
      sinh /= 8 * k * (2 * k + 1)
      next += (k / 2 - n) * sinh * (root[n - k] ?? 0)
    }
    root.push(next / n)
    for (const end = shape + 2; shape < end; shape++) {
      gamma = (shape * gamma + edge) / rate // Γ(s + 1, u) = s Γ(s, u) + u^s e^−u
      edge *= w
    }
    sum += (next / n) * gamma
  }
  return Math.log(sum * Math.sqrt(a / rate)) - u
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
  // The first term of nearTail, solved for t; near enough to start from for any df.
  const guessFrom = (z: number) => Math.sqrt(df * Math.expm1(Math.min((z * z) / Math.max(df - 0.5, df / 2), 700)))
  return symmetricUpperQuantile(p, (t) => studentLogSurvival(t, df), guessFrom)
}
