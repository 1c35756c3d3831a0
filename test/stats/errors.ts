/** How far a number is from its reference, in the terms the tests state. */

/** |got − wanted| as a share of wanted; 0 when both are 0. */
export function relativeError(got: number, wanted: number): number {
  return got === wanted ? 0 : Math.abs(got - wanted) / Math.abs(wanted)
}

/**
 * Relative error of a probability of which both logarithms are given; where the probability lies near 1 or below the
 * smallest double, the relative error of the logarithm.
 */
export function tailError(gotLog: number, wantedLog: number): number {
  const size = Math.abs(wantedLog)
  return size < 1 || size > 745 ? relativeError(gotLog, wantedLog) : Math.abs(Math.expm1(gotLog - wantedLog))
}
