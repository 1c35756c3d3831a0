/**
 * The most likely attractiveness of items and examination of slots, given counts of clicks: a binomial regression with
 * logarithmic link, by Fisher scoring.
 */
import { solveSymmetric } from '../cholesky.js'

/** Clicks of one item in one slot, and the parameters whose sum is the logarithm of its rate. */
export interface FitCell {
  readonly columns: readonly number[]
  readonly impressions: number
  readonly clicks: number
}

export interface Fit {
  readonly coefficients: readonly number[]
  /** Inverse of the Fisher information. */
  readonly covariance: readonly (readonly number[])[]
  /** What a cell's counts say against the fit: the slope of its log-likelihood in its own log rate. */
  readonly slopeOf: (cell: FitCell) => number
  /** Twice the log-likelihood that is lost against rates free in every cell. */
  readonly deviance: number
}

const mostSteps = 100
const precision = 1e-12

/** @returns undefined when a rate runs into 1, where the model ends */
export function fitLogRates(cells: readonly FitCell[], size: number): Fit | undefined {
  const impressions = cells.reduce((sum, cell) => sum + cell.impressions, 0)
  const clicks = cells.reduce((sum, cell) => sum + cell.clicks, 0)
  const start = Array.from({ length: size }, (_, at) => (at === 0 ? Math.log(clicks / (impressions + 1)) : 0))
  const rateOf = (at: readonly number[], { columns }: FitCell) =>
    Math.exp(columns.reduce((sum, column) => sum + (at[column] ?? 0), 0))
  const slopeUnder = (at: readonly number[]) => (cell: FitCell) => {
    const rate = rateOf(at, cell)
    return (cell.clicks - cell.impressions * rate) / (1 - rate)
  }
  const devianceAt = (at: readonly number[]) =>
    cells.reduce((sum, cell) => {
      const rate = rateOf(at, cell)
      if (rate >= 1) return Infinity
      const misses = cell.impressions - cell.clicks
      const lost = part(cell.clicks, cell.impressions * rate) + part(misses, cell.impressions * (1 - rate))
      return sum + 2 * lost
    }, 0)

  const unitVectors = start.map((_, row) => start.map((_, column) => Number(row === column)))
  let at = start
  let deviance = devianceAt(at)
  for (let step = 0; step < mostSteps; step++) {
    const slopes = start.map(() => 0)
    const information = start.map(() => start.map(() => 0))
    for (const cell of cells) {
      const rate = rateOf(at, cell)
      const slope = slopeUnder(at)(cell)
      const weight = (cell.impressions * rate) / (1 - rate)
      for (const row of cell.columns) {
        slopes[row] = (slopes[row] ?? 0) + slope
        const line = information[row]
        for (const column of cell.columns) if (line) line[column] = (line[column] ?? 0) + weight
      }
    }
    const covariance = solveSymmetric((i, j) => information[i]?.[j] ?? 0, unitVectors)
    if (!covariance) return undefined
    const move = times(covariance, slopes)
    const gain = move.reduce((sum, value, index) => sum + value * (slopes[index] ?? 0), 0)
    if (gain < precision ** 2 * (1 + Math.abs(deviance)) || step === mostSteps - 1) {
      return { coefficients: at, covariance, slopeOf: slopeUnder(at), deviance }
    }
    const moved = (share: number) => at.map((value, index) => value + share * (move[index] ?? 0))
    let share = 1
    while (devianceAt(moved(share)) > deviance + 1e-9 * (1 + deviance) && share > 1e-9) share /= 2
    if (share <= 1e-9) return undefined
    at = moved(share)
    deviance = devianceAt(at)
  }
  return undefined
}

/** x ln(x / expected), 0 for x = 0. */
const part = (x: number, expected: number) => (x === 0 ? 0 : x * Math.log(x / expected))

export function times(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, value, at) => sum + value * (vector[at] ?? 0), 0))
}
