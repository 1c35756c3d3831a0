/**
 * Measures how long each unit took from one goal to the next of another.
 */
import { addTimes, type TimeCounts, type UnitsAtTime } from '../metrics/gathered.js'
import type { TimeNeeds } from '../metrics/needs.js'
import { createUnitNumbers } from './by-unit.js'
import type { LogTable } from './log-table.js'
import { eachOfUnit, isIn } from './occurrences.js'
import { orderOf } from './order.js'
import type { Happened } from './steps.js'
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
  const times = groupings.map(() => new Map<number, UnitsAtTime[]>())
  const inOrder = orderOf(reached, streams)
  rows.each((place, ofUnit) => {
    if (ofUnit.length > 1) ofUnit.sort(inOrder)
    const happened = Array.from(ofUnit, (row) => ({ row, time: timeOf(row) }))
    const time = timeBetween(happened, isFrom, isTo, end)
    if (!time) return
    for (const [index, groupOf] of groupings.entries()) {
      const group = groupOf[place] ?? 0
      const all = times[index]?.get(group) ?? []
      times[index]?.set(group, all)
      all.push(time)
    }
  })
  return times.map((byGroup) => new Map([...byGroup].map(([group, all]) => [group, addTimes([{ times: all }])])))
}

/**
 * How long one unit took from its first `from` to the next `to`, or from it to the end of the log.
 *
 * @param happened in order
 */
export function timeBetween<Row>(
  happened: readonly Happened<Row>[],
  isFrom: (row: Row) => boolean,
  isTo: (row: Row) => boolean,
  end: number,
): UnitsAtTime | undefined {
  const first = happened.findIndex(({ row }) => isFrom(row))
  const start = happened[first]
  if (start === undefined) return undefined
  const next = happened.slice(first + 1).find(({ row }) => isTo(row))
  if (next) return { ms: next.time - start.time, happened: true, units: 1 }
  // A clock that jumped ahead may put the start behind the end of the log.
  return { ms: Math.max(0, end - start.time), happened: false, units: 1 }
}
