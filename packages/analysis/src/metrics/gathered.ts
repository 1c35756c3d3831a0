/**
 * What engines hand over for the units of one variant. Everything in it is a sum over units, so parts without a common
 * unit add up to the same bits in any order.
 */
import type { SumName } from './needs.js'

/** Exact sums of integers. */
export type Sums = { readonly n: number } & { readonly [Name in SumName]: bigint }

export const noSums: Sums = { n: 0, x: 0n, y: 0n, xx: 0n, yy: 0n, xy: 0n }

/** The sums of all units together; the two must not share a unit. */
export function addSums(a: Sums, b: Sums): Sums {
  return { n: a.n + b.n, x: a.x + b.x, y: a.y + b.y, xx: a.xx + b.xx, yy: a.yy + b.yy, xy: a.xy + b.xy }
}

/** A bin that holds values, as `QuantileHistogram` of `@heddle/stats` has it. */
export interface BinSums {
  /** Its place in `quantileEdges`. */
  readonly bin: number
  readonly count: number
  readonly squareStep: number
  readonly weighted: number
}

/** The values of units with at least one, in bins. */
export interface HistogramSums {
  /** Units with a value. */
  readonly n: number
  /** All values. */
  readonly total: number
  /** Over units, the square of how many values each has. */
  readonly totalOfSquares: number
  /** Those that hold values, ascending. */
  readonly bins: readonly BinSums[]
}

export const noHistogram: HistogramSums = { n: 0, total: 0, totalOfSquares: 0, bins: [] }

/** The histogram of all units together; no two of them may share a unit. */
export function addHistograms(parts: Iterable<HistogramSums>): HistogramSums {
  const sum = { n: 0, total: 0, totalOfSquares: 0 }
  const bins = new Map<number, { -readonly [Name in keyof BinSums]: BinSums[Name] }>()
  for (const part of parts) {
    sum.n += part.n
    sum.total += part.total
    sum.totalOfSquares += part.totalOfSquares
    for (const { bin, count, squareStep, weighted } of part.bins) {
      const same = bins.get(bin) ?? { bin, count: 0, squareStep: 0, weighted: 0 }
      bins.set(bin, same)
      same.count += count
      same.squareStep += squareStep
      same.weighted += weighted
    }
  }
  return { ...sum, bins: [...bins.values()].sort((a, b) => a.bin - b.bin) }
}

/** How far units came. */
export interface StepCounts {
  readonly n: number
  /** Of them, those that reached each step. */
  readonly reached: readonly number[]
}

/** The steps of all units together; no two of them may share a unit. */
export function addSteps(parts: Iterable<StepCounts>): StepCounts {
  let n = 0
  const reached: number[] = []
  for (const part of parts) {
    n += part.n
    for (const [step, units] of part.reached.entries()) reached[step] = (reached[step] ?? 0) + units
  }
  return { n, reached }
}

/** Units that had the same time. */
export interface UnitsAtTime {
  readonly ms: number
  /** Whether it ended then; else the log did. */
  readonly happened: boolean
  readonly units: number
}

/** How long something took. */
export interface TimeCounts {
  /** Units for which it began. */
  readonly n: number
  /** Ascending; of the same time, what ended first. */
  readonly times: readonly UnitsAtTime[]
}

/** The times of all units together; no two of them may share a unit. */
export function addTimes(parts: Iterable<Pick<TimeCounts, 'times'>>): TimeCounts {
  const ended = new Map<number, number>()
  const cut = new Map<number, number>()
  let n = 0
  for (const { times } of parts) {
    for (const { ms, happened, units } of times) {
      const same = happened ? ended : cut
      same.set(ms, (same.get(ms) ?? 0) + units)
      n += units
    }
  }
  const listed = (some: ReadonlyMap<number, number>, happened: boolean): UnitsAtTime[] =>
    [...some].map(([ms, units]) => ({ ms, happened, units }))
  const times = [...listed(ended, true), ...listed(cut, false)].sort(
    (a, b) => a.ms - b.ms || Number(b.happened) - Number(a.happened),
  )
  return { n, times }
}

/** What was gathered of the parts of some units, as of all of them; no two parts may share a unit. */
export function addGathered(none: Gathered, parts: readonly Gathered[]): Gathered {
  if (parts.length === 0) return none
  if ('xx' in none) return parts.map(sumsIn).reduce(addSums)
  if ('bins' in none) return addHistograms(parts.map(histogramIn))
  if ('reached' in none) return addSteps(parts.map(stepsIn))
  return addTimes(parts.map(timesIn))
}

export type Gathered = Sums | HistogramSums | StepCounts | TimeCounts

/** @throws TypeError if something else was gathered, as by an engine that does not know the kind */
export function sumsIn(gathered: Gathered): Sums {
  if ('xx' in gathered) return gathered
  throw foreign('sums')
}

/** @throws TypeError if something else was gathered */
export function histogramIn(gathered: Gathered): HistogramSums {
  if ('bins' in gathered) return gathered
  throw foreign('a histogram')
}

/** @throws TypeError if something else was gathered */
export function stepsIn(gathered: Gathered): StepCounts {
  if ('reached' in gathered) return gathered
  throw foreign('steps')
}

/** @throws TypeError if something else was gathered */
export function timesIn(gathered: Gathered): TimeCounts {
  if ('times' in gathered) return gathered
  throw foreign('times')
}

const foreign = (wanted: string) =>
  new TypeError(`The metric needs ${wanted}, and the measurement holds something else. Was it made for another metric?`)
