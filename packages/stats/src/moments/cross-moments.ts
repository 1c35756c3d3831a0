/**
 * What an adjustment needs to know of its units: several values a unit, and how each moves together with each other.
 * Moments of disjoint units add up in any order; two days of the same unit are not disjoint.
 */
import { checkCount } from '../check.js'
import type { Moments } from './moments.js'
import type { PairMoments } from './pair-moments.js'

/** The units of one variant, each with one value in every column. */
export interface CrossMoments {
  /** How many units. */
  readonly n: number
  /** Mean of each column. */
  readonly means: readonly number[]
  /**
   * Sums of the products of two columns' deviations from their means: the lower triangle, row by row, so columns
   * (0, 0), (1, 0), (1, 1), (2, 0) and so on. Divided by n − 1 they are the sample covariances.
   */
  readonly products: readonly number[]
}

/** No unit yet; the neutral element of {@link mergeCrossMoments}. */
export const noCrossMoments: CrossMoments = { n: 0, means: [], products: [] }

/** Sum of the products of the deviations of columns i and j, in either order. */
export function productOf({ products }: CrossMoments, i: number, j: number): number {
  const row = Math.max(i, j)
  return products[(row * (row + 1)) / 2 + Math.min(i, j)] ?? 0
}

/** One column alone, for what compares plain means. */
export function columnMoments(moments: CrossMoments, column: number): Moments {
  return { n: moments.n, mean: moments.means[column] ?? 0, m2: productOf(moments, column, column) }
}

/** A pair's value y as the first column and its x, such as the value before the experiment, as the second. */
export function crossMomentsFromPair({ n, meanX, meanY, m2X, m2Y, crossXY }: PairMoments): CrossMoments {
  return { n, means: [meanY, meanX], products: [m2Y, crossXY, m2X] }
}

/**
 * Moments of rows, one a unit, in one pass.
 *
 * @param rows each with the same number of values
 * @throws RangeError if a value is not a finite number, or a row is longer or shorter than the first
 * @see Welford (1962), Note on a method for calculating corrected sums of squares and products
 * @example crossMomentsOf([[10, 8], [12, 9], [7, 7]]) // { n: 3, means: [9.67, 8], products: [12.67, 5, 2] }
 */
export function crossMomentsOf(rows: Iterable<readonly number[]>): CrossMoments {
  let n = 0
  const means: number[] = []
  const products: number[] = []
  for (const row of rows) {
    n++
    if (row.length !== means.length && n > 1) {
      throw new RangeError(`Row ${n} must have ${means.length} values as row 1 has, got ${row.length}.`)
    }
    const share = (n - 1) / n
    const before = row.map((value, column) => value - (means[column] ?? 0))
    let at = 0
    for (const [i, value] of row.entries()) {
      if (!Number.isFinite(value)) throw new RangeError(`Row ${n} must be finite numbers, got [${row}].`)
      const apart = before[i] ?? 0
      for (let j = 0; j <= i; j++, at++) products[at] = (products[at] ?? 0) + apart * (before[j] ?? 0) * share
      means[i] = (means[i] ?? 0) + apart / n
    }
  }
  return { n, means, products }
}

/**
 * Moments of all units together; the parts must not share a unit.
 *
 * @throws RangeError if two parts differ in their number of columns
 * @see Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance
 */
export function mergeCrossMoments(...parts: readonly CrossMoments[]): CrossMoments {
  return parts.reduce(mergeTwo, noCrossMoments)
}

function mergeTwo(a: CrossMoments, b: CrossMoments): CrossMoments {
  if (a.n === 0) return b
  if (b.n === 0) return a
  if (a.means.length !== b.means.length) {
    throw new RangeError(`Parts must have the same columns, got ${a.means.length} and ${b.means.length}.`)
  }
  const n = a.n + b.n
  const share = b.n / n
  const apart = b.means.map((mean, column) => mean - (a.means[column] ?? 0))
  const between = apart.flatMap((one, i) => apart.slice(0, i + 1).map((other) => one * other * a.n * share))
  return {
    n,
    means: a.means.map((mean, column) => mean + (apart[column] ?? 0) * share),
    products: a.products.map((product, at) => product + (b.products[at] ?? 0) + (between[at] ?? 0)),
  }
}

/** Refuses moments that no data of this many columns has. Those of no units may have no columns. */
export function checkCrossMoments(name: string, moments: CrossMoments, columns: number): void {
  checkCount(`n of ${name}`, moments.n)
  const { n, means, products } = moments
  if (n === 0) return
  if (means.length !== columns || products.length !== (columns * (columns + 1)) / 2) {
    throw new RangeError(`${name} must have ${columns} means and the products of ${columns} columns.`)
  }
  for (const value of [...means, ...products]) {
    if (!Number.isFinite(value)) throw new RangeError(`Moments of ${name} cannot be ${value}.`)
  }
  for (const column of means.keys()) {
    const square = productOf(moments, column, column)
    if (square < 0) throw new RangeError(`The sum of squares of column ${column} of ${name} cannot be ${square}.`)
  }
}
