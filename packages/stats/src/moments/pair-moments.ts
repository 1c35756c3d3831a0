/**
 * What a ratio of sums needs to know of its units: two values a unit, and how they move together.
 * The same shape serves any pair, so a value and its value before the experiment fit too.
 */

/** The units of one variant, each with a pair of values. In a ratio x is the denominator and y the numerator. */
export interface PairMoments {
  /** How many units. */
  readonly n: number
  /** Mean of x; 0 when there are no units. */
  readonly meanX: number
  /** Mean of y; 0 when there are no units. */
  readonly meanY: number
  /** Sum of squared deviations of x from its mean. */
  readonly m2X: number
  /** Sum of squared deviations of y from its mean. */
  readonly m2Y: number
  /** Sum of the products of both deviations; divided by n − 1 it is the sample covariance. */
  readonly crossXY: number
}

/** No unit yet; the neutral element of {@link mergePairMoments}. */
export const noPairMoments: PairMoments = { n: 0, meanX: 0, meanY: 0, m2X: 0, m2Y: 0, crossXY: 0 }

/**
 * Moments of pairs `[x, y]`, one a unit, in one pass.
 *
 * @throws RangeError if a value is not a finite number
 * @see Welford (1962), Note on a method for calculating corrected sums of squares and products
 */
export function pairMomentsOf(pairs: Iterable<readonly [x: number, y: number]>): PairMoments {
  let n = 0
  let meanX = 0
  let meanY = 0
  let m2X = 0
  let m2Y = 0
  let crossXY = 0
  for (const [x, y] of pairs) {
    n++
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      throw new RangeError(`Pair ${n} must be two finite numbers, got [${x}, ${y}].`)
    }
    const beforeX = x - meanX
    const beforeY = y - meanY
    meanX += beforeX / n
    meanY += beforeY / n
    m2X += beforeX * (x - meanX)
    m2Y += beforeY * (y - meanY)
    crossXY += beforeX * (y - meanY)
  }
  return { n, meanX, meanY, m2X, m2Y, crossXY }
}

/**
 * Moments of all units together; the parts must not share a unit.
 *
 * @see Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance
 */
export function mergePairMoments(...parts: readonly PairMoments[]): PairMoments {
  return parts.reduce(mergeTwo, noPairMoments)
}

function mergeTwo(a: PairMoments, b: PairMoments): PairMoments {
  if (a.n === 0) return b
  if (b.n === 0) return a
  const n = a.n + b.n
  const share = b.n / n
  const weight = a.n * share
  const apartX = b.meanX - a.meanX
  const apartY = b.meanY - a.meanY
  return {
    n,
    meanX: a.meanX + apartX * share,
    meanY: a.meanY + apartY * share,
    m2X: a.m2X + b.m2X + apartX * apartX * weight,
    m2Y: a.m2Y + b.m2Y + apartY * apartY * weight,
    crossXY: a.crossXY + b.crossXY + apartX * apartY * weight,
  }
}
