/**
 * From what was read of a log to the sums of each experiment. Reads the table and changes nothing in it, so a live log
 * can be measured as often as one likes.
 */
import type { LogReport } from '../lift-report.js'
import type { MeasuredExperiment, Measurement } from '../measurement.js'
import type { Gathered } from '../metrics/gathered.js'
import { type Metric, type Metrics, methodOf } from '../metrics/metric.js'
import { quantitiesOf } from '../metrics/needs.js'
import { proportion } from '../metrics/proportion.js'
import type { Quantity, VitalQuantity } from '../metrics/quantity.js'
import { vitalMetrics } from '../metrics/vitals.js'
import { type Wanted, wantedOf } from '../metrics/wanted.js'
import { sortedNames } from '../names.js'
import { deliveryOf, deliveryOfExperiment, lossesOf } from './delivery.js'
import type { Names } from './dictionary.js'
import { type CapBy, gather } from './gather.js'
import type { LogTable } from './log-table.js'
import { attributesOf, checkAttribute, segmented } from './segments.js'
import { unitsOf } from './units.js'
import { countByVariant } from './watched.js'

export interface MeasureOptions {
  /** Computed for every experiment; without them, the share of units that reached each goal of the log. */
  readonly metrics?: Metrics
  /** An attribute of exposures: every metric is also added up for each of its values, by a unit's first exposure. */
  readonly segment?: string
  /** Whether the 75th percentile of LCP, INP and CLS is added where the log has them; default false. */
  readonly vitals?: boolean
}

/**
 * @throws RangeError that names the metric whose sums are beyond what is exact, or the attributes that there are, if no
 * exposure has the one to split by; TypeError that names a metric with a covariate of no time
 */
export function measure(table: LogTable, options: MeasureOptions = {}): Measurement {
  const { metrics, added } = askedOf(table.events, options)
  const wanted = wantedOf(metrics)
  return {
    experiments: sortedNames(table.met.experiments()).map((experiment) =>
      measureExperiment(table, experiment, wanted, options.segment),
    ),
    ...(added ? { added } : {}),
    ...sourceOf(table, reportOf(table, metrics)),
  }
}

/**
 * What is to be computed for a log that holds these names.
 *
 * @returns also which metrics were added, where that was asked for
 * @throws RangeError that lists the attributes that there are, if no exposure has the one to split by
 */
export function askedOf(
  names: KnownNames,
  { metrics: asked = goalShares(names), segment, vitals = false }: MeasureOptions,
): { readonly metrics: Metrics; readonly added?: readonly string[] } {
  if (segment !== undefined) checkAttribute(names, segment)
  const added = vitals ? vitalMetrics(asked, (name) => names.vitalNames.find(name) !== undefined) : {}
  return { metrics: { ...asked, ...added }, ...(vitals ? { added: Object.keys(added) } : {}) }
}

/** The metrics of whoever named none: for each goal of the log, whether the unit reached it. */
export function goalShares({ goals }: Pick<KnownNames, 'goals'>): Metrics {
  return Object.fromEntries(sortedNames(goals.texts()).map((goal) => [goal, proportion(goal)]))
}

/** What the units of a part of a log cannot tell by themselves. */
export interface OfWhole {
  /** The segments of the experiment. */
  readonly segments?: readonly string[]
  readonly capBy?: CapBy
}

export function measureExperiment(
  table: LogTable,
  experiment: string,
  wanted: readonly Wanted[],
  attribute: string | undefined,
  { segments, capBy }: OfWhole = {},
): MeasuredExperiment {
  const { events, streams, met } = table
  const units = unitsOf(events.exposed(experiment), streams, events.ids.size)
  const streamsByVariant = met.get(experiment)
  const variants = sortedNames(streamsByVariant.keys())
  const split = attribute === undefined ? undefined : segmented(units, events, variants, attribute, segments)
  const byVariant = <Value>(values: ReadonlyMap<number, Value>, none: Value): ReadonlyMap<string, Value> =>
    new Map(variants.map((name) => [name, values.get(events.variants.find(name) ?? -1) ?? none]))
  return {
    experiment,
    observed: byVariant(
      countByVariant(units, (place) => units.crossed[place] !== 1),
      0,
    ),
    metrics: gather(wanted, experiment, units, table, split?.groups, capBy).map(
      ({ name, metric, method, byVariant: sums, byGroup, open, cap }) => ({
        name,
        metric,
        sums: byVariant<Gathered>(sums, method.none),
        ...(open ? { open: byVariant(open, 0) } : {}),
        ...(cap === undefined ? {} : { cap }),
        ...(split && byGroup ? { segments: split.split(byGroup, method.none) } : {}),
      }),
    ),
    ...(split && attribute !== undefined ? { segments: { attribute, observed: split.observed } } : {}),
    // Another tool's events have numbers that were made up: nothing is ever missing in them.
    ...(table.mapped
      ? {}
      : { delivery: deliveryOfExperiment(streams, streamsByVariant), losses: lossesOf(streams, streamsByVariant) }),
    crossover: { units: units.crossed.reduce((sum, crossed) => sum + crossed, 0) },
  }
}

/** What is said of the log, or of what another tool's was made into. */
function sourceOf({ mapped }: LogTable, log: LogReport): Pick<Measurement, 'log' | 'mapped'> {
  if (!mapped) return { log }
  return { mapped: { ...mapped(), goals: log.goals, unfedMetrics: log.unfedMetrics } }
}

export function reportOf(table: LogTable, metrics: Metrics): LogReport {
  const { streams, lines, broken, events } = table
  const { types } = events
  const { count, events: distinct, repeated, conflicts } = lines()
  return {
    lines: count,
    events: distinct,
    repeated,
    conflicts,
    unknownTypes: Object.fromEntries(
      sortedNames(types.texts()).map((type) => [type, types.uses(types.find(type) ?? 0)]),
    ),
    broken: { count: broken.count, first: [...broken.first] },
    delivery: deliveryOf(streams),
    goals: sortedNames(events.goals.texts()),
    unfedMetrics: unfedOf(metrics, events),
  }
}

/** Whatever a metric can name that a log may not hold. */
export type KnownNames = { readonly [Kind in 'goals' | 'items' | 'vitalNames' | 'segments']: Names }

/** The metrics that speak of something that the log does not hold. */
export function unfedOf(metrics: Metrics, names: KnownNames): string[] {
  return Object.keys(metrics).filter((name) => metrics[name] && isUnfed(metrics[name], names))
}

/** Whether it speaks of a goal, an item, a vital or an attribute that the log does not hold. */
export function isUnfed(metric: Metric, { goals, items, vitalNames, segments }: KnownNames): boolean {
  const lacks = (quantity: Quantity | VitalQuantity) =>
    (quantity.of === 'goal' && goals.find(quantity.goal) === undefined) ||
    (quantity.of === 'goal' && quantity.item !== undefined && items.find(quantity.item) === undefined) ||
    (quantity.of === 'vital' && vitalNames.find(quantity.name) === undefined)
  const { needs } = methodOf(metric)
  const attributes = attributesOf({ segments })
  return quantitiesOf(needs).some(lacks) || Object.keys(needs.only ?? {}).some((name) => !attributes.has(name))
}
