/**
 * Follows each unit along the goals of a funnel.
 */
import type { StepCounts } from '../metrics/gathered.js'
import type { StepNeeds } from '../metrics/needs.js'
import { createUnitNumbers } from './by-unit.js'
import type { LogTable } from './log-table.js'
import { eachOfUnit, isIn } from './occurrences.js'
import { orderOf } from './order.js'
import type { Grouping, Units } from './units.js'
import { countByGroup, type IsCounted } from './watched.js'
import { isRowOf, whichRows } from './which.js'

/** @returns for each grouping by the group's number; none for a group without units */
export function stepsOf(
  needs: StepNeeds,
  units: Units,
  isCounted: IsCounted,
  groupings: readonly Grouping[],
  { events, streams }: LogTable,
): readonly ReadonlyMap<number, StepCounts>[] {
  const { reached } = events
  const path = needs.goals.map((goal) => {
    const which = whichRows(events, goal)
    return (row: number) => isRowOf(which, reached.goal.at(row), row)
  })
  const rows = createUnitNumbers(units.size)
  eachOfUnit(
    reached,
    (row) => path.some((isStep) => isStep(row)),
    units,
    streams,
    (place, time, row) => {
      if (isCounted(place) && isIn(needs, units, place, time)) rows.push(place, row)
    },
  )
  const counts = groupings.map(
    (groupOf) =>
      new Map([...countByGroup(groupOf, isCounted)].map(([group, n]) => [group, { n, reached: path.map(() => 0) }])),
  )
  const inOrder = orderOf(reached, streams)
  rows.each((place, ofUnit) => {
    const happened = Array.from(ofUnit.length > 1 ? ofUnit.sort(inOrder) : ofUnit, (row) => ({
      row,
      time: reached.at.at(row) + streams.offset(reached.stream.at(row)),
    }))
    const furthest = furthestStep(happened, path, needs)
    for (const [index, groupOf] of groupings.entries()) {
      const steps = counts[index]?.get(groupOf[place] ?? 0)?.reached ?? []
      for (let step = furthest - 1; step >= 0; step--) steps[step] = (steps[step] ?? 0) + 1
    }
  })
  return counts
}

/** A row of clicks and goals, or whatever tells which steps it is one of. */
export interface Happened<Row> {
  readonly row: Row
  readonly time: number
}

/**
 * Of all starts that lead to a step, the latest leaves most time for the next one: it alone is remembered, for each step.
 *
 * @param happened in order, only rows of the path
 * @param path whether a row is one of the step
 * @returns 0 for none, 1 for the first goal
 */
export function furthestStep<Row>(
  happened: Iterable<Happened<Row>>,
  path: readonly ((row: Row) => boolean)[],
  { withinMs = Infinity, strict }: Pick<StepNeeds, 'withinMs' | 'strict'>,
): number {
  /** When the first goal came that last led to the step; before any time if none did. */
  const starts = path.map(() => -Infinity)
  let furthest = 0
  for (const { row, time } of happened) {
    // Backwards, so that one event is not two steps.
    for (let step = path.length - 1; step >= 0; step--) {
      const isStep = path[step]?.(row) ?? false
      const start = step === 0 ? time : (starts[step - 1] ?? -Infinity)
      if (isStep && time < start + withinMs) {
        starts[step] = Math.max(starts[step] ?? -Infinity, start)
        furthest = Math.max(furthest, step + 1)
      } else if (strict && !isStep) {
        starts[step] = -Infinity // The way here is broken, or goes on at the next step.
      }
    }
  }
  return furthest
}
