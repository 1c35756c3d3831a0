/** The bins of a histogram of integers that keeps their relative size: narrow where values are small. */
import { checkAbove, checkCount } from '../check.js'

/**
 * Lower edges of bins that grow by a factor of e every `perEFold`; bin 0 holds zero, and where that would make bins
 * narrower than 1, each integer has its own. The last bin has no upper end and begins above `largest`.
 *
 * An edge is the integer nearest to e^(k / perEFold), found in whole numbers: the last digit of an exponential may differ
 * between engines, an edge never does.
 *
 * @param largest the largest integer to expect, up to 2^52
 * @param perEFold bins while values grow by e, a whole number from 1 on; default 128, so that a bin is 0.8 % wide
 * @throws RangeError if `largest` or `perEFold` is no such number
 * @example logBinEdges(3) // [0, 1, 2, 3, 4]
 */
export function logBinEdges(largest: number, perEFold = 128): number[] {
  checkCount('largest', largest)
  checkCount('perEFold', perEFold)
  checkAbove('perEFold', perEFold)
  if (largest > largestWithEdges) throw new RangeError(`largest must be at most 2^52, got ${largest}.`)
  const growth = exponentialOf(BigInt(perEFold))
  const edges = [0]
  let last = 0
  let power = one
  while (last <= largest) {
    const edge = Number((power + one / 2n) >> fractionBits)
    power = (power * growth) >> fractionBits
    if (edge === last) continue
    edges.push(edge)
    last = edge
  }
  return edges
}

const largestWithEdges = 2 ** 52 // The edge beyond it must still be a whole number that a double holds.

/** Of numbers with a fraction, as whole ones: enough that a few thousand products stay exact far below 1. */
const fractionBits = 256n
const one = 1n << fractionBits

/** e^(1 / parts), by its series. */
function exponentialOf(parts: bigint): bigint {
  let term = one
  let sum = one
  for (let order = 1n; term > 0n; order++) {
    term /= parts * order
    sum += term
  }
  return sum
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
