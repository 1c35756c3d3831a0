/**
 * How often a unit reached a goal, or what it was worth, on average over all units.
 */
import { compareMeans, type Moments, momentsFromSums } from '@heddle/stats'
import { compareByBefore, termsWith } from './before.js'
import { type Gathered, noSums, sumsIn } from './gathered.js'
import type { GoalName, WhichOption } from './goal-events.js'
import type { SumsMethod } from './method.js'
import { goalFromText } from './name-text.js'
import type { SumNeeds } from './needs.js'
import type { Notation } from './notation.js'
import {
  type BeforeOption,
  beforeOf,
  type LooksBack,
  type MetricOptions,
  periodOf,
  scaleOf,
  shareOf,
  type Windowed,
  windowOf,
} from './options.js'
import { countOf, isQuantity, type Quantity, values } from './quantity.js'
import { isCall, quantityFromText } from './quantity-text.js'

export interface MeanOptions<Key extends string = string> extends MetricOptions, BeforeOption<Key>, WhichOption {
  /**
   * Totals of units above this quantile of all units' totals count as that quantile, between 0 and 1; 0.99 and 0.999 are
   * usual. It is taken over all variants together, zeros included: where fewer units have anything at all than lie above
   * it, it is 0 and says nothing. The report says what it was.
   */
  readonly cap?: number
}

export interface Mean extends Windowed, LooksBack {
  readonly kind: 'mean'
  readonly quantity: Quantity
  readonly scale: number
  readonly cap?: number
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
 * @example mean('order', 'value', { before: '14 d', covariate: sessions() }) // adjusted by how often they came before
 */
export function mean(goal: GoalName, take?: 'count' | 'value', options?: MeanOptions): Mean
export function mean(quantity: Quantity, options?: Omit<MeanOptions, keyof WhichOption>): Mean
export function mean(
  what: GoalName | Quantity,
  take: 'count' | 'value' | MeanOptions = 'count',
  besides: MeanOptions = {},
): Mean {
  const options = typeof take === 'object' ? take : besides
  const { cap } = options
  return {
    kind: 'mean',
    quantity: isQuantity(what) ? what : take === 'value' ? values(what, options) : countOf(what, options),
    scale: scaleOf(options),
    ...windowOf(options),
    ...(cap === undefined ? {} : { cap: shareOf('cap', cap) }),
    ...beforeOf(options),
  }
}

export const meanNotation: Notation<Mean> = {
  forms: ['mean(goal)', 'mean(goal, value)', 'mean(sessions())', 'mean(exposures())'],
  fields: '"goal" and, for the values, "take": "value"; or "of", such as "sessions()"',
  fieldNames: ['goal', 'take', 'of'],
  options: [
    'window',
    'complete',
    'before',
    'covariate',
    'cap',
    'scale',
    'item',
    'slot',
    'only',
    'population',
    'direction',
  ],
  fieldsOf: ([what = '', take, ...more]) => {
    if (more.length > 0 || (take !== undefined && take !== 'value')) return undefined
    if (take === undefined && isCall(what)) return { of: what }
    const goal = goalFromText(what)
    return goal && { ...goal, ...(take === undefined ? {} : { take }) }
  },
  fromSpec: ({ text, options }) => {
    const [goal, take, of] = [text('goal'), text('take') ?? 'count', text('of')]
    if ((goal === undefined) === (of === undefined) || (take !== 'count' && take !== 'value')) return undefined
    if (goal !== undefined) return mean(goal, take, options)
    const quantity = quantityFromText(of ?? '')
    const isOfGoal = text('take') !== undefined || options.item !== undefined || options.slot !== undefined
    return quantity && !isOfGoal ? mean(quantity, options) : undefined
  },
}

export function meanMethod(metric: Mean): SumsMethod {
  const { quantity, scale, cap } = metric
  const needs: SumNeeds = {
    gather: 'sums',
    ...termsWith(metric, { quantity, take: 'total', scale }, ['x', 'xx']),
    ...periodOf(metric),
    ...(cap === undefined ? {} : { cap }),
  }
  const momentsOf = (gathered: Gathered): Moments => {
    const { n, x, xx } = sumsIn(gathered)
    return momentsFromSums({ n, sum: x, sumOfSquares: xx, scale })
  }
  return {
    needs,
    none: noSums,
    moments: momentsOf,
    value: (gathered) => (gathered.n === 0 ? undefined : momentsOf(gathered).mean),
    compare: (control, treatment, options) => {
      const plain = () => compareMeans(momentsOf(control), momentsOf(treatment), options)
      return needs.y ? compareByBefore(sumsIn(control), sumsIn(treatment), needs, options, plain) : plain()
    },
  }
}
