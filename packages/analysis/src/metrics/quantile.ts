/**
 * A quantile of values, such as the 75th percentile of a page's speed; a unit may bring many, and they are alike.
 */
import {
  compareQuantileHistograms,
  estimateOfQuantile,
  type QuantileHistogram,
  quantileOfHistogram,
} from '@heddle/stats'
import { type BinSums, type Gathered, histogramIn, noHistogram } from './gathered.js'
import type { Method } from './method.js'
import { goalFromText } from './name-text.js'
import type { Notation } from './notation.js'
import { defaultScale, type MetricOptions, periodOf, scaleOf, shareOf, type Windowed, windowOf } from './options.js'
import { quantileEdges } from './quantile-edges.js'
import { type GoalValues, type VitalName, type VitalQuantity, values, vitalFromText } from './quantity.js'

export interface Quantile extends Windowed {
  readonly kind: 'quantile'
  readonly quantity: GoalValues | VitalQuantity
  readonly p: number
  readonly scale: number
}

/**
 * The quantile of all values in a variant; a unit without values does not count. Values are counted as integers in bins
 * that are 0.8 % wide, so the quantile is exact only where it is a small integer after multiplying by the scale.
 *
 * @param quantity `vital('LCP')`, on the pages that met the experiment, up to the end of the window; or `values(goal)`,
 * one value a goal, from the first exposure on
 * @param p between 0 and 1; 0.75 is the 75th percentile
 * @param options the scale is 1 for vitals in ms, 10,000 for CLS and 1,000,000 for goals, unless given
 * @throws RangeError if p is not between 0 and 1
 * @example quantile(vital('LCP'), 0.75)
 * @example quantile(values('order'), 0.9, { scale: 100, window: '7 d' })
 */
export function quantile(quantity: GoalValues | VitalQuantity, p: number, options: MetricOptions = {}): Quantile {
  const scale = scaleOf({ scale: usualScale(quantity), ...options })
  return { kind: 'quantile', quantity, p: shareOf('p', p), scale, ...windowOf(options) }
}

/** Readers do not see less than a ms, or than a ten-thousandth of a layout shift. */
function usualScale(quantity: GoalValues | VitalQuantity): number {
  if (quantity.of === 'goal') return defaultScale
  return quantity.name === 'CLS' ? 10_000 : 1
}

export const quantileNotation: Notation<Quantile> = {
  forms: ['quantile(vital(LCP), 0.75)', 'quantile(values(goal), 0.75)'],
  fields: '"p" and either "vital" (LCP, INP, CLS, FCP or TTFB) or "goal"',
  fieldNames: ['p', 'vital', 'goal'],
  options: ['window', 'complete', 'scale', 'item', 'slot', 'only', 'population', 'direction'],
  fieldsOf: ([call = '', p = '', ...more]) => {
    const [, kind, inside = ''] = /^(vital|values)\((.+)\)$/s.exec(call) ?? []
    if (kind === undefined || !/^\d*\.?\d+$/.test(p) || more.length > 0) return undefined
    if (kind === 'vital') return { vital: inside.trim(), p: Number(p) }
    const goal = goalFromText(inside.trim())
    return goal && { ...goal, p: Number(p) }
  },
  fromSpec: ({ text, number, options }) => {
    const name = text('vital')
    const goal = text('goal')
    const p = number('p')
    if (p === undefined || (name === undefined) === (goal === undefined)) return undefined
    if (goal !== undefined) return quantile(values(goal, options), p, options)
    const isOfGoal = options.item !== undefined || options.slot !== undefined
    const quantity = isOfGoal ? undefined : vitalFromText(name ?? '')
    return quantity && quantile(quantity, p, options)
  },
}

export function quantileMethod(metric: Quantile): Method {
  const { quantity, p, scale } = metric
  const histogramOf = (gathered: Gathered): QuantileHistogram => {
    const { n, total, totalOfSquares, bins } = histogramIn(gathered)
    const edges = quantileEdges()
    const column = (field: keyof BinSums) => {
      const values = new Array<number>(edges.length).fill(0)
      for (const sums of bins) values[sums.bin] = sums[field]
      return values
    }
    return {
      ...{ edges, scale, n, total, totalOfSquares },
      counts: column('count'),
      squareSteps: column('squareStep'),
      weightedCounts: column('weighted'),
    }
  }
  return {
    needs: { gather: 'histogram', quantity, scale, ...periodOf(metric) },
    none: noHistogram,
    value: (gathered) => (gathered.n === 0 ? undefined : quantileOfHistogram(histogramOf(gathered), p)),
    estimate: (gathered) => (gathered.n === 0 ? undefined : estimateOfQuantile(histogramOf(gathered), p)),
    compare: (control, treatment, options) =>
      compareQuantileHistograms(histogramOf(control), histogramOf(treatment), { ...options, p }),
    about: { p, ...(isInMs(quantity) ? { unit: 'ms' } : {}) },
  }
}

function isInMs(quantity: Quantile['quantity']): boolean {
  const withoutUnit: VitalName = 'CLS'
  return quantity.of === 'vital' && quantity.name !== withoutUnit
}
