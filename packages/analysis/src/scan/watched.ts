/**
 * Which units a metric counts: of those that it is about, the ones that were watched for as long as it asks.
 */
import type { Period } from '../metrics/needs.js'
import type { Units } from './units.js'

/** By the unit's place. */
export type IsCounted = (place: number) => boolean

/** @param end when the log ends, in ms */
export function countedUnits(units: Units, period: Period, end: number, isConcerned: IsCounted): IsCounted {
  return (place) => isConcerned(place) && isWatched(units, period, end, place)
}

/** How many units of each variant were not watched for long enough; undefined where the metric asks for nothing. */
export function openByVariant(
  units: Units,
  period: Period,
  end: number,
  isConcerned: IsCounted,
): ReadonlyMap<number, number> | undefined {
  if (period.watchedMs === undefined) return undefined
  return countByVariant(units, (place) => isConcerned(place) && !isWatched(units, period, end, place))
}

/** By the variant's number. */
export function countByVariant(units: Units, isCounted: IsCounted): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (let place = 0; place < units.size; place++) {
    if (!isCounted(place)) continue
    const number = units.variant[place] ?? 0
    counts.set(number, (counts.get(number) ?? 0) + 1)
  }
  return counts
}

function isWatched({ since }: Units, { watchedMs }: Period, end: number, place: number): boolean {
  return watchedMs === undefined || end - (since[place] ?? 0) >= watchedMs
}
