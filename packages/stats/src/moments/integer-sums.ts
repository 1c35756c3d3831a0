/**
 * Moments from sums of integers, as a database or a shard adds them: the same on every engine, in any order.
 * A value v was counted as floor(v · scale + 0.5); the subtraction that loses digits is done in whole numbers here.
 */
import { checkAbove, checkCount } from '../check.js'
import { type Moments, noMoments } from './moments.js'
import { noPairMoments, type PairMoments } from './pair-moments.js'

/** Sums over the units of one variant, of values multiplied by `scale` and rounded to integers. */
export interface IntegerSums {
  /** How many units. */
  readonly n: number
  readonly sum: bigint
  readonly sumOfSquares: bigint
  /** What a value was multiplied by before rounding, above 0. */
  readonly scale: number
}

/** Sums over the units of one variant, of pairs multiplied by `scaleX` and `scaleY` and rounded to integers. */
export interface PairIntegerSums {
  /** How many units. */
  readonly n: number
  readonly sumX: bigint
  readonly sumY: bigint
  readonly sumXX: bigint
  readonly sumYY: bigint
  readonly sumXY: bigint
  readonly scaleX: number
  readonly scaleY: number
}

/**
 * Moments from exact sums; nothing is rounded before the last division, however large the sums.
 *
 * @throws RangeError if the sums contradict each other (a total that overflowed, or n of another table)
 */
export function momentsFromSums({ n, sum, sumOfSquares, scale }: IntegerSums): Moments {
  checkAbove('scale', scale)
  const count = countOf(n)
  const spread = spreadOf('sum and sumOfSquares', count, sum, sumOfSquares)
  if (n === 0) return noMoments
  return { n, mean: divide(sum, count) / scale, m2: divide(spread, count) / scale / scale }
}

/**
 * Moments of pairs from exact sums.
 *
 * @throws RangeError if the sums contradict each other
 */
export function pairMomentsFromSums(sums: PairIntegerSums): PairMoments {
  const { n, sumX, sumY, sumXX, sumYY, sumXY, scaleX, scaleY } = sums
  checkAbove('scaleX', scaleX)
  checkAbove('scaleY', scaleY)
  const count = countOf(n)
  const spreadX = spreadOf('sumX and sumXX', count, sumX, sumXX)
  const spreadY = spreadOf('sumY and sumYY', count, sumY, sumYY)
  const joint = count * sumXY - sumX * sumY
  if (joint * joint > spreadX * spreadY || (n === 0 && sumXY !== 0n)) throw contradiction('sumXY and the other sums', n)
  if (n === 0) return noPairMoments
  return {
    n,
    meanX: divide(sumX, count) / scaleX,
    meanY: divide(sumY, count) / scaleY,
    m2X: divide(spreadX, count) / scaleX / scaleX,
    m2Y: divide(spreadY, count) / scaleY / scaleY,
    crossXY: divide(joint, count) / scaleX / scaleY,
  }
}

/** n Σx² − (Σx)², which no real data makes negative. */
export function spreadOf(names: string, n: bigint, sum: bigint, squares: bigint): bigint {
  const spread = n * squares - sum * sum
  if (spread < 0n || (n === 0n && squares !== 0n)) throw contradiction(names, Number(n))
  return spread
}

export function contradiction(names: string, n: number): RangeError {
  return new RangeError(`${names} of ${n} values contradict each other. Did a total overflow?`)
}

export function countOf(n: number): bigint {
  checkCount('n', n)
  return BigInt(n)
}

const shift = 128

/**
 * A double next to numerator ÷ denominator, the nearest but for a tie in the 64th digit.
 *
 * @param numerator below 2^890 in size
 * @param denominator above 0, a count
 */
export function divide(numerator: bigint, denominator: bigint): number {
  return Number((numerator << BigInt(shift)) / denominator) / 2 ** shift
}
