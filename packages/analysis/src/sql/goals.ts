/**
 * Which events a quantity means, and what their values are as integers.
 */
import type { GoalEvents } from '../metrics/goal-events.js'
import type { Dialect } from './engine.js'
import { and } from './select.js'
import { storedText } from './stored-text.js'

/** Whether a click or goal is one of those that are meant. */
export function isGoal({ goal, item, slot }: GoalEvents, { text }: Dialect): string {
  return and(
    `goal = ${text(storedText(goal))}`,
    item === undefined ? '' : `item = ${text(storedText(item))}`,
    slot === undefined ? '' : `slot = ${slot}`,
  )
}

/** The columns that tell these goals apart. */
export function goalColumns(goals: readonly GoalEvents[]): readonly string[] {
  const some = (column: 'item' | 'slot') => (goals.some((goal) => goal[column] !== undefined) ? [column] : [])
  return ['goal', ...some('item'), ...some('slot')]
}

/** The same formula as everywhere, floor(v · scale + 0.5), still as a double. */
export function scaledDouble(double: string, scale: number, dialect: Dialect): string {
  return `floor(${double} * ${dialect.double(scale)} + ${dialect.double(0.5)})`
}

/** The value of an event as an integer, still as a double; no value is 0. */
export function scaledValue(scale: number, dialect: Dialect): string {
  return scaledDouble(`coalesce(value, ${dialect.double(0)})`, scale, dialect)
}
