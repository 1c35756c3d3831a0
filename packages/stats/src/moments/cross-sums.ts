/** Cross-moments from exact sums of integers, as a database or a shard adds them. See integer-sums.ts. */
import { checkAbove } from '../check.js'
import { type CrossMoments, noCrossMoments } from './cross-moments.js'
import { contradiction, countOf, divide, spreadOf } from './integer-sums.js'

/** Sums over the units of one variant, of columns multiplied by their scales and rounded to integers. */
export interface CrossIntegerSums {
  /** How many units. */
  readonly n: number
  /** Of each column. */
  readonly sums: readonly bigint[]
  /** Of the products of two columns: the lower triangle row by row, (0, 0), (1, 0), (1, 1), (2, 0) and so on. */
  readonly products: readonly bigint[]
  /** What each column was multiplied by before rounding, above 0. */
  readonly scales: readonly number[]
}

/**
 * Moments from exact sums; nothing is rounded before the last division, however large the sums.
 *
 * @throws RangeError if the sums contradict each other (a total that overflowed, or n of another table)
 * @example crossMomentsFromSums({ n: 2, sums: [3n, 5n], products: [5n, 8n, 13n], scales: [1, 1] })
 */
export function crossMomentsFromSums({ n, sums, products, scales }: CrossIntegerSums): CrossMoments {
  const count = countOf(n)
  if (scales.length !== sums.length || products.length !== (sums.length * (sums.length + 1)) / 2) {
    throw new RangeError(`${sums.length} sums need as many scales and the products of as many columns.`)
  }
  for (const [column, scale] of scales.entries()) checkAbove(`scale of column ${column}`, scale)
  const productOf = (i: number, j: number) => products[(i * (i + 1)) / 2 + j] ?? 0n
  const spreads = sums.map((sum, i) => spreadOf(`sum and square of column ${i}`, count, sum, productOf(i, i)))
  const joint = sums.flatMap((sum, i) =>
    sums.slice(0, i + 1).map((other, j) => {
      const value = count * productOf(i, j) - sum * other
      const impossible = value * value > (spreads[i] ?? 0n) * (spreads[j] ?? 0n)
      if (impossible || (n === 0 && productOf(i, j) !== 0n)) throw contradiction(`columns ${j} and ${i}`, n)
      return divide(value, count || 1n) / (scales[i] ?? 1) / (scales[j] ?? 1)
    }),
  )
  if (n === 0) return noCrossMoments
  return { n, means: sums.map((sum, i) => divide(sum, count) / (scales[i] ?? 1)), products: joint }
}
