/**
 * Gathers what each unit of an experiment clicked, item by item and slot by slot. Knows no variant.
 */
import { createUnitNumbers } from '../scan/by-unit.js'
import { placeOf } from '../scan/events.js'
import type { LogTable } from '../scan/log-table.js'
import { eachOfUnit, isIn } from '../scan/occurrences.js'
import type { Units } from '../scan/units.js'
import type { IsCounted } from '../scan/watched.js'

/** A unit's clicks on an item in a slot. */
export interface UnitClicks {
  readonly item: string
  readonly slot: number
  readonly clicks: number
}

export interface WhichClicks {
  /** Else clicks on every goal. */
  readonly goals?: readonly string[]
  /** Else those of every item. */
  readonly items?: readonly string[]
}

/**
 * Clicks and goals that name an item and a slot, from the unit's first exposure on.
 *
 * @param onUnit is called for each counted unit that has any
 */
export function eachUnitClicks(
  { events, streams }: LogTable,
  { goals, items }: WhichClicks,
  units: Units,
  isCounted: IsCounted,
  onUnit: (place: number, clicks: readonly UnitClicks[]) => void,
): void {
  const { reached } = events
  const wantedGoals = goals && new Set(goals.map((goal) => events.goals.find(goal)))
  const wantedItems = items && new Set(items.map((item) => events.items.find(item)))
  const width = events.slots.size
  const slots = Array.from(events.slots.texts(), (text) => placeOf(text).slot)
  const isWanted = (row: number) =>
    reached.item.at(row) > 0 &&
    reached.slot.at(row) > 0 &&
    (wantedGoals === undefined || wantedGoals.has(reached.goal.at(row))) &&
    (wantedItems === undefined || wantedItems.has(reached.item.at(row) - 1))
  const numbers = createUnitNumbers(units.size)
  eachOfUnit(reached, isWanted, units, streams, (place, time, row) => {
    if (!isCounted(place) || !isIn({}, units, place, time)) return
    numbers.push(place, (reached.item.at(row) - 1) * width + reached.slot.at(row) - 1)
  })
  numbers.each((place, ofUnit) => {
    // One slot has several numbers where events differ in how many slots they count.
    const clicks = new Map<string, UnitClicks>()
    for (const number of ofUnit) {
      const [item, slot] = [events.items.text(Math.floor(number / width)), slots[number % width] ?? 0]
      const key = `${slot} ${item}`
      clicks.set(key, { item, slot, clicks: (clicks.get(key)?.clicks ?? 0) + 1 })
    }
    onUnit(place, [...clicks.values()])
  })
}
