/**
 * Caps for values that a few units carry away: the cap is taken over all variants together, so that it cannot differ
 * between them, and values beyond it count as the cap. Two passes, both of which add up over shards: a histogram for
 * the cap, then sums of capped values.
 */
import { checkAbove, checkProbability } from './check.js'
import type { IntegerSums, PairIntegerSums } from './moments/integer-sums.js'
import { quantile } from './quantile/quantile.js'
import { mergeQuantileHistograms, type QuantileHistogram, quantileOfHistogram } from './quantile/quantile-histogram.js'

/** Values below `low` count as `low`, values above `high` as `high`; either may be absent. */
export interface Cap {
  readonly low?: number
  readonly high?: number
}

/**
 * The quantile of all values of all variants; a usual cap is that of 0.99 or 0.999.
 *
 * @param variants the values of each, one a unit
 * @param p from 0 to 1
 * @throws RangeError if there are no values, one is not finite, or p is not from 0 to 1
 */
export function poolThreshold(variants: Iterable<Iterable<number>>, p: number): number {
  const values: number[] = []
  for (const variant of variants) for (const value of variant) values.push(value)
  return quantile(values, p)
}

/**
 * {@link poolThreshold} from histograms, as the nearest integer, so that every engine caps alike. It is a value
 * multiplied by the histograms' scale.
 *
 * @throws RangeError if there are no values, the histograms differ in edges or scale, or p is not from 0 to 1
 */
export function poolThresholdOfHistograms(
  variants: readonly [QuantileHistogram, ...QuantileHistogram[]],
  p: number,
): number {
  checkProbability(p)
  const pooled = mergeQuantileHistograms(...variants)
  return Math.floor(quantileOfHistogram({ ...pooled, scale: 1 }, p) + 0.5)
}

/**
 * The value, or the cap it lies beyond.
 *
 * @throws RangeError if the cap's low is above its high
 * @example momentsOf([1, 2, 300].map((value) => winsorise(value, { high: 10 })))
 */
export function winsorise(value: number, { low = -Infinity, high = Infinity }: Cap): number {
  if (!(low <= high)) throw new RangeError(`The low cap must not be above the high one, got ${low} and ${high}.`)
  return Math.min(Math.max(value, low), high)
}

/**
 * Exact sums of capped integers, one a unit; `momentsFromSums` makes moments of them.
 *
 * @param values multiplied by `scale` and rounded to integers
 * @param cap in the same integers
 * @param scale default 1
 * @throws RangeError if a value or a cap is not a whole number
 */
export function winsorisedSums(values: Iterable<number>, cap: Cap, scale = 1): IntegerSums {
  checkAbove('scale', scale)
  let n = 0
  let sum = 0n
  let sumOfSquares = 0n
  for (const value of values) {
    const capped = integer(winsorise(value, cap))
    n++
    sum += capped
    sumOfSquares += capped * capped
  }
  return { n, sum, sumOfSquares, scale }
}

/**
 * Exact sums of pairs `[x, y]` of integers, each capped for itself: of a ratio, denominator and numerator.
 *
 * @param pairs multiplied by `scaleX` and `scaleY` and rounded to integers
 * @throws RangeError if a value or a cap is not a whole number
 */
export function winsorisedPairSums(
  pairs: Iterable<readonly [x: number, y: number]>,
  { x: capX = {}, y: capY = {} }: { readonly x?: Cap; readonly y?: Cap },
  { scaleX = 1, scaleY = 1 }: { readonly scaleX?: number; readonly scaleY?: number } = {},
): PairIntegerSums {
  checkAbove('scaleX', scaleX)
  checkAbove('scaleY', scaleY)
  let n = 0
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0n, 0n, 0n, 0n, 0n]
  for (const pair of pairs) {
    const x = integer(winsorise(pair[0], capX))
    const y = integer(winsorise(pair[1], capY))
    n++
    sumX += x
    sumY += y
    sumXX += x * x
    sumYY += y * y
    sumXY += x * y
  }
  return { n, sumX, sumY, sumXX, sumYY, sumXY, scaleX, scaleY }
}

function integer(value: number): bigint {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Values and caps must be whole numbers, got ${value}.`)
  return BigInt(value)
}
