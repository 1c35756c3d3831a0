/** Units as observed beside the units that the weights would give, for the tests of the sample ratio. */
import { checkCount } from './check.js'

export interface SampleCounts {
  /** Units of each variant; one that is not named has none. */
  readonly observed: Readonly<Record<string, number>>
  /** Planned shares, relative to each other. */
  readonly weights: Readonly<Record<string, number>>
}

/** One variant that has a weight. */
export interface SplitRow {
  readonly name: string
  readonly observed: number
  readonly expected: number
  /** Its weight as a share of all weights. */
  readonly share: number
}

/** What both tests say when there is nothing to test. */
export interface NoSplit {
  readonly status: 'undefined'
  readonly reason: string
  readonly warnings: readonly string[]
}

export type Split = NoSplit | { readonly status: 'ok'; readonly rows: readonly SplitRow[]; readonly warnings: string[] }

/**
 * Variants without a weight, or with weight 0, are left out; a warning names those that have units.
 *
 * @throws RangeError if a count is not a whole number or a weight is negative
 */
export function splitOf(input: SampleCounts): Split {
  const observed = new Map(Object.entries(input.observed))
  const weights = Object.entries(input.weights)
  for (const [name, count] of observed) checkCount(`units of "${name}"`, count)
  for (const [name, weight] of weights) {
    if (!(weight >= 0 && weight < Infinity))
      throw new RangeError(`The weight of "${name}" must be 0 or more, got ${weight}.`)
  }

  const totalWeight = weights.reduce((sum, [, weight]) => sum + weight, 0)
  const split = weights
    .filter(([, weight]) => weight > 0)
    .map(([name, weight]) => {
      const units = observed.get(name) ?? 0
      observed.delete(name)
      return { name, observed: units, share: weight / totalWeight }
    })
  const warnings = [...observed]
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `"${name}" has units (${count}) but no weight; it is left out.`)
  const total = split.reduce((sum, row) => sum + row.observed, 0)
  if (split.length < 2) return { status: 'undefined', reason: 'Fewer than two variants have a weight.', warnings }
  if (total === 0) return { status: 'undefined', reason: 'No variant with a weight has units.', warnings }
  return { status: 'ok', rows: split.map((row) => ({ ...row, expected: total * row.share })), warnings }
}

/** Observed and expected units by name, as an answer shows them. */
export function countsOf(rows: readonly SplitRow[]): Record<'observed' | 'expected', Record<string, number>> {
  return {
    observed: Object.fromEntries(rows.map((row) => [row.name, row.observed])),
    expected: Object.fromEntries(rows.map((row) => [row.name, row.expected])),
  }
}
