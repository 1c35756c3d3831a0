/** Keeps the chance of any false alarm in a family of tests at alpha. */
import { checkProbability } from '../check.js'

/**
 * Adjusted p-values in the order given: a test is significant in the family when its own is at most alpha. Exact for
 * tiny p-values, which are multiplied, never subtracted from 1.
 *
 * @param pValues one a test; an undefined one stays undefined and does not count in the family
 * @throws RangeError if one is no probability
 * @see Holm (1979), A simple sequentially rejective multiple test procedure
 * @example holm([0.01, undefined, 0.04, 0.03]) // [0.03, undefined, 0.06, 0.06]
 */
export function holm(pValues: readonly (number | undefined)[]): (number | undefined)[] {
  const family = pValues.flatMap((p, at) => (p === undefined ? [] : [{ p, at }])).sort((a, b) => a.p - b.p)
  const adjusted = pValues.map((): number | undefined => undefined)
  let largest = 0
  for (const [rank, { p, at }] of family.entries()) {
    checkProbability(p)
    largest = Math.max(largest, Math.min(p * (family.length - rank), 1))
    adjusted[at] = largest
  }
  return adjusted
}
