/** Whether two experiments on the same units get in each other's way: is A worth something else where B is on? */
import type { CompareOptions, Comparison, Interval } from './answer.js'
import { checkAlpha, checkCount, checkMoments } from './check.js'
import { type Contrast, contrastOf } from './contrast.js'
import { judge } from './difference.js'
import { estimateOf } from './means.js'
import type { Moments } from './moments/moments.js'
import { type Count, rateOf } from './proportions/score.js'

/** The units of both experiments, by whether each has them in its treatment. */
export interface Cells<Cell> {
  readonly neither: Cell
  readonly onlyA: Cell
  readonly onlyB: Cell
  readonly both: Cell
}

/** What the difference that A makes gains by B; the same the other way round. */
export interface Interaction
  extends Pick<Comparison, 'pValue' | 'logPValue' | 'statistic' | 'df' | 'look' | 'warnings'> {
  /** (both − onlyB) − (onlyA − neither), in the unit of the metric. */
  readonly difference: Interval
  readonly method: string
}

const signs: Cells<number> = { both: 1, onlyB: -1, onlyA: -1, neither: 1 }
const cellNames = ['both', 'onlyB', 'onlyA', 'neither'] as const

/**
 * Difference of differences of four means, by Welch's t with Satterthwaite's degrees of freedom.
 *
 * A cell with fewer than two units, or four without any variance, leave it undefined. An interaction of differences may
 * be none of lifts, and the reverse.
 *
 * @throws RangeError if alpha is not between 0 and 1, or the moments are not those of any data
 * @see Welch (1947), Biometrika 34; Satterthwaite (1946), Biometrics Bulletin 2
 * @example interactionOfMeans({ neither, onlyA, onlyB, both }).pValue
 */
export function interactionOfMeans(cells: Cells<Moments>, options: CompareOptions = {}): Interaction {
  checkAlpha(options.alpha ?? 0.05)
  const method = 'difference of differences, Welch t'
  for (const name of cellNames) checkMoments(name, cells[name])
  const lone = cellNames.find((name) => cells[name].n < 2)
  if (lone) return undefinedFor(`The cell "${lone}" has fewer than two units.`, method)
  const contrast = contrastOf(cellNames.map((name) => [signs[name], estimateOf(cells[name])]))
  return test(contrast, contrast.value, unitsOf(cells), options, method)
}

/**
 * Difference of differences of four success rates. Interval and p-value are of Wald's statistic with half a success and
 * half a failure added to every cell, which keeps its level in small ones.
 *
 * @throws RangeError if alpha is not between 0 and 1, or a count is not a whole number from 0 to n
 * @see Price & Bonett (2004), An improved confidence interval for a linear function of binomial proportions
 * @example interactionOfProportions({ neither, onlyA, onlyB, both }).difference
 */
export function interactionOfProportions(cells: Cells<Count>, options: CompareOptions = {}): Interaction {
  checkAlpha(options.alpha ?? 0.05)
  const method = 'difference of differences (Price and Bonett 2004)'
  for (const name of cellNames) {
    const { n, successes } = cells[name]
    checkCount(`n of ${name}`, n)
    checkCount(`successes of ${name}`, successes)
    if (successes > n) throw new RangeError(`${name} has ${successes} successes in ${n} units; count each unit once.`)
  }
  const empty = cellNames.find((name) => cells[name].n === 0)
  if (empty) return undefinedFor(`The cell "${empty}" has no units.`, method)
  const rates = cellNames.map((name) => {
    const { n, successes } = cells[name]
    const value = (successes + 0.5) / (n + 1)
    return { sign: signs[name], value, variance: (value * (1 - value)) / (n + 1) }
  })
  const value = rates.reduce((sum, rate) => sum + rate.sign * rate.value, 0)
  const variance = rates.reduce((sum, rate) => sum + rate.variance, 0)
  const estimate = cellNames.reduce((sum, name) => sum + signs[name] * rateOf(cells[name]), 0)
  return test({ value, variance, df: Infinity }, estimate, unitsOf(cells), options, method)
}

function test(contrast: Contrast, estimate: number, n: number, options: CompareOptions, method: string): Interaction {
  if (contrast.variance === 0) {
    return undefinedFor('No unit of a cell differs from others, so chance cannot be judged.', method)
  }
  const { interval, answer, warnings } = judge(contrast, n, options)
  return { difference: { ...interval, estimate }, ...answer, method, warnings }
}

const unitsOf = (cells: Cells<{ readonly n: number }>) => cellNames.reduce((sum, name) => sum + cells[name].n, 0)

function undefinedFor(reason: string, method: string): Interaction {
  return { difference: { status: 'undefined', reason }, method, warnings: [] }
}
