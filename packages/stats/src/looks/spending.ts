/** How much of alpha is spent by when, in logarithms, since early looks may spend very little. */
import { normalLogSurvival } from '../distributions/normal.js'
import { findPositiveRoot } from '../find-root.js'

/**
 * How alpha is spent over the looks.
 *
 * - `obrien-fleming`: hardly anything early, so the last look is nearly that of a fixed horizon
 * - `pocock`: so that about the same statistic suffices at each look
 * - a function of the fraction of planned units: the share of alpha spent by then, from 0 to 1, never falling
 *
 * @see Lan & DeMets (1983), Discrete sequential boundaries for clinical trials, Biometrika 70
 */
export type Spending = 'obrien-fleming' | 'pocock' | ((fraction: number) => number)

/**
 * ln of the chance of a false alarm to either side that may be spent up to a fraction of the planned units. For
 * `obrien-fleming` each side spends its own half of alpha by 2 − 2 Φ(z / √t), as programs for these bounds do.
 *
 * @throws RangeError if a function gives no share
 * @see Reboussin, DeMets, Kim & Lan (2000), Computations for group sequential boundaries, Controlled Clinical Trials 21
 */
export function logSpent(spending: Spending, fraction: number, logAlpha: number): number {
  if (fraction >= 1) return logAlpha
  if (spending === 'obrien-fleming') {
    const z = upperQuantileOfLog(logAlpha - logOf4)
    return logOf4 + normalLogSurvival(z / Math.sqrt(fraction))
  }
  const share = spending === 'pocock' ? Math.log1p((Math.E - 1) * fraction) : spending(fraction)
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`spending must give a share of alpha from 0 to 1; for ${fraction} it gave ${share}.`)
  }
  return logAlpha + Math.log(share)
}

const logOf4 = Math.log(4)

/** The value of a standard normal variable that is exceeded with chance e^logP, which may be below the smallest double. */
export function upperQuantileOfLog(logP: number): number {
  if (logP >= -Math.LN2) return 0
  return findPositiveRoot((z) => logP - normalLogSurvival(z), Math.sqrt(-2 * logP))
}
