/** Adjusts p-values from the largest down, as Hochberg's and Benjamini's procedures do. */
import { checkProbability } from '../check.js'

/**
 * Each p-value times a factor of its rank, but never more than a larger one's.
 *
 * @param factorOf what a p-value is multiplied by, from its rank (the smallest has 1) and the size of the family
 * @throws RangeError if one is no probability
 */
export function stepUp(
  pValues: readonly (number | undefined)[],
  factorOf: (rank: number, size: number) => number,
): (number | undefined)[] {
  const family = pValues.flatMap((p, at) => (p === undefined ? [] : [{ p, at }])).sort((a, b) => b.p - a.p)
  const adjusted = pValues.map((): number | undefined => undefined)
  let smallest = 1
  for (const [after, { p, at }] of family.entries()) {
    checkProbability(p)
    smallest = Math.min(smallest, p * factorOf(family.length - after, family.length))
    adjusted[at] = smallest
  }
  return adjusted
}
