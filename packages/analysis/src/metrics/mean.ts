/**
 * How often a unit reached a goal, or what it was worth, on average over all units.
 */
import { compareMeans, type Moments, momentsFromSums } from '@heddle/stats'
import type { Method, Notation, Sums } from './method.js'
import { type MetricOptions, scaleOf, windowOf } from './options.js'
import { countOf, type GoalName, type GoalQuantity, values } from './quantity.js'

export interface Mean {
  readonly kind: 'mean'
  readonly quantity: GoalQuantity
  readonly scale: number
  readonly windowMs?: number
}

/**
 * The mean per unit; units that never reached the goal count with 0. In a table of units: the mean of the column.
 *
 * @param take `count`, how often the goal was reached (default), or `value`, the values it was reached with
 * @example mean('order', 'value', { scale: 100 }) // revenue per unit, added in cents
 */
export function mean(goal: GoalName, take: 'count' | 'value' = 'count', options: MetricOptions = {}): Mean {
  const quantity = take === 'value' ? values(goal) : countOf(goal)
  return { kind: 'mean', quantity, scale: scaleOf(options), ...windowOf(options) }
}

export const meanNotation: Notation<Mean> = {
  forms: ['mean(goal)', 'mean(goal, value)'],
  fields: '"goal" and, for the values, "take": "value"',
  fromText: (inside) => {
    const [, goal] = /^(.+),\s*value$/s.exec(inside) ?? []
    if (goal !== undefined) return mean(goal.trim(), 'value')
    return inside === '' ? undefined : mean(inside)
  },
  fromSpec: ({ text, options }) => {
    const goal = text('goal')
    const take = text('take') ?? 'count'
    if (goal === undefined || (take !== 'count' && take !== 'value')) return undefined
    return mean(goal, take, options)
  },
}

export function meanMethod({ quantity, scale, kind: _, ...window }: Mean): Method {
  const momentsOf = ({ n, x, xx }: Sums): Moments => momentsFromSums({ n, sum: x, sumOfSquares: xx, scale })
  return {
    needs: { x: { quantity, take: 'total', scale }, sums: ['x', 'xx'], ...window },
    moments: momentsOf,
    value: (sums) => (sums.n === 0 ? undefined : momentsOf(sums).mean),
    compare: (control, treatment, options) => compareMeans(momentsOf(control), momentsOf(treatment), options),
  }
}
