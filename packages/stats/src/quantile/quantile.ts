/** Compares a quantile of two variants, such as the 75th percentile of a load time, when units bring several values. */
import { type CompareOptions, type Comparison, undefinedComparison } from '../answer.js'
import { checkAlpha, checkProbability } from '../check.js'
import { compareEstimates } from '../welch.js'
import { type OrderedValues, quantileEstimate, quantileIn, tally } from './ordered-values.js'

export interface QuantileOptions extends CompareOptions {
  /** Which quantile, above 0 and below 1; 0.75 is the 75th percentile. */
  readonly p: number
}

const method = 'outer rank interval clustered by unit, Welch t, Fieller lift'

/**
 * The quantile of values, by linear interpolation between the two nearest (type 7, as R and NumPy have it).
 *
 * @param p from 0 to 1
 * @throws RangeError if there are no values, one is not finite, or p is not from 0 to 1
 * @see Hyndman & Fan (1996), Sample quantiles in statistical packages
 * @example quantile([1, 2, 3, 4], 0.75) // 3.25
 */
export function quantile(values: Iterable<number>, p: number): number {
  checkProbability(p)
  const ordered = orderedValues([[...values]])
  if (ordered.total === 0) throw new RangeError('A quantile needs at least one value, got none.')
  return quantileIn(ordered, p)
}

/**
 * Difference and lift of a quantile of all values, where units are independent but the values within one are not.
 *
 * - The standard error comes from the ranks around the quantile: p ± 1.96 standard errors of the share of values up
 *   to it, which is a ratio of counts over units. Difference, lift and p-value share this error.
 * - A unit without values does not count.
 * - Where all values around the quantile are equal, as rounded ones may be, the error is unknown and the answer
 *   undefined.
 *
 * @param control units, each with its values
 * @param treatment units, each with its values
 * @throws RangeError if p or alpha is not between 0 and 1, or a value is not a finite number
 * @see Deng, Knoblich & Lu (2018), Applying the delta method in metric analytics, section 4.2: the outer interval, its
 *   ranks adjusted for clusters beforehand
 * @see Yao, Li & Lu (2024), arXiv 2401.14549, algorithm 1, which adjusts afterwards instead
 * @example compareQuantiles([[120, 180], [90], [300, 250]], [[100], [80, 85], [210]], { p: 0.5 })
 */
export function compareQuantiles(
  control: Iterable<readonly number[]>,
  treatment: Iterable<readonly number[]>,
  options: QuantileOptions,
): Comparison {
  return compareOrdered(orderedValues(control), orderedValues(treatment), options)
}

/** The same from values in order, whether they came as rows or as a histogram. */
export function compareOrdered(
  control: OrderedValues,
  treatment: OrderedValues,
  { p, alpha = 0.05, look }: QuantileOptions,
): Comparison {
  checkAlpha(alpha)
  if (!(p > 0 && p < 1)) throw new RangeError(`p is a share between 0 and 1, 0.75 is usual; got ${p}.`)
  const shortage = tooFew('control', control, p) ?? tooFew('treatment', treatment, p)
  if (shortage) return undefinedComparison(shortage, method)
  const base = quantileEstimate(control, p)
  const other = quantileEstimate(treatment, p)
  if (base.variance === 0) return undefinedComparison(allEqual('control'), method)
  if (other.variance === 0) return undefinedComparison(allEqual('treatment'), method)
  const comparison = compareEstimates(base, other, { alpha, look }, method)
  const warnings = [...cutWarning('control', base.cut), ...cutWarning('treatment', other.cut)]
  return { ...comparison, warnings: [...comparison.warnings, ...warnings] }
}

function orderedValues(units: Iterable<readonly number[]>): OrderedValues {
  let n = 0
  let total = 0
  let totalOfSquares = 0
  const sorted: Float64Array[] = []
  for (const values of units) {
    const odd = values.find((value) => !Number.isFinite(value))
    if (odd !== undefined) throw new RangeError(`A value must be a finite number, got ${odd}.`)
    if (values.length === 0) continue
    n++
    total += values.length
    totalOfSquares += values.length ** 2
    sorted.push(Float64Array.from(values).sort())
  }
  const groups = [...tally(sorted)].sort(([a], [b]) => a - b)
  return { n, total, totalOfSquares, groups: groups.map(([value, sums]) => ({ first: value, last: value, ...sums })) }
}

function tooFew(name: string, { n, total }: OrderedValues, p: number): string | undefined {
  if (n === 0) return `The ${name} has no values.`
  if (n === 1) return `A single unit in the ${name} says nothing about how much units differ.`
  if (total * Math.min(p, 1 - p) >= 1) return undefined
  return `The ${name} has too few values (${total}) for the quantile ${p}.`
}

function allEqual(name: string): string {
  return `The values of the ${name} around the quantile do not differ, so chance cannot be judged.`
}

function cutWarning(name: string, cut: boolean): string[] {
  return cut ? [`The ${name} has hardly enough values for this quantile; its interval is approximate.`] : []
}
