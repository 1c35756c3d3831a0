/**
 * Follows each unit along the goals of a funnel.
 */
import type { StepCounts } from '../metrics/gathered.js'
import type { StepNeeds } from '../metrics/needs.js'
import { createUnitNumbers } from './by-unit.js'
import type { LogTable } from './log-table.js'
import { eachReached, isIn } from './occurrences.js'
import { orderOf } from './order.js'
import type { Units } from './units.js'
import { countByVariant, type IsCounted } from './watched.js'

/** @returns by the variant's number; none for a variant without units */
export function stepsOf(
  needs: StepNeeds,
  units: Units,
  isCounted: IsCounted,
  { events: { reached, goals }, streams }: LogTable,
): ReadonlyMap<number, StepCounts> {
  const path = needs.goals.map((goal) => goals.find(goal) ?? -1)
  const onPath = new Set(path)
  const rows = createUnitNumbers(units.size)
  eachReached(
    reached,
    (goal) => onPath.has(goal),
    units,
    streams,
    (place, time, row) => {
      if (isCounted(place) && isIn(needs, units, place, time)) rows.push(place, row)
    },
  )
  const counts = new Map(
    [...countByVariant(units, isCounted)].map(([variant, n]) => [variant, { n, reached: path.map(() => 0) }]),
  )
  const inOrder = orderOf(reached, streams)
  rows.each((place, ofUnit) => {
    const happened = Array.from(ofUnit.sort(inOrder), (row) => ({
      goal: reached.goal.at(row),
      time: reached.at.at(row) + streams.offset(reached.stream.at(row)),
    }))
    const steps = counts.get(units.variant[place] ?? 0)?.reached ?? []
    for (let step = furthestStep(happened, path, needs) - 1; step >= 0; step--) steps[step] = (steps[step] ?? 0) + 1
  })
  return counts
}

interface Happened {
  readonly goal: number
  readonly time: number
}

/**
 * Of all starts that lead to a step, the latest leaves most time for the next one: it alone is remembered, for each step.
 *
 * @param happened in order, only goals of the path
 * @returns 0 for none, 1 for the first goal
 */
export function furthestStep(
  happened: Iterable<Happened>,
  path: readonly number[],
  { withinMs = Infinity, strict }: Pick<StepNeeds, 'withinMs' | 'strict'>,
): number {
  /** When the first goal came that last led to the step; before any time if none did. */
  const starts = path.map(() => -Infinity)
  let furthest = 0
  for (const { goal, time } of happened) {
    // Backwards, so that one event is not two steps.
    for (let step = path.length - 1; step >= 0; step--) {
      const isStep = path[step] === goal
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
