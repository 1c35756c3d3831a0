/**
 * Sums of integers and of their products, exact beyond what 128 bits hold, from sums that no engine lets overflow.
 */
import { largestSum, sumTooLarge } from '../integers.js'
import type { Sums } from '../metrics/gathered.js'
import type { SumName } from '../metrics/needs.js'
import { bigintOf } from './cells.js'
import type { Dialect, Row } from './engine.js'

export const sumNames: readonly SumName[] = ['x', 'y', 'xx', 'yy', 'xy']

/**
 * A sum of 128-bit integers can wrap without an error, so a number is added as two digits of this base: their products
 * fit in 64 bits, and sums of those in 128, for more rows than there are.
 */
const base = 2n ** 27n

/** The two digits of an integer within 2⁵³, as columns. */
export function digitsOf(term: 'x' | 'y', { quotient }: Dialect): string {
  return `${quotient(term, `${base}`)} AS ${term}1, ${term} - ${quotient(term, `${base}`)} * ${base} AS ${term}0`
}

/** The columns of {@link digitSums}. */
export const digitNames: readonly string[] = sumNames.flatMap((name) => [`${name}2s`, `${name}1s`, `${name}0s`])

/** Three columns for each sum: what counts base², base and 1 times. */
export function digitSums(wanted: readonly SumName[], { sum }: Dialect): string {
  return sumNames
    .flatMap((name) => {
      if (!wanted.includes(name)) return ['0', '0', '0']
      const [a, b] = name
      if (b === undefined) return ['0', sum(`${a}1`), sum(`${a}0`)]
      return [sum(`${a}1 * ${b}1`), sum(`${a}1 * ${b}0 + ${a}0 * ${b}1`), sum(`${a}0 * ${b}0`)]
    })
    .map((sum, index) => `${sum} AS ${digitNames[index]}`)
    .join(', ')
}

/** The sums of a row that begins with {@link digitSums}. */
export function sumsFrom(n: number, digits: Row): Sums {
  const [x = 0n, y = 0n, xx = 0n, yy = 0n, xy = 0n] = sumNames.map((_, index) =>
    joined(digits.slice(3 * index, 3 * index + 3)),
  )
  return { n, x, y, xx, yy, xy }
}

/** @throws RangeError that names the metric, if its squares pass 128 bits */
export function checkSums(name: string, sums: Sums): Sums {
  if (sums.xx > largestSum || sums.yy > largestSum) throw sumTooLarge(name)
  return sums
}

function joined([second, first, zeroth]: Row): bigint {
  return (bigintOf(second) * base + bigintOf(first)) * base + bigintOf(zeroth)
}
