/** The beta distribution, exact in both tails. */
import { checkAbove } from '../check.js'
import { logIncompleteBeta } from './incomplete-beta.js'
import type { Tail } from './incomplete-gamma.js'
import { positiveQuantile } from './positive-quantile.js'

/**
 * Chance of a value at or below x.
 *
 * @param a above 0
 * @param b above 0
 * @throws RangeError if a or b is not above 0
 */
export function betaCdf(x: number, a: number, b: number): number {
  return Math.exp(logIncompleteBeta(a, b, x, 'lower'))
}

/** Chance of a value above x; a and b as in {@link betaCdf}. */
export function betaSurvival(x: number, a: number, b: number): number {
  return Math.exp(betaLogSurvival(x, a, b))
}

/** Natural logarithm of the chance of a value above x; finite where the chance itself underflows. */
export function betaLogSurvival(x: number, a: number, b: number): number {
  return logIncompleteBeta(a, b, x, 'upper')
}

/**
 * The value that is exceeded with chance 1 − p; exact for p down to the smallest double. Where it is nearer to 1 than
 * doubles can show, swap a and b and ask for the upper quantile, which is 1 minus this one.
 *
 * @param p from 0 to 1
 * @param a above 0
 * @param b above 0
 * @throws RangeError if p is no probability, or a or b is not above 0
 */
export function betaQuantile(p: number, a: number, b: number): number {
  return shareOf(oddsQuantile(p, a, b, 'lower'))
}

/** The value that is exceeded with chance p; otherwise as {@link betaQuantile}. */
export function betaUpperQuantile(p: number, a: number, b: number): number {
  return shareOf(oddsQuantile(p, a, b, 'upper'))
}

/** ln of the chance that x / (1 − x) of a beta variable lies below or above `odds`; keeps its digits where x is near 1. */
export function logOddsTail(odds: number, a: number, b: number, tail: Tail): number {
  if (odds <= 1) return logIncompleteBeta(a, b, shareOf(odds), tail)
  return logIncompleteBeta(b, a, shareOf(1 / odds), tail === 'lower' ? 'upper' : 'lower')
}

/** The odds x / (1 − x) below or above which a beta variable lies with chance p. */
export function oddsQuantile(p: number, a: number, b: number, tail: Tail): number {
  checkAbove('a', a)
  checkAbove('b', b)
  const spread = Math.sqrt(1 / a + 1 / b)
  const guessFrom = (z: number) => (a / b) * Math.exp(Math.min(Math.max(z * spread, -300), 300))
  return positiveQuantile(p, tail, (odds, side) => logOddsTail(odds, a, b, side), guessFrom)
}

function shareOf(odds: number): number {
  return odds > 1 ? 1 / (1 + 1 / odds) : odds / (1 + odds)
}
