/**
 * A table with one row per unit to the lift report.
 */
import { type LiftOptions, liftReport } from '../lift/report.js'
import type { LiftReport } from '../lift-report.js'
import type { MeasuredExperiment, Measurement } from '../measurement.js'
import { noSums, type Sums } from '../metrics/gathered.js'
import type { Metric, Metrics } from '../metrics/metric.js'
import type { SumNeeds } from '../metrics/needs.js'
import { sortedNames } from '../names.js'
import { numberOf } from '../sql/cells.js'
import { setCrossoverApart } from './crossover.js'
import { needsOfTable } from './needs-of-table.js'
import { byExperiment, openTable, type Table } from './table.js'
import { checkTerms, columnsOf, unitSums } from './unit-sums.js'

export interface UnitsColumns extends LiftOptions {
  /** The column that names the unit. */
  readonly unit: string
  readonly variant: string
  /** The column that names the experiment; without it the file is one experiment. */
  readonly experiment?: string
  /** Goals are columns: `proportion(column)` of 0, 1, true and false, `mean(column)`, `ratio(column/column)`. */
  readonly metrics: Metrics
}

/**
 * A unit in two variants of an experiment is set apart and counted; one that has two rows in the same variant is an
 * error, for what two rows of a unit mean only the caller knows. A row without a unit, variant or experiment is left out
 * and counted. An empty field of a metric counts as 0, for every unit counts, and the report says how many there were.
 *
 * @param path a file that ends in .csv, .csv.gz or .parquet
 * @throws Error that names the file or lists its columns; TypeError that names the column and a wrong field, or a metric
 * that only a log can feed; RangeError that names the metric whose sums are beyond what is exact
 * @example await analyseUnits('visits.csv', { unit: 'userid', variant: 'version', metrics: { day7: proportion('retention_7') } })
 */
export async function analyseUnits(path: string, options: UnitsColumns): Promise<LiftReport> {
  return liftReport(await measureUnits(path, options), options)
}

/** A metric with what it needs from the table. */
interface Wanted {
  readonly name: string
  readonly metric: Metric
  readonly needs: SumNeeds
}

/** The sums behind {@link analyseUnits}; they add up with those of other tables, as long as no unit is in two. */
export async function measureUnits(path: string, options: UnitsColumns): Promise<Measurement> {
  const { unit, variant, experiment, metrics } = options
  const wanted = Object.entries(metrics).map(([name, metric]) => ({ name, metric, needs: needsOfTable(name, metric) }))
  const columns = wanted.flatMap(({ name, needs }) => columnsOf(name, needs))
  const table = await openTable(path, { unit, variant, experiment }, columns)
  try {
    return await measure(table, wanted)
  } finally {
    table.close()
  }
}

async function measure(table: Table, wanted: readonly Wanted[]): Promise<Measurement> {
  const variants = byExperiment(await table.query('SELECT DISTINCT experiment, variant FROM cells'), () => true)
  const crossover = await setCrossoverApart(table)
  const empty = new Map<string, number>()
  for (const { name, needs } of wanted) {
    for (const [column, count] of await checkTerms(table, name, needs)) if (count > 0) empty.set(column, count)
  }
  const units = byExperiment(
    await table.query('SELECT experiment, variant, count(*) FROM cells GROUP BY ALL'),
    ([count]) => numberOf(count),
  )
  const sums = new Map<string, ReadonlyMap<string, ReadonlyMap<string, Sums>>>()
  for (const { name, needs } of wanted) sums.set(name, await unitSums(table, name, needs))

  const measured = (experiment: string): MeasuredExperiment => {
    const names = sortedNames(variants.get(experiment)?.keys() ?? [])
    return {
      experiment,
      observed: new Map(names.map((variant) => [variant, units.get(experiment)?.get(variant) ?? 0])),
      metrics: wanted.map(({ name, metric }) => ({
        name,
        metric,
        sums: new Map(names.map((variant) => [variant, sums.get(name)?.get(experiment)?.get(variant) ?? noSums])),
      })),
      crossover: { units: crossover.get(experiment) ?? 0 },
    }
  }
  const { rows, withoutName } = table
  return {
    experiments: sortedNames(variants.keys()).map(measured),
    rows: { rows, withoutName, empty: Object.fromEntries(empty) },
  }
}
