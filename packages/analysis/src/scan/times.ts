/**
 * Measures how long each unit took from one goal to the next of another.
 */
import type { TimeCounts, UnitsAtTime } from '../metrics/gathered.js'
import type { TimeNeeds } from '../metrics/needs.js'
import { createUnitNumbers } from './by-unit.js'
import type { LogTable } from './log-table.js'
import { eachOfUnit, isIn } from './occurrences.js'
import { orderOf } from './order.js'
import type { Units } from './units.js'
import type { IsCounted } from './watched.js'
import { isRowOf, whichRows } from './which.js'

/** @returns by the variant's number; none for a variant in which nobody began */
export function timesOf(
  needs: TimeNeeds,
  units: Units,
  isCounted: IsCounted,
  { events, streams }: LogTable,
): ReadonlyMap<number, TimeCounts> {
  const { reached } = events
  const [from, to] = [whichRows(events, needs.from), whichRows(events, needs.to)]
  const isFrom = (row: number) => isRowOf(from, reached.goal.at(row), row)
  const isTo = (row: number) => isRowOf(to, reached.goal.at(row), row)
  const end = streams.end()
  const timeOf = (row: number) => reached.at.at(row) + streams.offset(reached.stream.at(row))
  const rows = createUnitNumbers(units.size)
  eachOfUnit(
    reached,
    (row) => isFrom(row) || isTo(row),
    units,
    streams,
    (place, time, row) => {
      if (isCounted(place) && isIn(needs, units, place, time)) rows.push(place, row)
    },
  )
  const counts = new Map<number, OpenTimes>()
  const inOrder = orderOf(reached, streams)
  rows.each((place, ofUnit) => {
    ofUnit.sort(inOrder)
    const first = ofUnit.findIndex(isFrom)
    const start = ofUnit[first]
    if (start === undefined) return
    const next = ofUnit.subarray(first + 1).find(isTo)
    const variant = units.variant[place] ?? 0
    const times = counts.get(variant) ?? { ended: new Map(), cut: new Map() }
    counts.set(variant, times)
    // A clock that jumped ahead may put the start behind the end of the log.
    const ms = next === undefined ? Math.max(0, end - timeOf(start)) : timeOf(next) - timeOf(start)
    const same = next === undefined ? times.cut : times.ended
    same.set(ms, (same.get(ms) ?? 0) + 1)
  })
  return new Map([...counts].map(([variant, times]) => [variant, closed(times)]))
}

/** Units by their time in ms: those that came to the end, and those that the log cut off. */
interface OpenTimes {
  readonly ended: Map<number, number>
  readonly cut: Map<number, number>
}

function closed({ ended, cut }: OpenTimes): TimeCounts {
  const listed = (some: ReadonlyMap<number, number>, happened: boolean): UnitsAtTime[] =>
    [...some].map(([ms, units]) => ({ ms, happened, units }))
  const times = [...listed(ended, true), ...listed(cut, false)].sort(
    (a, b) => a.ms - b.ms || Number(b.happened) - Number(a.happened),
  )
  return { n: times.reduce((sum, { units }) => sum + units, 0), times }
}
