/**
 * From what was read of a log to the sums of each experiment. Reads the table and changes nothing in it, so a live log
 * can be measured as often as one likes.
 */
import type { LogReport } from '../lift-report.js'
import type { MeasuredExperiment, Measurement } from '../measurement.js'
import { noSums } from '../metrics/method.js'
import { type Metric, type Metrics, methodOf } from '../metrics/metric.js'
import { proportion } from '../metrics/proportion.js'
import { sortedNames } from '../names.js'
import { deliveryOf, deliveryOfExperiment, lossesOf } from './delivery.js'
import type { LogTable } from './log-table.js'
import { sumsOf } from './sums.js'
import { totalsOf } from './totals.js'
import { type Units, unitsOf } from './units.js'

export interface MeasureOptions {
  /** Computed for every experiment; without them, the share of units that reached each goal of the log. */
  readonly metrics?: Metrics
}

/** @throws RangeError that names the metric whose sums are beyond what is exact */
export function measure(table: LogTable, { metrics = goalShares(table) }: MeasureOptions = {}): Measurement {
  return {
    experiments: sortedNames(table.met.keys()).map((experiment) => measureExperiment(table, experiment, metrics)),
    log: reportOf(table, metrics),
  }
}

/** The metrics of whoever named none: for each goal of the log, whether the unit reached it. */
function goalShares({ events }: LogTable): Metrics {
  return Object.fromEntries(sortedNames(events.goals.texts()).map((goal) => [goal, proportion(goal)]))
}

function measureExperiment(table: LogTable, experiment: string, metrics: Metrics): MeasuredExperiment {
  const { events, streams, met } = table
  const units = unitsOf(events.exposed(experiment), streams, events.ids.size)
  const wanted = Object.entries(metrics).map(([name, metric]) => ({ name, metric, needs: methodOf(metric).needs }))
  const totals = totalsOf(wanted, experiment, units, table)
  const variants = sortedNames(met.get(experiment)?.keys() ?? [])
  const byVariant = <Value>(values: ReadonlyMap<number, Value>, none: Value): ReadonlyMap<string, Value> =>
    new Map(variants.map((name) => [name, values.get(events.variants.find(name) ?? -1) ?? none]))
  return {
    experiment,
    observed: byVariant(countByVariant(units), 0),
    metrics: wanted.map(({ name, metric, needs }, index) => ({
      name,
      metric,
      sums: byVariant(sumsOf({ name, needs }, totals[index] ?? nothing, units), noSums),
    })),
    delivery: deliveryOfExperiment(table, experiment),
    losses: lossesOf(table, experiment),
    crossover: { units: units.crossed.reduce((sum, crossed) => sum + crossed, 0) },
  }
}

const nothing = { x: new Float64Array() }

function countByVariant({ size, variant, crossed }: Units): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (let place = 0; place < size; place++) {
    if (crossed[place] === 1) continue
    const number = variant[place] ?? 0
    counts.set(number, (counts.get(number) ?? 0) + 1)
  }
  return counts
}

function reportOf({ streams, lines, unknownTypes, broken, events: { goals } }: LogTable, metrics: Metrics): LogReport {
  const { count, events } = lines()
  const known = new Set(goals.texts())
  return {
    lines: count,
    events,
    repeated: streams.copies(),
    unknownTypes: Object.fromEntries(
      sortedNames(unknownTypes.keys()).map((type) => [type, unknownTypes.get(type) ?? 0]),
    ),
    broken: { count: broken.count, first: [...broken.first] },
    delivery: deliveryOf(streams),
    goals: sortedNames(known),
    unfedMetrics: Object.keys(metrics).filter((name) => metrics[name] && isUnfed(metrics[name], known)),
  }
}

/** Whether it speaks of a goal that the log does not hold. */
function isUnfed(metric: Metric, known: ReadonlySet<string>): boolean {
  const { x, y } = methodOf(metric).needs
  return [x, ...(y ? [y] : [])].some(({ quantity }) => quantity.of === 'goal' && !known.has(quantity.goal))
}
