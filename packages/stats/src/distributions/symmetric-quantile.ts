/** From a chance back to the value, for distributions that are symmetric about zero. */
import { checkProbability } from '../check.js'
import { findPositiveRoot } from '../find-root.js'

/**
 * The value that is exceeded with chance p, found on the logarithm of the tail, so that no p is too small.
 *
 * @param p from 0 to 1
 * @throws RangeError if p is no probability
 */
export function symmetricUpperQuantile(p: number, logSurvival: (x: number) => number): number {
  checkProbability(p)
  if (p > 0.5) return -symmetricUpperQuantile(1 - p, logSurvival)
  if (p === 0.5) return 0
  return p === 0 ? Infinity : tailQuantile(p, logSurvival)
}

/** The same for p above 0 and below ½. */
export function tailQuantile(p: number, logSurvival: (x: number) => number): number {
  const logP = Math.log(p)
  return findPositiveRoot((x) => logP - logSurvival(x), roughUpperQuantile(p))
}

/** Near the normal distribution's upper quantile, for p up to ½; never 0. */
export function roughUpperQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p))
  return Math.max(t - 2.3 / (1 + t), 1e-3)
}
