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
import { and, from, select } from './select.js'
import { isCounted, isIn, type Job, withNames } from './units.js'

export interface Histograms {
  readonly groups: Groups<HistogramSums>
  /** By experiment: that a value has no bin. */
  readonly refused: ReadonlyMap<string, RangeError>
}

/** Where values are: the relations of clicks and goals, and of vitals. */
export interface ValueRelations {
  readonly acts: string
  readonly vitals: string
}

export async function histogramsOf(
  job: Job,
  name: string,
  needs: HistogramNeeds,
  relations: ValueRelations,
): Promise<Histograms> {
  const { ask, dialect } = job.engine
  const values = valuesQuery(job, needs, relations)
  const fits = `scaled >= ${dialect.double(0)} AND scaled <= ${dialect.double(largestBinned)}`
  const misfits = `SELECT grp, t, stream, seq, value FROM ${from(values)} WHERE NOT (${fits})`
  const odd = await ask(
    `SELECT experiment, ${dialect.first('value', ['t', 'stream', 'seq'])}
    FROM ${from(withNames(job, misfits, ['t', 'stream', 'seq', 'value']))} GROUP BY experiment`,
  )
  const rows = await ask(binsQuery(job, `SELECT u, grp, scaled FROM ${from(values)} WHERE ${fits}`))
  return {
    groups: mapGroups(listsOf(rows, binIn), addHistograms),
    refused: new Map(
      odd.map(([experiment, value]) => [nameOf(experiment), valueNotBinned(name, numberOf(value), needs.scale)]),
    ),
  }
}

/** What the metric's quantity is worth each time, beside its unit. */
function valuesQuery(job: Job, needs: HistogramNeeds, { acts, vitals }: ValueRelations): string {
  const { dialect } = job.engine
  const { quantity, scale, windowMs } = needs
  const wanted = ['u', 'grp', 't', 'stream', 'seq', 'value', `${scaledValue(scale, dialect)} AS scaled`]
  if (quantity.of === 'goal') {
    return select(wanted, acts, and(isCounted(job, needs), isIn(needs, dialect), isGoal(quantity, dialect)))
  }
  // A page is often at its largest paint before the element of the experiment is seen, so there is an end and no start.
  const untilEnd = windowMs === undefined ? '' : `t < since + ${dialect.double(windowMs)}`
  return select(wanted, vitals, and(isCounted(job, needs), untilEnd, `name = ${dialect.text(quantity.name)}`))
}

function binsQuery(job: Job, values: string): string {
  const { dialect } = job.engine
  const integers = `SELECT u, grp, value, count(*) AS times
    FROM (SELECT u, grp, ${dialect.whole('scaled')} AS value FROM ${from(values)}) AS integers GROUP BY u, grp, value`
  const bins = `SELECT u, grp, edge, sum(times) AS count FROM ${from(dialect.withEdge(integers, quantileEdges()))} GROUP BY u, grp, edge`
  const squares = `(below + count) * (below + count) - below * below`
  const sums = `SELECT grp, edge, sum(count) AS a, sum(${squares}) AS b, sum(count * together) AS c, sum(CASE WHEN below = 0 THEN 1 ELSE 0 END) AS d
    FROM ${from(dialect.withRunningCount(bins, ['u', 'grp']))} GROUP BY grp, edge`
  return withNames(job, sums, ['edge', 'a', 'b', 'c', 'd'])
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
