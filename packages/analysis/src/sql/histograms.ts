/**
 * Counts the values of each group's units into bins, with what their belonging together adds.
 */
import { binOf } from '@heddle/stats'
import { valueNotBinned } from '../integers.js'
import { addHistograms, type HistogramSums } from '../metrics/gathered.js'
import type { HistogramNeeds } from '../metrics/needs.js'
import { largestBinned, quantileEdges } from '../metrics/quantile-edges.js'
import { nameOf, numberOf } from './cells.js'
import type { Row } from './engine.js'
import { isGoal, scaledValue } from './goals.js'
import { type Groups, listsOf, mapGroups } from './groups.js'
import { vitalsQuery } from './kept.js'
import { and, from, select } from './select.js'
import { isCounted, isIn, type Job, withNames } from './units.js'

export interface Histograms {
  readonly groups: Groups<HistogramSums>
  /** By experiment: that a value has no bin. */
  readonly refused: ReadonlyMap<string, RangeError>
}

/** Where values are: the relations of clicks and goals, of vitals, and of the streams that met each experiment. */
export interface ValueRelations {
  readonly acts: string
  readonly vitals: string
  readonly met: string
}

export async function histogramsOf(
  job: Job,
  name: string,
  needs: HistogramNeeds,
  relations: ValueRelations,
): Promise<Histograms> {
  const { ask, dialect } = job.engine
  const values = valuesQuery(job, needs, relations, ['u', 'grp'])
  const fits = `scaled >= ${dialect.double(0)} AND scaled <= ${dialect.double(largestBinned)}`
  const rows = await ask(binsQuery(job, `SELECT u, grp, scaled FROM ${from(values)} WHERE ${fits}`))
  const misfits = await ask(`SELECT count(*) FROM ${from(values)} WHERE NOT (${fits})`)
  return {
    groups: mapGroups(listsOf(rows, binIn), addHistograms),
    refused: misfits.every(([count]) => numberOf(count) === 0)
      ? new Map<string, RangeError>()
      : await refusedOf(job, name, needs, relations, fits),
  }
}

/** By experiment, the first value that has no bin. */
async function refusedOf(
  job: Job,
  name: string,
  needs: HistogramNeeds,
  { acts, met }: ValueRelations,
  fits: string,
): Promise<ReadonlyMap<string, RangeError>> {
  const { ask, dialect } = job.engine
  const order = ['t', 'stream', 'seq']
  // What is kept of vitals says neither when nor where.
  const vitals = from(vitalsQuery(job, [needs], met, [...order, 'since']))
  const values = valuesQuery(job, needs, { acts, vitals }, ['grp', ...order, 'value'])
  const misfits = withNames(job, `SELECT * FROM ${from(values)} WHERE NOT (${fits})`, [...order, 'value'])
  const odd = await ask(`SELECT experiment, ${dialect.first('value', order)} FROM ${from(misfits)} GROUP BY experiment`)
  return new Map(
    odd.map(([experiment, value]) => [nameOf(experiment), valueNotBinned(name, numberOf(value), needs.scale)]),
  )
}

/** What the metric's quantity is worth each time, beside its unit. */
function valuesQuery(
  job: Job,
  needs: HistogramNeeds,
  { acts, vitals }: Pick<ValueRelations, 'acts' | 'vitals'>,
  columns: readonly string[],
): string {
  const { dialect } = job.engine
  const { quantity, scale, windowMs } = needs
  const wanted = [...columns, `${scaledValue(scale, dialect)} AS scaled`]
  if (quantity.of === 'goal') {
    return select(wanted, acts, and(isCounted(job, needs), isIn(needs, dialect), isGoal(quantity, dialect)))
  }
  // A page is often at its largest paint before the element of the experiment is seen, so there is an end and no start.
  const untilEnd = windowMs === undefined ? '' : `t < since + ${dialect.double(windowMs)}`
  return select(wanted, vitals, and(isCounted(job, needs), untilEnd, `name = ${dialect.text(quantity.name)}`))
}

/** The i-th value of a unit in ascending order makes the square of its running count grow by i² − (i − 1)². */
function binsQuery(job: Job, values: string): string {
  const { dialect } = job.engine
  const integers = `SELECT u, grp, ${dialect.whole('scaled')} AS value FROM ${from(values)}`
  const sums = `SELECT grp, value, count(*) AS counts, sum(2 * below + 1) AS steps, sum(together) AS weights, sum(CASE WHEN below = 0 THEN 1 ELSE 0 END) AS firsts
    FROM ${from(dialect.withPlaces(integers, ['u', 'grp']))} GROUP BY grp, value`
  const bins = `SELECT grp, edge, sum(counts) AS a, sum(steps) AS b, sum(weights) AS c, sum(firsts) AS d
    FROM ${from(dialect.withEdge(sums, quantileEdges()))} GROUP BY grp, edge`
  return withNames(job, bins, ['edge', 'a', 'b', 'c', 'd'])
}

/**
 * A row as a histogram of one bin. The totals of a histogram are sums over its bins: units are counted in the bin that
 * begins them, and what the values of a unit weigh together is the square of their number.
 */
function binIn([edge, ...cells]: Row): HistogramSums {
  const [count = 0, squareStep = 0, weighted = 0, units = 0] = cells.map(numberOf)
  const bin = binOf(quantileEdges(), numberOf(edge))
  return { n: units, total: count, totalOfSquares: weighted, bins: [{ bin, count, squareStep, weighted }] }
}
