/**
 * Measures how long each unit took from one goal to the next of another.
 */
import type { TimeCounts, UnitsAtTime } from '../metrics/gathered.js'
import type { TimeNeeds } from '../metrics/needs.js'
import { createUnitNumbers } from './by-unit.js'
import type { LogTable } from './log-table.js'
import { eachOfUnit, isIn } from './occurrences.js'
import { orderOf } from './order.js'
import type { Grouping, Units } from './units.js'
import type { IsCounted } from './watched.js'
import { isRowOf, whichRows } from './which.js'

/** @returns for each grouping by the group's number; none for a group in which nobody began */
export function timesOf(
  needs: TimeNeeds,
  units: Units,
  isCounted: IsCounted,
  groupings: readonly Grouping[],
  { events, streams }: LogTable,
): readonly ReadonlyMap<number, TimeCounts>[] {
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
  const counts = groupings.map(() => new Map<number, OpenTimes>())
  const inOrder = orderOf(reached, streams)
  rows.each((place, ofUnit) => {
    if (ofUnit.length > 1) ofUnit.sort(inOrder)
    const first = ofUnit.findIndex(isFrom)
    const start = ofUnit[first]
    if (start === undefined) return
    const next = ofUnit.subarray(first + 1).find(isTo)
    // A clock that jumped ahead may put the start behind the end of the log.
    const ms = next === undefined ? Math.max(0, end - timeOf(start)) : timeOf(next) - timeOf(start)
    for (const [index, groupOf] of groupings.entries()) {
      const group = groupOf[place] ?? 0
      const times = counts[index]?.get(group) ?? { ended: new Map(), cut: new Map() }
      counts[index]?.set(group, times)
      const same = next === undefined ? times.cut : times.ended
      same.set(ms, (same.get(ms) ?? 0) + 1)
    }
  })
  return counts.map((all) => new Map([...all].map(([group, times]) => [group, closed(times)])))
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
