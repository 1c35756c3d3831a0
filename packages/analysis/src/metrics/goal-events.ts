/**
 * Which clicks and goals are meant: those of a goal, or of these only what one item brought or what happened in one slot.
 */
import type { Goal } from '@heddle/events'

/** Clicks and goals with this key. */
export interface GoalEvents<Key extends string = string> {
  readonly goal: Key
  /** Only of this item. */
  readonly item?: string
  /** Only of what stood in this slot; 0 is first in reading order. */
  readonly slot?: number
}

/** A goal as a page defines it, or its key. */
export type GoalName<Key extends string = string> = Goal<Key> | Key

/** A goal, or some of its events: `{ goal: 'best', item: 'tab-best' }`. */
export type SomeGoal<Key extends string = string> = GoalName<Key> | (WhichOption & { readonly goal: GoalName<Key> })

export interface WhichOption {
  /** Only clicks and goals of this item count. */
  readonly item?: string
  /** Only clicks and goals count of what stood in this slot: a whole number, 0 is first in reading order. */
  readonly slot?: number
}

/**
 * @throws TypeError if the goal's key or the item is empty
 * @throws RangeError if the slot is no whole number from 0 on
 */
export function goalEvents<Key extends string>(goal: GoalName<Key>, { item, slot }: WhichOption = {}): GoalEvents<Key> {
  if (item === '')
    throw new TypeError(`A metric over items of "${keyOf(goal)}" needs an item's name, got an empty text.`)
  if (slot !== undefined && !(Number.isSafeInteger(slot) && slot >= 0)) {
    throw new RangeError(`A metric's slot is a whole number from 0 on, got ${slot}.`)
  }
  return {
    goal: keyOf(goal),
    ...(item === undefined ? {} : { item }),
    ...(slot === undefined ? {} : { slot }),
  }
}

/** The same of a goal that may be told together with its item and slot. */
export function goalEventsOf(some: SomeGoal): GoalEvents {
  return typeof some === 'object' && 'goal' in some ? goalEvents(some.goal, some) : goalEvents(some)
}

export function keyOf<Key extends string>(named: { readonly key: Key } | Key): Key {
  const key = typeof named === 'string' ? named : named.key
  if (key === '') throw new TypeError('A metric needs the key of a goal or an experiment, got an empty text.')
  return key
}
