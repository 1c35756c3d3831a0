/**
 * Takes the totals of a few extreme units down to a cap that is the same in all variants.
 */
import { poolThreshold, winsorise } from '@heddle/stats'
import type { Totals } from './totals.js'
import type { IsCounted } from './watched.js'

/**
 * The quantile of the counted units' totals, as the nearest integer; exact, from the totals themselves.
 *
 * @returns undefined where there are no units
 */
export function capOf(totals: Totals, p: number, isCounted: IsCounted): number | undefined {
  const counted = totals.filter((_, place) => isCounted(place))
  return counted.length === 0 ? undefined : Math.floor(poolThreshold([counted], p) + 0.5)
}

export function capped(totals: Totals, cap: number | undefined): Totals {
  return cap === undefined ? totals : totals.map((total) => winsorise(total, { high: cap }))
}
