/**
 * Values of all units of a variant in their order, with what the clustered variance of a share of them needs. A group
 * is one value, or one bin of a histogram; all its sums add over units, so they add over shards.
 */
import type { Estimate } from '../welch.js'

/** What the values of one group add up to. c is a unit's count of values up to and including the group, n of all. */
export interface Tally {
  /** How many values. */
  count: number
  /** Σ over units of c² less the square of c before the group. */
  squareStep: number
  /** Σ over units of n × the unit's values in the group. */
  weighted: number
}

/** Values spread evenly from `first` to `last`. */
export interface Group extends Readonly<Tally> {
  readonly first: number
  readonly last: number
}

export interface OrderedValues {
  /** Units with at least one value. */
  readonly n: number
  /** How many values they have together. */
  readonly total: number
  /** Σ over units of the squared number of values. */
  readonly totalOfSquares: number
  /** In ascending order, each with at least one value. */
  readonly groups: readonly Group[]
}

// The error is read off the ranks of a 95 % interval, whatever alpha is: the p-value does not depend on alpha.
const reach = 1.959963984540054
const rounding = 1e-13 // Of the parts that cancel; a spread below is what remains of units that all have one share.

/** Sums per key over units, where a unit's keys come in ascending order: its i-th value adds i² − (i − 1)². */
export function tally(units: Iterable<ArrayLike<number>>): Map<number, Tally> {
  const tallies = new Map<number, Tally>()
  for (const keys of units) {
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] ?? 0
      const sums = tallies.get(key) ?? { count: 0, squareStep: 0, weighted: 0 }
      sums.count++
      sums.squareStep += 2 * at + 1
      sums.weighted += keys.length
      tallies.set(key, sums)
    }
  }
  return tallies
}

/**
 * The quantile of type 7, which is R's and NumPy's default.
 *
 * @see Hyndman & Fan (1996), Sample quantiles in statistical packages
 */
export function quantileIn({ total, groups }: OrderedValues, p: number): number {
  const position = p * (total - 1)
  const rank = Math.floor(position)
  const value = valueAt(groups, rank)
  return position === rank ? value : value + (position - rank) * (valueAt(groups, rank + 1) - value)
}

/** The value that has `rank` values before it. */
function valueAt(groups: readonly Group[], rank: number): number {
  let before = 0
  for (const { first, last, count } of groups) {
    if (rank < before + count) return first + (last - first) * ((rank - before + 0.5) / count)
    before += count
  }
  return Number.NaN // No such rank; callers ask within the values only.
}

/**
 * The quantile, and its squared standard error: the values at the ends of the outer rank interval, half as far apart
 * as the interval reaches in standard errors. `cut` when an end lies beyond the values.
 */
export function quantileEstimate(values: OrderedValues, p: number): Estimate & { readonly cut: boolean } {
  const { n, total, groups } = values
  const error = Math.sqrt(designEffect(values, p) * p * (1 - p) * total)
  const middle = p * total
  const low = Math.max(middle - reach * error, 1)
  const high = Math.min(middle + reach * error, total)
  const width = valueAt(groups, Math.ceil(high) - 1) - valueAt(groups, Math.floor(low) - 1)
  return {
    n,
    value: quantileIn(values, p),
    variance: error > 0 ? ((width * error) / (high - low)) ** 2 : 0,
    cut: middle - reach * error < 1 || middle + reach * error > total,
  }
}

/**
 * How much larger the variance of the share of values up to the quantile is than that of as many independent values.
 * The share is that of the values at or below the group of the quantile, or below it if that is nearer to p: where
 * many values are equal, the nearer one is alike.
 *
 * @see Deng, Knoblich & Lu (2018), Applying the delta method in metric analytics, section 4
 */
function designEffect({ n, total, totalOfSquares, groups }: OrderedValues, p: number): number {
  const effectOf = (count: number, squares: number, weighted: number) => {
    const share = count / total
    const parts = squares + share * share * totalOfSquares
    const spread = parts - 2 * share * weighted
    return spread > rounding * parts ? ((spread / (n - 1)) * n) / (count * (1 - share)) : 0
  }
  const rank = Math.floor(p * (total - 1))
  let count = 0
  let squares = 0
  let weighted = 0
  for (const group of groups) {
    const below = [count, squares, weighted] as const
    count += group.count
    squares += group.squareStep
    weighted += group.weighted
    if (rank >= count) continue
    const belowIsNearer = p * total - below[0] < count - p * total
    if (below[0] > 0 && (belowIsNearer || count === total)) return effectOf(...below)
    break
  }
  return count < total ? effectOf(count, squares, weighted) : 0
}
