/**
 * How much of a difference in clicks is the item, and how much the slot it was shown in, from orders that were swapped or
 * shuffled at random.
 */
import type { Interval, LevelOptions } from '../answer.js'
import { checkAlpha } from '../check.js'
import { chiSquareLogSurvival } from '../distributions/chi-square.js'
import { normalUpperQuantile } from '../distributions/normal.js'
import { columnsOf, type Design, designOf, type PositionCell } from './position-design.js'
import { type Fit, fitLogRates, times } from './position-fit.js'

/** What items and slots are worth. */
export type PositionEffects =
  | {
      readonly status: 'ok'
      /** Clicks an item draws, as a multiple of the first item's, in whatever slot. Bounds that exclude 1 matter. */
      readonly items: Readonly<Record<string, Interval>>
      /** Clicks a slot draws, as a multiple of the first slot's, for whatever item. */
      readonly slots: Readonly<Record<string, Interval>>
      /** Whether item × slot describes the counts: a small p-value says that slots favour some items. Absent if df is 0. */
      readonly fit?: {
        readonly statistic: number
        readonly df: number
        readonly pValue: number
        readonly logPValue: number
      }
      readonly method: string
      readonly warnings: readonly string[]
    }
  | { readonly status: 'undefined'; readonly reason: string; readonly method: string }

/** Options of {@link positionEffects}. */
export interface PositionOptions extends LevelOptions {
  /** The item that the others are compared with; default the first one named. */
  readonly item?: string
  /** The slot that the others are compared with; default the first one named. */
  readonly slot?: string
}

const method = 'position-based click model, binomial with log link'
const fewestClicks = 10

/**
 * Splits clicks by the position-based model: chance of a click = attractiveness of the item × examination of the slot.
 * Rows of the same item and slot add up. Items and slots must be linked by swaps: an item that never left its slot
 * cannot be told from it.
 *
 * Give rows where every impression is independent; where a unit brings several, {@link positionEffectsByUnit}.
 *
 * @throws RangeError if alpha is not between 0 and 1, counts are impossible, or the reference has no row
 * @see Richardson, Dominowska & Ragno (2007), Predicting clicks; Craswell, Zoeter, Taylor & Ramsey (2008), An experimental
 *   comparison of click position-bias models (the model)
 * @see Wang, Golbandi, Bendersky, Metzler & Najork (2018), Position bias estimation for unbiased learning to rank;
 *   Agarwal, Zaitsev, Wang, Li, Najork & Joachims (2019), Estimating position bias without intrusive interventions
 * @example positionEffects([
 *   { item: 'FUN', slot: 'left', impressions: 1000, clicks: 240 }, { item: 'BEST', slot: 'right', impressions: 1000, clicks: 200 },
 *   { item: 'FUN', slot: 'right', impressions: 1000, clicks: 160 }, { item: 'BEST', slot: 'left', impressions: 1000, clicks: 300 },
 * ])
 */
export function positionEffects(cells: Iterable<PositionCell>, options: PositionOptions = {}): PositionEffects {
  return estimate(
    [...cells].map((cell) => [cell]),
    options,
    false,
  )
}

/**
 * The same with intervals that allow for units whose impressions hang together: the sandwich of the scores summed by
 * unit, with the factor units / (units − 1). The test of the fit is left out, as its level needs independent rows.
 *
 * @param units the rows of each unit
 * @throws RangeError as {@link positionEffects}
 * @see Liang & Zeger (1986), Longitudinal data analysis using generalized linear models
 */
export function positionEffectsByUnit(
  units: Iterable<readonly PositionCell[]>,
  options: PositionOptions = {},
): PositionEffects {
  return estimate([...units], options, true)
}

function estimate(
  units: readonly (readonly PositionCell[])[],
  { alpha = 0.05, item, slot }: PositionOptions,
  clustered: boolean,
): PositionEffects {
  checkAlpha(alpha)
  const nothing = (reason: string): PositionEffects => ({ status: 'undefined', reason, method })
  if (clustered && units.length === 1) return nothing('A single unit says nothing about how much units differ.')
  const design = designOf(units.flat(), item, slot)
  if (typeof design === 'string') return nothing(design)
  const fit = fitLogRates(design.cells, design.size)
  if (!fit) return nothing('An item is clicked nearly always in some slot, and item × slot cannot describe such rates.')

  const covariance = clustered ? sandwich(units, design, fit) : fit.covariance
  const critical = normalUpperQuantile(alpha / 2)
  const ratios = (names: readonly string[], columns: ReadonlyMap<string, number>) =>
    Object.fromEntries(
      names.map((name): [string, Interval] => {
        const column = columns.get(name)
        if (column === undefined) return [name, { status: 'undefined', reason: `"${name}" has no click.` }]
        // Column 0 is the level of all rates; the first item and slot are compared with themselves.
        const log = column && (fit.coefficients[column] ?? 0)
        const reach = column && critical * Math.sqrt(covariance[column]?.[column] ?? 0)
        return [
          name,
          { status: 'ok', estimate: Math.exp(log), low: Math.exp(log - reach), high: Math.exp(log + reach) },
        ]
      }),
    )
  const df = design.cells.length - design.size
  return {
    status: 'ok',
    items: ratios(design.items, design.itemColumns),
    slots: ratios(design.slots, design.slotColumns),
    ...(df > 0 && !clustered && { fit: fitTest(fit.deviance, df) }),
    method: clustered ? `${method}, sandwich by unit` : method,
    warnings: design.cells.some((cell) => cell.clicks < fewestClicks)
      ? [`An item has fewer than ${fewestClicks} clicks in a slot; the intervals are approximate.`]
      : [],
  }
}

function sandwich(units: readonly (readonly PositionCell[])[], design: Design, fit: Fit): number[][] {
  const sum = fit.covariance.map((row) => row.map(() => 0))
  for (const unit of units) {
    const slopes = sum.map(() => 0)
    for (const row of unit) {
      const columns = columnsOf(design, row)
      for (const column of columns) slopes[column] = (slopes[column] ?? 0) + fit.slopeOf({ ...row, columns })
    }
    const moves = times(fit.covariance, slopes)
    for (const [at, row] of sum.entries()) {
      for (const [column, move] of moves.entries()) row[column] = (row[column] ?? 0) + (moves[at] ?? 0) * move
    }
  }
  const factor = units.length / (units.length - 1)
  return sum.map((row) => row.map((value) => value * factor))
}

function fitTest(statistic: number, df: number) {
  const logPValue = chiSquareLogSurvival(statistic, df)
  return { statistic, df, pValue: Math.exp(logPValue), logPValue }
}
