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
import { goalColumns, isGoal, scaledValue } from './goals.js'
import { type Groups, groupColumns, listsOf, mapGroups } from './groups.js'
import { and, from, select } from './select.js'
import { isCounted, isIn, isOwn, type Job, ofUnits } from './units.js'

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
  const values = select(
    [
      'experiment',
      'who',
      'attributes',
      'variant',
      't',
      'stream',
      'seq',
      'value',
      `${scaledValue(needs.scale, dialect)} AS scaled`,
    ],
    from(valuesQuery(job, needs, relations)),
  )
  const fits = `scaled >= ${dialect.double(0)} AND scaled <= ${dialect.double(largestBinned)}`
  const odd = await ask(
    `SELECT experiment, ${dialect.first('value', ['t', 'stream', 'seq'])} FROM ${from(values)} WHERE NOT (${fits}) GROUP BY experiment`,
  )
  const rows = await ask(binsQuery(job, `SELECT * FROM ${from(values)} WHERE ${fits}`))
  return {
    groups: mapGroups(listsOf(rows, binIn), addHistograms),
    refused: new Map(
      odd.map(([experiment, value]) => [nameOf(experiment), valueNotBinned(name, numberOf(value), needs.scale)]),
    ),
  }
}

const columns = ['t', 'stream', 'seq', 'value']

/** What the metric's quantity is worth each time, beside its unit. */
function valuesQuery(job: Job, needs: HistogramNeeds, { acts, vitals, met }: ValueRelations): string {
  const { dialect } = job.engine
  const { quantity, windowMs } = needs
  const wanted = ['experiment', 'who', 'attributes', 'variant', ...columns]
  if (quantity.of === 'goal') {
    const condition = and(isOwn, isCounted(job, needs), isIn(needs, dialect), isGoal(quantity, dialect))
    return select(wanted, ofUnits(job, acts, [...columns, ...goalColumns([quantity])]), condition)
  }
  // A page is often at its largest paint before the element of the experiment is seen, so there is an end and no start.
  const untilEnd = windowMs === undefined ? '' : `t < since + ${dialect.double(windowMs)}`
  const named = `name = ${dialect.text(quantity.name)}`
  const mine = and('declared = 0', isOwn, isCounted(job, needs), untilEnd, named)
  // Vitals declare no unit.
  const relation = from(select([`'' AS unit`, 'visitor', 'name', ...columns], vitals))
  const pages = `(experiment, stream) IN (SELECT experiment, stream FROM ${met})`
  return select(wanted, ofUnits(job, relation, [...columns, 'name']), and(mine, pages))
}

function binsQuery({ engine: { dialect } }: Job, values: string): string {
  const integers = `SELECT experiment, who, attributes, variant, value, count(*) AS times
    FROM (SELECT experiment, who, attributes, variant, ${dialect.whole('scaled')} AS value FROM ${from(values)}) AS integers
    GROUP BY experiment, who, attributes, variant, value`
  const bins = `SELECT experiment, who, attributes, variant, edge, sum(times) AS count
    FROM ${from(dialect.withEdge(integers, quantileEdges()))} GROUP BY experiment, who, attributes, variant, edge`
  const squares = `(below + count) * (below + count) - below * below`
  return `SELECT ${groupColumns}, edge, sum(count), sum(${squares}), sum(count * together), sum(CASE WHEN below = 0 THEN 1 ELSE 0 END)
    FROM ${from(dialect.withRunningCount(bins, ['experiment', 'who', 'attributes', 'variant']))} GROUP BY ${groupColumns}, edge`
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
