/**
 * Quantiles from a histogram of integers, with the clustering of its values: what an engine can count in one pass over
 * units, and what adds up over shards.
 */
import type { Comparison } from '../answer.js'
import { checkAbove, checkCount, checkProbability } from '../check.js'
import type { Estimate } from '../welch.js'
import { binOf, checkEdges } from './log-bins.js'
import { type OrderedValues, quantileEstimate, quantileIn, tally } from './ordered-values.js'
import { compareOrdered, type QuantileOptions } from './quantile.js'

/**
 * The values of one variant, multiplied by `scale` and rounded to integers, in bins. All but `edges` and `scale` are
 * sums over units; c(k) is a unit's count of values in the bins up to k, and n its count in all bins.
 */
export interface QuantileHistogram {
  /** Bin k holds the integers from edges[k] to below edges[k + 1]; the last bin has no end. The first edge is 0. */
  readonly edges: readonly number[]
  /** What a value was multiplied by before rounding, above 0. */
  readonly scale: number
  /** Units with at least one value. */
  readonly n: number
  /** Σ n: all values. */
  readonly total: number
  /** Σ n². */
  readonly totalOfSquares: number
  /** Per bin: values in it, Σ (c(k) − c(k − 1)). */
  readonly counts: readonly number[]
  /** Per bin: Σ (c(k)² − c(k − 1)²). */
  readonly squareSteps: readonly number[]
  /** Per bin: Σ n (c(k) − c(k − 1)); its running sum is Σ n c(k). */
  readonly weightedCounts: readonly number[]
}

/**
 * Counts the values of units into bins.
 *
 * @param units each with its values, already multiplied by `scale` and rounded to integers
 * @param edges as in {@link QuantileHistogram}
 * @param scale default 1
 * @throws RangeError if a value is negative or no integer, or the edges do not ascend from 0
 */
export function quantileHistogramOf(
  units: Iterable<readonly number[]>,
  edges: readonly number[],
  scale = 1,
): QuantileHistogram {
  checkEdges(edges)
  checkAbove('scale', scale)
  const bins: Float64Array[] = []
  for (const values of units) {
    if (values.length) bins.push(Float64Array.from(values, (value) => binOf(edges, value)).sort())
  }
  const tallies = tally(bins)
  const column = (field: 'count' | 'squareStep' | 'weighted') => edges.map((_, bin) => tallies.get(bin)?.[field] ?? 0)
  return {
    edges,
    scale,
    n: bins.length,
    total: bins.reduce((sum, { length }) => sum + length, 0),
    totalOfSquares: bins.reduce((sum, { length }) => sum + length ** 2, 0),
    counts: column('count'),
    squareSteps: column('squareStep'),
    weightedCounts: column('weighted'),
  }
}

/**
 * The histogram of all units together; the parts must not share a unit.
 *
 * @throws RangeError if the parts differ in edges or scale
 */
export function mergeQuantileHistograms(
  first: QuantileHistogram,
  ...rest: readonly QuantileHistogram[]
): QuantileHistogram {
  return rest.reduce(mergeTwo, first)
}

function mergeTwo(a: QuantileHistogram, b: QuantileHistogram): QuantileHistogram {
  checkAlike(a, b)
  const sum = (x: readonly number[], y: readonly number[]) => x.map((value, bin) => value + (y[bin] ?? 0))
  return {
    edges: a.edges,
    scale: a.scale,
    n: a.n + b.n,
    total: a.total + b.total,
    totalOfSquares: a.totalOfSquares + b.totalOfSquares,
    counts: sum(a.counts, b.counts),
    squareSteps: sum(a.squareSteps, b.squareSteps),
    weightedCounts: sum(a.weightedCounts, b.weightedCounts),
  }
}

/**
 * The quantile, by linear interpolation: the integers of a bin are taken as spread evenly from its first to its last,
 * so a bin of one integer is exact.
 *
 * @param p from 0 to 1
 * @throws RangeError if there are no values, or the histogram is that of no data
 */
export function quantileOfHistogram(histogram: QuantileHistogram, p: number): number {
  checkProbability(p)
  if (histogram.total === 0) throw new RangeError('A quantile needs at least one value, got none.')
  return quantileIn(ordered('histogram', histogram), p)
}

/**
 * {@link compareQuantiles} from histograms: differs from it by no more than the width of a bin, and not at all where
 * each bin holds one integer.
 *
 * @throws RangeError if p or alpha is not between 0 and 1, or a histogram is that of no data
 */
export function compareQuantileHistograms(
  control: QuantileHistogram,
  treatment: QuantileHistogram,
  options: QuantileOptions,
): Comparison {
  checkAlike(control, treatment)
  return compareOrdered(ordered('control', control), ordered('treatment', treatment), options)
}

/**
 * The quantile with its squared standard error, as {@link compareQuantileHistograms} judges it: what a guardrail is held
 * against a margin by. Its variance is 0 where all values around it are equal, so that chance cannot be judged.
 *
 * @throws RangeError if p is not between 0 and 1, there are no values, or the histogram is that of no data
 */
export function estimateOfQuantile(histogram: QuantileHistogram, p: number): Estimate {
  checkProbability(p)
  if (histogram.total === 0) throw new RangeError('A quantile needs at least one value, got none.')
  const { n, value, variance } = quantileEstimate(ordered('histogram', histogram), p)
  return { n, value, variance }
}

function checkAlike(a: QuantileHistogram, b: QuantileHistogram): void {
  const alike = a.edges.length === b.edges.length && a.edges.every((edge, bin) => edge === b.edges[bin])
  if (!alike || a.scale !== b.scale) throw new RangeError('The histograms must have the same edges and the same scale.')
}

function ordered(name: string, histogram: QuantileHistogram): OrderedValues {
  const { edges, scale, n, total, totalOfSquares, counts, squareSteps, weightedCounts } = histogram
  checkEdges(edges)
  checkAbove(`scale of ${name}`, scale)
  checkCount(`n of ${name}`, n)
  const sumOf = (field: string, column: readonly number[]) => {
    if (column.length !== edges.length) throw new RangeError(`${field} of ${name} must have one number an edge.`)
    for (const value of column) checkCount(`${field} of ${name}`, value)
    return column.reduce((sum, value) => sum + value, 0)
  }
  const sums = [sumOf('counts', counts), sumOf('squareSteps', squareSteps), sumOf('weightedCounts', weightedCounts)]
  if (sums[0] !== total || sums[1] !== totalOfSquares || sums[2] !== totalOfSquares || n > total) {
    throw new RangeError(`The totals of ${name} are not those of its bins. Did a sum overflow, or miss a unit?`)
  }
  const groups = edges.map((first, bin) => ({
    first: first / scale,
    last: ((edges[bin + 1] ?? first + 1) - 1) / scale,
    count: counts[bin] ?? 0,
    squareStep: squareSteps[bin] ?? 0,
    weighted: weightedCounts[bin] ?? 0,
  }))
  return { n, total, totalOfSquares, groups: groups.filter(({ count }) => count > 0) }
}
