/**
 * One total divided by another, such as clicks per exposure; its variance is that of the units, not of the clicks.
 */
import { compareRatios, type PairMoments, pairMomentsFromSums } from '@heddle/stats'
import { type Gathered, noSums, sumsIn } from './gathered.js'
import type { GoalName } from './goal-events.js'
import type { SumsMethod } from './method.js'
import { partsOf } from './name-text.js'
import type { Notation } from './notation.js'
import { type MetricOptions, periodOf, scaleOf, type Windowed, windowOf } from './options.js'
import { countOf, isQuantity, type Quantity } from './quantity.js'
import { quantityFromText } from './quantity-text.js'

export interface Ratio extends Windowed {
  readonly kind: 'ratio'
  readonly numerator: Quantity
  readonly denominator: Quantity
  readonly scale: number
}

/**
 * The numerator's total over all units divided by the denominator's. In a table of units: of two columns.
 *
 * @param numerator a goal is counted; {@link values} adds its values up; {@link exposures} counts documents,
 * {@link sessions} visits
 * @example ratio('help', exposures('help-label')) // clicks per exposure
 * @example ratio(values('order'), 'order')        // what an order is worth
 * @example ratio('order', sessions())             // orders per session
 * @example ratio(countOf('best', { item: 'tab-best' }), 'best') // the tab's share of what leads there
 */
export function ratio(
  numerator: GoalName | Quantity,
  denominator: GoalName | Quantity,
  options: MetricOptions = {},
): Ratio {
  return {
    kind: 'ratio',
    numerator: quantityOf(numerator),
    denominator: quantityOf(denominator),
    scale: scaleOf(options),
    ...windowOf(options),
  }
}

export const ratioNotation: Notation<Ratio> = {
  forms: [
    'ratio(numerator/denominator) where each side is a goal, values(goal), exposures, exposures(experiment) or sessions()',
  ],
  fields: '"numerator" and "denominator"',
  fieldNames: ['numerator', 'denominator'],
  options: ['window', 'complete', 'scale', 'only', 'population', 'direction'],
  fieldsOf: ([sides = '', ...others]) => {
    const [numerator, denominator, ...more] = partsOf(sides, '/')
    return others.length > 0 || more.length > 0 ? undefined : { numerator, denominator }
  },
  fromSpec: ({ text, options }) => {
    const numerator = quantityFromText(text('numerator') ?? '')
    const denominator = quantityFromText(text('denominator') ?? '')
    return numerator && denominator ? ratio(numerator, denominator, options) : undefined
  },
}

export function ratioMethod(metric: Ratio): SumsMethod {
  const { numerator, denominator, scale } = metric
  const momentsOf = (gathered: Gathered): PairMoments => {
    const { n, x, y, xx, yy, xy } = sumsIn(gathered)
    return pairMomentsFromSums({ n, sumX: x, sumY: y, sumXX: xx, sumYY: yy, sumXY: xy, scaleX: scale, scaleY: scale })
  }
  return {
    // As in @heddle/stats, x is the denominator and y the numerator.
    needs: {
      gather: 'sums',
      x: { quantity: denominator, take: 'total', scale },
      y: { quantity: numerator, take: 'total', scale },
      sums: ['x', 'y', 'xx', 'yy', 'xy'],
      ...periodOf(metric),
    },
    none: noSums,
    moments: momentsOf,
    value: (gathered) => {
      const { x, y } = sumsIn(gathered)
      return x === 0n ? undefined : Number(y) / Number(x)
    },
    compare: (control, treatment, options) => compareRatios(momentsOf(control), momentsOf(treatment), options),
  }
}

function quantityOf(side: GoalName | Quantity): Quantity {
  return isQuantity(side) ? side : countOf(side)
}
