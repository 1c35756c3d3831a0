/** The bins of a histogram of integers that keeps their relative size: narrow where values are small. */
import { checkAbove, checkCount } from './check.js'

/**
 * Lower edges of bins that grow by a factor of e every `perEFold`; bin 0 holds zero, and where that would make bins
 * narrower than 1, each integer has its own. The last bin has no upper end and begins above `largest`.
 *
 * For tests and small use. Engines that must agree to the bit share a stored table: the last digit of an exponential
 * may differ between them.
 *
 * @param largest the largest integer to expect
 * @param perEFold bins while values grow by e; default 128, so that a bin is 0.8 % wide
 * @throws RangeError if `largest` is not a whole number, or `perEFold` not a positive number
 * @example logBinEdges(3) // [0, 1, 2, 3, 4]
 */
export function logBinEdges(largest: number, perEFold = 128): number[] {
  checkCount('largest', largest)
  checkAbove('perEFold', perEFold)
  const edges = [0]
  let last = 0
  for (let step = 0; last <= largest; step++) {
    const edge = Math.round(Math.exp(step / perEFold))
    if (edge === last) continue
    edges.push(edge)
    last = edge
  }
  return edges
}

/**
 * The bin of an integer: the last one that begins at or below it.
 *
 * @throws RangeError if the value is negative or not a whole number
 */
export function binOf(edges: readonly number[], value: number): number {
  checkCount('A value in a histogram', value)
  let low = 0
  let high = edges.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((edges[middle] ?? Infinity) <= value) low = middle
    else high = middle
  }
  return low
}

/** @throws RangeError if the edges are not ascending whole numbers from 0 on */
export function checkEdges(edges: readonly number[]): void {
  if (edges[0] !== 0) throw new RangeError(`The first edge must be 0, got ${edges[0]}.`)
  for (const [bin, edge] of edges.entries()) {
    if (bin > 0 && !(Number.isSafeInteger(edge) && edge > (edges[bin - 1] ?? 0))) {
      throw new RangeError(`Edge ${bin} must be a whole number above the edge before, got ${edge}.`)
    }
  }
}
