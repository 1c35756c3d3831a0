/**
 * Which units a metric counts: of those that it is about, the ones that were watched for as long as it asks.
 */
import type { Period } from '../metrics/needs.js'
import type { Grouping, Units } from './units.js'

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
export function countByVariant({ variant }: Units, isCounted: IsCounted): ReadonlyMap<number, number> {
  return countByGroup(variant, isCounted)
}

/** How many counted units each group has. */
export function countByGroup(groupOf: Grouping, isCounted: IsCounted): ReadonlyMap<number, number> {
  const counts: number[] = []
  for (let place = 0; place < groupOf.length; place++) {
    if (!isCounted(place)) continue
    const group = groupOf[place] ?? 0
    counts[group] = (counts[group] ?? 0) + 1
  }
  return new Map(counts.flatMap((count, group) => [[group, count] as const]))
}

function isWatched({ since }: Units, { watchedMs }: Period, end: number, place: number): boolean {
  return watchedMs === undefined || end - (since[place] ?? 0) >= watchedMs
}
