/**
 * The limits within which sums of integers are exact on every engine, and what is said where they end.
 */

/** Totals of one unit are added as doubles, which hold every integer up to here. */
export const largestTotal: number = 2 ** 53

/** Sums of squares are added in 128 bits with a sign. */
export const largestSum: bigint = 2n ** 127n - 1n

/** A value as the integer that is added: the same formula on every engine. */
export function scaled(value: number, scale: number): number {
  return Math.floor(value * scale + 0.5)
}

export function totalTooLarge(metric: string, scale: number): RangeError {
  return new RangeError(
    `Metric "${metric}": the total of one unit passes 2^53 at scale ${scale}, where whole numbers end to be exact; give the metric a smaller scale.`,
  )
}

export function sumTooLarge(metric: string): RangeError {
  return new RangeError(
    `Metric "${metric}": the sum of squares passes 2^127, where engines overflow; give the metric a smaller scale.`,
  )
}

export function valueNotBinned(metric: string, value: number, scale: number): RangeError {
  return new RangeError(
    `Metric "${metric}" meets the value ${value}; at scale ${scale} the values of a quantile lie from 0 to 2^52.`,
  )
}
