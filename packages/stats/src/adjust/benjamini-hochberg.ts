/** Keeps the share of false alarms among all alarms at alpha: for exploring, not for deciding. */
import { stepUp } from './step-up.js'

/**
 * Adjusted p-values in the order given: among the tests whose own is at most alpha, a share of at most alpha is false
 * on average. Holds for tests that are independent or positively dependent.
 *
 * @param pValues one a test; an undefined one stays undefined and does not count in the family
 * @throws RangeError if one is no probability
 * @see Benjamini & Hochberg (1995), Controlling the false discovery rate
 * @example benjaminiHochberg([0.01, undefined, 0.04, 0.03]) // [0.03, undefined, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly (number | undefined)[]): (number | undefined)[] {
  return stepUp(pValues, (rank, size) => size / rank)
}
