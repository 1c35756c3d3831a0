/**
 * Gathers from a log what each metric needs of each variant's units. A form of needs is a case here and a file beside this.
 */
import type { Gathered } from '../metrics/gathered.js'
import type { Method } from '../metrics/method.js'
import type { Metric } from '../metrics/metric.js'
import type { Needs, SumNeeds } from '../metrics/needs.js'
import { capOf, capped } from './cap.js'
import { concernedUnits } from './concerned.js'
import { histogramsOf } from './histograms.js'
import type { LogTable } from './log-table.js'
import { stepsOf } from './steps.js'
import { sumsOf } from './sums.js'
import { timesOf } from './times.js'
import { type MetricTotals, type Totals, totalsOf } from './totals.js'
import type { Grouping, Units } from './units.js'
import { countedUnits, type IsCounted, openByVariant } from './watched.js'

export interface Wanted {
  readonly name: string
  readonly metric: Metric
  readonly method: Method
}

export interface GatheredMetric extends Wanted {
  /** By the variant's number. */
  readonly byVariant: ReadonlyMap<number, Gathered>
  /** By the group's number, where units were put into groups. */
  readonly byGroup?: ReadonlyMap<number, Gathered>
  /** Units left out because they were not watched for long enough, where the metric asks for it. */
  readonly open?: ReadonlyMap<number, number>
  /** What totals were cut at, in the metric's own unit. */
  readonly cap?: number
}

/**
 * @param groups smaller groups than the variants are, for whoever wants both
 * @param capBy says what a metric's totals are cut at, where the units are not all that there are
 * @returns in the order of the metrics
 * @throws RangeError that names the metric whose numbers are beyond what is exact
 */
export function gather(
  wanted: readonly Wanted[],
  experiment: string,
  units: Units,
  table: LogTable,
  groups?: Grouping,
  capBy: CapBy = (_, totals, p, isCounted) => capOf(totals, p, isCounted),
): readonly GatheredMetric[] {
  const end = table.streams.end()
  const gatherWith = (one: Wanted, totals: MetricTotals): GatheredMetric => {
    const { needs } = one.method
    const isConcerned = concernedUnits(units, needs, experiment, table)
    const isCounted = countedUnits(units, needs, end, isConcerned)
    const open = openByVariant(units, needs, end, isConcerned)
    const groupings = [units.variant, ...(groups ? [groups] : [])]
    const { gathered, ...more } = gatherOne(one.name, needs, totals, {
      ...{ experiment, units, isCounted, groupings, table, capBy },
    })
    const [byVariant = new Map(), byGroup] = gathered
    return { ...one, ...(open ? { open } : {}), ...more, byVariant, ...(byGroup ? { byGroup } : {}) }
  }
  // Sums come first, and one by one: the totals of all of them together would be the highest peak of memory.
  const added = new Map(
    wanted.flatMap((one) => {
      const { name, method } = one
      if (method.needs.gather !== 'sums') return []
      const [totals = nothing] = totalsOf([{ name, needs: method.needs }], experiment, units, table)
      return [[one, gatherWith(one, totals)] as const]
    }),
  )
  return wanted.map((one) => added.get(one) ?? gatherWith(one, nothing))
}

/** @param term one of the two of a metric, by its name: `metric x` or `metric y` */
export type CapBy = (term: string, totals: Totals, p: number, isCounted: IsCounted) => number | undefined

interface Setting {
  readonly experiment: string
  readonly units: Units
  readonly isCounted: IsCounted
  readonly groupings: readonly Grouping[]
  readonly table: LogTable
  readonly capBy: CapBy
}

/** @returns what was gathered, once for each grouping; and what totals were cut at */
function gatherOne(
  name: string,
  needs: Needs,
  totals: MetricTotals,
  { experiment, units, isCounted, groupings, table, capBy }: Setting,
): { readonly gathered: readonly ReadonlyMap<number, Gathered>[]; readonly cap?: number } {
  switch (needs.gather) {
    case 'sums': {
      const capTerm = (term: 'x' | 'y', some: Totals, p: number) => capBy(`${name} ${term}`, some, p, isCounted)
      const { cap, ...cut } = cutDown(needs, totals, capTerm)
      const gathered = groupings.map((groupOf) => sumsOf({ name, needs }, cut, groupOf, isCounted))
      return { gathered, ...(cap === undefined ? {} : { cap: cap / needs.x.scale }) }
    }
    case 'histogram':
      return { gathered: histogramsOf({ name, needs }, experiment, units, isCounted, groupings, table) }
    case 'steps':
      return { gathered: stepsOf(needs, units, isCounted, groupings, table) }
    case 'times':
      return { gathered: timesOf(needs, units, isCounted, groupings, table) }
  }
}

const nothing: MetricTotals = { x: new Float64Array() }

/** The totals with x and y capped, each by itself, where the metric asks for it; and the cap of x. */
function cutDown(
  { cap: p }: SumNeeds,
  { x, y }: MetricTotals,
  capTerm: (term: 'x' | 'y', totals: Totals, p: number) => number | undefined,
): MetricTotals & { readonly cap?: number } {
  if (p === undefined) return { x, ...(y ? { y } : {}) }
  const cap = capTerm('x', x, p)
  const cut = { x: capped(x, cap), ...(y ? { y: capped(y, capTerm('y', y, p)) } : {}) }
  return cap === undefined ? cut : { ...cut, cap }
}
