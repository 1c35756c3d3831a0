/**
 * How often a unit reached a goal, or what it was worth, on average over all units.
 */
import { compareMeans, type Moments, momentsFromSums } from '@heddle/stats'
import { compareByBefore } from './before.js'
import { type Gathered, noSums, sumsIn } from './gathered.js'
import type { GoalName, WhichOption } from './goal-events.js'
import type { SumsMethod } from './method.js'
import type { SumName } from './needs.js'
import type { Notation } from './notation.js'
import { durationOf, type MetricOptions, periodOf, scaleOf, shareOf, type Windowed, windowOf } from './options.js'
import { countOf, isQuantity, type Quantity, values } from './quantity.js'

export interface MeanOptions extends MetricOptions, WhichOption {
  /**
   * Totals of units above this quantile of all units' totals count as that quantile, between 0 and 1; 0.99 and 0.999 are
   * usual. It is taken over all variants together, zeros included: where fewer units have anything at all than lie above
   * it, it is 0 and says nothing. The report says what it was.
   */
  readonly cap?: number
  /**
   * How far to look back from the first exposure, ms or a text such as '14 d': what units did then takes noise out of
   * what they did after (CUPED). The value stays the plain mean; the comparison is of adjusted means.
   */
  readonly before?: number | string
}

export interface Mean extends Windowed {
  readonly kind: 'mean'
  readonly quantity: Quantity
  readonly scale: number
  readonly cap?: number
  readonly beforeMs?: number
}

/**
 * The mean per unit; units that never reached the goal count with 0. In a table of units: the mean of the column.
 *
 * @param what a goal, or a quantity such as {@link sessions}
 * @param take of a goal: `count`, how often it was reached (default), or `value`, the values it was reached with
 * @throws RangeError if the cap is not between 0 and 1, or a duration or the scale means nothing
 * @example mean('order', 'value', { scale: 100 })                // revenue per unit, added in cents
 * @example mean('order', 'value', { cap: 0.99, before: '14 d' }) // less noise: capped, and adjusted by the revenue before
 * @example mean(sessions(), { window: '7 d' })
 */
export function mean(goal: GoalName, take?: 'count' | 'value', options?: MeanOptions): Mean
export function mean(quantity: Quantity, options?: Omit<MeanOptions, keyof WhichOption>): Mean
export function mean(
  what: GoalName | Quantity,
  take: 'count' | 'value' | MeanOptions = 'count',
  besides: MeanOptions = {},
): Mean {
  const options = typeof take === 'object' ? take : besides
  const { cap, before } = options
  return {
    kind: 'mean',
    quantity: isQuantity(what) ? what : take === 'value' ? values(what, options) : countOf(what, options),
    scale: scaleOf(options),
    ...windowOf(options),
    ...(cap === undefined ? {} : { cap: shareOf('cap', cap) }),
    ...(before === undefined ? {} : { beforeMs: durationOf('"before"', before) }),
  }
}

export const meanNotation: Notation<Mean> = {
  forms: ['mean(goal)', 'mean(goal, value)'],
  fields: '"goal" and, for the values, "take": "value"; besides "cap", a share, and "before", a duration',
  fromText: (inside) => {
    const [, goal] = /^(.+),\s*value$/s.exec(inside) ?? []
    if (goal !== undefined) return mean(goal.trim(), 'value')
    return inside === '' ? undefined : mean(inside)
  },
  fromSpec: ({ text, number, duration, options }) => {
    const goal = text('goal')
    const take = text('take') ?? 'count'
    if (goal === undefined || (take !== 'count' && take !== 'value')) return undefined
    const cap = number('cap')
    const before = duration('before')
    return mean(goal, take, {
      ...options,
      ...(cap === undefined ? {} : { cap }),
      ...(before === undefined ? {} : { before }),
    })
  },
}

const alone: readonly SumName[] = ['x', 'xx']
const withBefore: readonly SumName[] = ['x', 'y', 'xx', 'yy', 'xy']

export function meanMethod(metric: Mean): SumsMethod {
  const { quantity, scale, cap, beforeMs } = metric
  const momentsOf = (gathered: Gathered): Moments => {
    const { n, x, xx } = sumsIn(gathered)
    return momentsFromSums({ n, sum: x, sumOfSquares: xx, scale })
  }
  return {
    needs: {
      gather: 'sums',
      x: { quantity, take: 'total', scale },
      sums: beforeMs === undefined ? alone : withBefore,
      ...periodOf(metric),
      ...(beforeMs === undefined ? {} : { beforeMs }),
      ...(cap === undefined ? {} : { cap }),
    },
    none: noSums,
    moments: momentsOf,
    value: (gathered) => (gathered.n === 0 ? undefined : momentsOf(gathered).mean),
    compare: (control, treatment, options) =>
      beforeMs === undefined
        ? compareMeans(momentsOf(control), momentsOf(treatment), options)
        : compareByBefore(sumsIn(control), sumsIn(treatment), scale, options),
  }
}
