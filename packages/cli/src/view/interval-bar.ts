/**
 * Intervals drawn under each other on one scale: `├──●──┤`, with zero marked in every row.
 * Pure.
 */
import { formatSigned, partsOf, type Scale, scaleOf } from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'

export { type Scale, scaleOf }

/** The head of the column: both ends of the scale in percent, and zero at its place if there is room. */
export function scaleHead(scale: Scale, width: number): string {
  const label = (end: number) => (end === 0 ? '0' : `${formatSigned(end * 100, 0)} %`)
  const low = label(scale.low)
  const high = label(scale.high)
  const zero = placeOf(0, scale, width)
  const free = zero > low.length && zero < width - high.length - 1
  const middle = free ? `${' '.repeat(zero - low.length)}0` : ''
  return `${low}${middle}`.padEnd(width - high.length) + high
}

/** One interval; an end that is open is an arrow, an undefined interval only the zero. */
export function intervalBar(interval: Interval, scale: Scale, width: number): string {
  const signs: string[] = Array(width).fill(' ')
  const put = (sign: string, from: number, to = from) => signs.fill(sign, from, to + 1)
  const place = (value: number) => placeOf(value, scale, width)
  const zero = place(0)
  put('│', zero)
  if (interval.status === 'undefined') return signs.join('')
  for (const [from, to] of partsOf(interval)) {
    const first = from === undefined ? 0 : place(from)
    const last = to === undefined ? width - 1 : place(to)
    put('─', first, last)
    if (zero > first && zero < last) put('┼', zero)
    put(from === undefined ? '◂' : '├', first)
    put(to === undefined ? '▸' : '┤', last)
  }
  if (interval.estimate !== undefined) put('●', place(interval.estimate))
  return signs.join('')
}

function placeOf(value: number, { low, high }: Scale, width: number): number {
  const place = Math.round(((value - low) / (high - low)) * (width - 1))
  return Math.min(Math.max(place, 0), width - 1)
}
