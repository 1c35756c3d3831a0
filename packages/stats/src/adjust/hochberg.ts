/** Keeps the chance of any false alarm at alpha, with a little more power than Holm where tests are not at odds. */
import { stepUp } from './step-up.js'

/**
 * Adjusted p-values in the order given: a test is significant in the family when its own is at most alpha. Holds for
 * tests that are independent or positively dependent, as metrics of one experiment against one control mostly are.
 *
 * @param pValues one a test; an undefined one stays undefined and does not count in the family
 * @throws RangeError if one is no probability
 * @see Hochberg (1988), A sharper Bonferroni procedure for multiple tests of significance
 * @example hochberg([0.01, undefined, 0.04, 0.03]) // [0.03, undefined, 0.04, 0.04]
 */
export function hochberg(pValues: readonly (number | undefined)[]): (number | undefined)[] {
  return stepUp(pValues, (rank, size) => size - rank + 1)
}
