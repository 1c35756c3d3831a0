/**
 * What a mean needs to know of its units: how many, their mean, their spread.
 * Moments of disjoint units add up in any order; two days of the same unit are not disjoint.
 */

/** The units of one variant, each with one value. */
export interface Moments {
  /** How many units. */
  readonly n: number
  /** Mean of their values; 0 when there are none. */
  readonly mean: number
  /** Sum of squared deviations from that mean; divided by n − 1 it is the sample variance. */
  readonly m2: number
}

/** No unit yet; the neutral element of {@link mergeMoments}. */
export const noMoments: Moments = { n: 0, mean: 0, m2: 0 }

/**
 * Moments of values, one a unit, in one pass that keeps its digits where Σx² − (Σx)²/n would lose them.
 *
 * @throws RangeError if a value is not a finite number
 * @see Welford (1962), Note on a method for calculating corrected sums of squares and products
 */
export function momentsOf(values: Iterable<number>): Moments {
  let n = 0
  let mean = 0
  let m2 = 0
  for (const value of values) {
    n++
    if (!Number.isFinite(value)) throw new RangeError(`Value ${n} must be a finite number, got ${value}.`)
    const before = value - mean
    mean += before / n
    m2 += before * (value - mean)
  }
  return { n, mean, m2 }
}

/**
 * Moments of all units together; the parts must not share a unit.
 *
 * @see Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance
 */
export function mergeMoments(...parts: readonly Moments[]): Moments {
  return parts.reduce(mergeTwo, noMoments)
}

function mergeTwo(a: Moments, b: Moments): Moments {
  if (a.n === 0) return b
  if (b.n === 0) return a
  const n = a.n + b.n
  const share = b.n / n
  const apart = b.mean - a.mean
  return { n, mean: a.mean + apart * share, m2: a.m2 + b.m2 + apart * apart * a.n * share }
}
