/**
 * The share of units that reached a goal at least once.
 */
import { type Count, compareProportions } from '@heddle/stats'
import type { Method, Notation, Sums } from './method.js'
import { type WindowOption, windowOf } from './options.js'
import { countOf, type GoalName, type GoalQuantity } from './quantity.js'

export interface Proportion {
  readonly kind: 'proportion'
  readonly quantity: GoalQuantity
  readonly windowMs?: number
}

/**
 * The share of units that reached the goal at least once. In a table of units: of those whose column is 1 or true.
 *
 * @example proportion('best', { window: '7 d' })
 */
export function proportion(goal: GoalName, options: WindowOption = {}): Proportion {
  return { kind: 'proportion', quantity: countOf(goal), ...windowOf(options) }
}

export const proportionNotation: Notation<Proportion> = {
  forms: ['proportion(goal)'],
  fields: '"goal"',
  fromText: (inside) => (inside === '' ? undefined : proportion(inside)),
  fromSpec: ({ text, options }) => {
    const goal = text('goal')
    return goal === undefined ? undefined : proportion(goal, options)
  },
}

export function proportionMethod({ quantity, kind: _, ...window }: Proportion): Method {
  return {
    needs: { x: { quantity, take: 'any', scale: 1 }, sums: ['x'], ...window },
    moments: countFrom,
    value: ({ n, x }) => (n === 0 ? undefined : Number(x) / n),
    compare: (control, treatment, options) => compareProportions(countFrom(control), countFrom(treatment), options),
  }
}

const countFrom = ({ n, x }: Sums): Count => ({ n, successes: Number(x) })
