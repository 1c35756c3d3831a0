/**
 * Two proportions given how many units succeed in all: then only the odds ratio decides how the successes spread over
 * the variants, and its tests and bounds are exact at any number of units (Fisher's noncentral hypergeometric).
 * Takes about √n steps for a chance.
 */
import { logGammaScale } from '../distributions/stirling.js'
import { findPositiveRoot } from '../find-root.js'
import type { Count } from './score.js'

/** Successes and failures of treatment, then of control. */
export type Table = readonly [number, number, number, number]

export function tableOf(control: Count, treatment: Count): Table {
  const { successes } = treatment
  return [successes, treatment.n - successes, control.successes, control.n - control.successes]
}

/** The same table with the variants exchanged, and so with the inverse of the odds ratio. */
export function exchanged([a, b, c, d]: Table): Table {
  return [c, d, a, b]
}

/**
 * ln of the chance that treatment has more successes than in the table, plus `share` of the chance of exactly as many.
 *
 * @param odds treatment's odds of success divided by control's, above 0
 * @param share 1 for an exact test, ½ for its mid-p variant
 */
export function logUpperTail(table: Table, odds: number, share: number): number {
  const expected = expectedAt(table, odds)
  // With these expectations, four independent Poisson counts are distributed like the table, given its margins.
  const logWeight = (at: Table) => at.reduce((sum, count, cell) => sum + logPoisson(count, expected[cell] ?? 0), 0)
  const [a, b, c, d] = table
  const shift = Math.min(Math.max(Math.round(expected[0] - a), -a, -d), b, c)
  const center: Table = [a + shift, b - shift, c - shift, d + shift]
  const whole = weightAbove(center, odds) + weightAbove(exchanged(center), 1 / odds) - 1
  const point = logWeight(table) - logWeight(center) - Math.log(whole)
  if (shift <= 0) return Math.min(point + Math.log(weightAbove(table, odds) - 1 + share), 0)
  return Math.log1p(-Math.min(Math.exp(point) * (weightAbove(exchanged(table), 1 / odds) - share), 1))
}

/** The lowest odds ratio that is not rejected: its upper tail is `tail`. 0 if treatment has as few successes as it can. */
export function lowestOdds(table: Table, tail: number, share: number): number {
  const [a, b, c, d] = table
  if (a === 0 || d === 0) return 0
  const logTail = Math.log(tail)
  const guess = ((a + 0.5) / (b + 0.5)) * ((d + 0.5) / (c + 0.5))
  return findPositiveRoot((odds) => logUpperTail(table, odds, share) - logTail, guess)
}

/** The expected table with the margins of this one and the given odds ratio. */
export function expectedAt([a, b, c, d]: Table, odds: number): Table {
  const cell = (units: number, others: number, total: number, ratio: number) => {
    const scale = Math.max(ratio, 1)
    const tilt = ratio / scale
    const linear = tilt * (units + total) + (others - total) / scale
    const product = 4 * tilt * units * total
    return product / 2 / (linear + Math.sqrt(Math.max(linear * linear - (tilt - 1 / scale) * product, 0))) || 0
  }
  const inverse = 1 / odds
  return [
    cell(a + b, c + d, a + c, odds),
    cell(a + b, c + d, b + d, inverse),
    cell(c + d, a + b, a + c, inverse),
    cell(c + d, a + b, b + d, odds),
  ]
}

/** The weight of the table and of all those with more successes of treatment, in units of its own weight. */
function weightAbove([a, b, c, d]: Table, odds: number): number {
  let weight = 1
  let sum = 1
  for (let step = 0; weight > sum * 1e-17; step++) {
    weight *= ((odds * (b - step)) / (a + step + 1)) * ((c - step) / (d + step + 1))
    sum += weight
  }
  return sum
}

function logPoisson(count: number, mean: number): number {
  return count === 0 ? -mean : logGammaScale(count, mean)
}
