/**
 * The share of units that came back on a day after their first exposure.
 */
import type { GoalName, WhichOption } from './goal-events.js'
import type { SumsMethod } from './method.js'
import { goalFromText } from './name-text.js'
import type { UnitFilter } from './needs.js'
import type { Notation } from './notation.js'
import { type DirectionOption, dayMs, type UnitOption, unitFilterOf, unitsAskedOf } from './options.js'
import { shareMethod } from './proportion.js'
import { type AnythingQuantity, anything, countOf, type GoalQuantity } from './quantity.js'

export interface RetentionOptions extends UnitOption, WhichOption {
  /** What counts as coming back: any click or goal unless given. An item or a slot needs it. */
  readonly goal?: GoalName
  /** Whether any time from the day on counts; default false, the day only. */
  readonly rolling?: boolean
}

export interface Retention extends UnitFilter, DirectionOption {
  readonly kind: 'retention'
  readonly day: number
  readonly quantity: GoalQuantity | AnythingQuantity
  readonly rolling?: true
}

/**
 * The share of units with something in [24 · day, 24 · (day + 1)) hours after their first exposure; rolling: at 24 · day
 * hours or later. Only units count whose day was over at the end of the log; the report says how many are left out.
 *
 * @param day a whole number from 0 on; 0 is the first 24 hours, 7 begins 168 hours after the exposure
 * @throws RangeError if the day is no such number
 * @throws TypeError if there is an item or a slot and no goal
 * @example retention(7)
 * @example retention(30, { goal: 'order', rolling: true })
 */
export function retention(day: number, options: RetentionOptions = {}): Retention {
  const { goal, rolling = false } = options
  if (!Number.isSafeInteger(day) || day < 0) {
    throw new RangeError(`A retention's day is a whole number from 0 on, got ${day}.`)
  }
  if (goal === undefined && (options.item !== undefined || options.slot !== undefined)) {
    throw new TypeError('A retention with an item or a slot needs the goal that they are of.')
  }
  const quantity = goal === undefined ? anything : countOf(goal, options)
  return { kind: 'retention', day, quantity, ...(rolling ? { rolling } : {}), ...unitFilterOf(options) }
}

export const retentionNotation: Notation<Retention> = {
  forms: ['retention(day)', 'retention(day, goal)'],
  fields: '"day", a whole number, and besides "goal"',
  fieldNames: ['day', 'goal'],
  options: ['rolling', 'item', 'slot', 'only', 'population', 'direction'],
  fieldsOf: ([day = '', goal, ...more]) => {
    if (!/^\d+$/.test(day) || more.length > 0) return undefined
    if (goal === undefined) return { day: Number(day) }
    const events = goalFromText(goal)
    return events && { day: Number(day), ...events }
  },
  fromSpec: ({ number, text, options }) => {
    const day = number('day')
    const goal = text('goal')
    return day === undefined ? undefined : retention(day, { ...options, ...(goal === undefined ? {} : { goal }) })
  },
}

/** Safari removes what a script wrote after 7 days without a visit; a cookie that a server set lasts. */
const shortLived = 7
const lostIds =
  'Browsers that keep an id for 7 days only, as Safari does unless a server set it, make some who came back look new.'

export function retentionMethod(metric: Retention): SumsMethod {
  const { day, quantity, rolling } = metric
  const end = (day + 1) * dayMs
  const method = shareMethod({
    gather: 'sums',
    x: { quantity, take: 'any', scale: 1 },
    sums: ['x'],
    fromMs: day * dayMs,
    ...(rolling ? {} : { windowMs: end }),
    watchedMs: end,
    ...unitsAskedOf(metric),
  })
  if (day < shortLived) return method
  return {
    ...method,
    compare: (control, treatment, options) => {
      const comparison = method.compare(control, treatment, options)
      return { ...comparison, warnings: [...comparison.warnings, lostIds] }
    },
  }
}
