/**
 * A table with one row per variant, successes and trials, to the lift report.
 */
import { type LiftOptions, liftReport } from '../lift/report.js'
import type { LiftReport } from '../lift-report.js'
import type { MeasuredExperiment } from '../measurement.js'
import { noSums, type Sums } from '../metrics/gathered.js'
import { proportion } from '../metrics/proportion.js'
import { sortedNames } from '../names.js'
import { bigintOf, numberOf, textOf } from '../sql/cells.js'
import { checkColumn, whole } from './check-column.js'
import { asNumber } from './sql.js'
import { byExperiment, openTable, type Table } from './table.js'

export interface CountsColumns extends LiftOptions {
  /** The column that names the experiment; without it the file is one experiment. */
  readonly experiment?: string
  readonly variant: string
  /** Columns of whole numbers: so many of the trials succeeded. */
  readonly counts: { readonly successes: string; readonly trials: string }
}

/**
 * Rows of the same variant are added. The sample ratio is checked on the trials. A row without a variant or experiment
 * is left out and counted; an empty count is an error, for nobody knows what it was.
 *
 * @param path a file that ends in .csv, .csv.gz or .parquet
 * @throws Error that names the file or lists its columns; TypeError that names the column and a wrong field
 * @example await analyseCounts('counts.csv', { variant: 'arm', counts: { successes: 'clicks', trials: 'impressions' } })
 */
export async function analyseCounts(path: string, options: CountsColumns): Promise<LiftReport> {
  const { experiment, variant, counts } = options
  const table = await openTable(path, { variant, experiment }, [counts.successes, counts.trials])
  try {
    await checkCounts(table, counts)
    const successes = asNumber(table.cell(counts.successes))
    const trials = asNumber(table.cell(counts.trials))
    const sums = byExperiment(
      await table.query(
        `SELECT experiment, variant, sum(CAST(${trials} AS HUGEINT)), sum(CAST(${successes} AS HUGEINT)) FROM cells GROUP BY ALL`,
      ),
      ([n, x]): Sums => ({ ...noSums, n: numberOf(n), x: bigintOf(x) }),
    )
    const experiments = sortedNames(sums.keys()).map((name) => measured(name, sums.get(name) ?? new Map(), counts))
    const { rows, withoutName } = table
    return liftReport({ experiments, rows: { rows, withoutName, empty: {} } }, options)
  } finally {
    table.close()
  }
}

function measured(
  experiment: string,
  sums: ReadonlyMap<string, Sums>,
  { successes, trials }: CountsColumns['counts'],
): MeasuredExperiment {
  return {
    experiment,
    observed: new Map([...sums].map(([variant, { n }]) => [variant, n])),
    metrics: [{ name: `${successes}/${trials}`, metric: proportion(successes), sums }],
  }
}

async function checkCounts(table: Table, { successes, trials }: CountsColumns['counts']): Promise<void> {
  for (const column of [successes, trials]) {
    const empty = await checkColumn(table, column, whole)
    if (empty > 0)
      throw new TypeError(`Column "${column}" is empty in ${empty} of ${table.rows} rows; a count is needed.`)
  }
  const [above] = await table.query(
    `SELECT experiment, variant FROM cells WHERE ${asNumber(table.cell(successes))} > ${asNumber(table.cell(trials))} ORDER BY ALL LIMIT 1`,
  )
  if (!above) return
  throw new TypeError(
    `Column "${successes}" is larger than "${trials}" in variant "${textOf(above[1])}" of experiment "${textOf(above[0])}"; successes are some of the trials.`,
  )
}
