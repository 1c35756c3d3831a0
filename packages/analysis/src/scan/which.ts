/**
 * Finds the rows of clicks and goals that a metric is about.
 */
import type { GoalEvents } from '../metrics/goal-events.js'
import { type Events, placeOf } from './events.js'

/** Rows of one goal, or of them those of one item or slot. */
export interface Which {
  /** The goal's number; −1 where the log does not hold it. */
  readonly goal: number
  /** Whether a row of the goal is one of them; absent where all are. */
  readonly isOne?: (row: number) => boolean
}

export function whichRows(
  { goals, items, slots, reached }: Pick<Events, 'goals' | 'items' | 'slots' | 'reached'>,
  { goal, item, slot }: GoalEvents,
): Which {
  const number = goals.find(goal) ?? -1
  if (item === undefined && slot === undefined) return { goal: number }
  const wantedItem = item === undefined ? undefined : (items.find(item) ?? -1) + 1
  const inSlot = slot === undefined ? undefined : new Set<number>()
  if (inSlot)
    for (const text of slots.texts()) if (placeOf(text).slot === slot) inSlot.add((slots.find(text) ?? -1) + 1)
  return {
    goal: number,
    isOne: (row) =>
      (wantedItem === undefined || (wantedItem !== 0 && reached.item.at(row) === wantedItem)) &&
      (inSlot === undefined || inSlot.has(reached.slot.at(row))),
  }
}

/** @param goal of the row */
export function isRowOf({ goal: wanted, isOne }: Which, goal: number, row: number): boolean {
  return goal === wanted && (isOne?.(row) ?? true)
}
