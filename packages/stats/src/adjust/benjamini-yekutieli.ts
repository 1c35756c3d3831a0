/** Keeps the share of false alarms among all alarms at alpha, however the tests depend on each other. */
import { stepUp } from './step-up.js'

/**
 * Adjusted p-values in the order given, as {@link benjaminiHochberg} gives them times 1 + 1/2 + … + 1/m.
 *
 * @param pValues one a test; an undefined one stays undefined and does not count in the family
 * @throws RangeError if one is no probability
 * @see Benjamini & Yekutieli (2001), The control of the false discovery rate in multiple testing under dependency
 * @example benjaminiYekutieli([0.01, undefined, 0.04, 0.03]) // [0.055, undefined, 0.0733, 0.0733]
 */
export function benjaminiYekutieli(pValues: readonly (number | undefined)[]): (number | undefined)[] {
  const size = pValues.filter((p) => p !== undefined).length
  let harmonic = 0
  for (let rank = size; rank > 0; rank--) harmonic += 1 / rank
  return stepUp(pValues, (rank) => (size * harmonic) / rank)
}
