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
import { gather } from './gather.js'
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
export function measure(
  table: LogTable,
  { metrics: asked = goalShares(table.events), segment, vitals = false }: MeasureOptions = {},
): Measurement {
  const { events } = table
  if (segment !== undefined) checkAttribute(events, segment)
  const added = vitals ? vitalMetrics(asked, (name) => events.vitalNames.find(name) !== undefined) : {}
  const metrics = { ...asked, ...added }
  const wanted = wantedOf(metrics)
  return {
    experiments: sortedNames(table.met.experiments()).map((experiment) =>
      measureExperiment(table, experiment, wanted, segment),
    ),
    ...(vitals ? { added: Object.keys(added) } : {}),
    ...sourceOf(table, reportOf(table, metrics)),
  }
}

/** The metrics of whoever named none: for each goal of the log, whether the unit reached it. */
export function goalShares({ goals }: Pick<KnownNames, 'goals'>): Metrics {
  return Object.fromEntries(sortedNames(goals.texts()).map((goal) => [goal, proportion(goal)]))
}

function measureExperiment(
  table: LogTable,
  experiment: string,
  wanted: readonly Wanted[],
  attribute: string | undefined,
): MeasuredExperiment {
  const { events, streams, met } = table
  const units = unitsOf(events.exposed(experiment), streams, events.ids.size)
  const streamsByVariant = met.get(experiment)
  const variants = sortedNames(streamsByVariant.keys())
  const split = attribute === undefined ? undefined : segmented(units, events, variants, attribute)
  const byVariant = <Value>(values: ReadonlyMap<number, Value>, none: Value): ReadonlyMap<string, Value> =>
    new Map(variants.map((name) => [name, values.get(events.variants.find(name) ?? -1) ?? none]))
  return {
    experiment,
    observed: byVariant(
      countByVariant(units, (place) => units.crossed[place] !== 1),
      0,
    ),
    metrics: gather(wanted, experiment, units, table, split?.groups).map(
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

function reportOf(table: LogTable, metrics: Metrics): LogReport {
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
    unfedMetrics: Object.keys(metrics).filter((name) => metrics[name] && isUnfed(metrics[name], events)),
  }
}

/** Whatever a metric can name that a log may not hold. */
export type KnownNames = { readonly [Kind in 'goals' | 'items' | 'vitalNames' | 'segments']: Names }

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
