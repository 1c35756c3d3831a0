/**
 * The sums that a metric needs, over a table of units: in whole numbers, by the same formula as the scan.
 */
import { largestTotal, totalTooLarge } from '../integers.js'
import type { Sums } from '../metrics/gathered.js'
import type { SumNeeds, Term } from '../metrics/needs.js'
import { numberOf } from '../sql/cells.js'
import { checkSums, digitSums, digitsOf, sumsFrom } from '../sql/wide-sums.js'
import { checkColumn, finite, truth } from './check-column.js'
import { duckDbDialect } from './dialect.js'
import { asNumber, asScaled } from './sql.js'
import { byExperiment, type Table } from './table.js'

/** The columns that a metric adds up; the report counts their empty fields. */
export function columnsOf(name: string, { x, y, windowMs }: SumNeeds): readonly string[] {
  if (windowMs !== undefined) throw new TypeError(`Metric "${name}" has a window, but a table of units has no times.`)
  return (y ? [x, y] : [x]).map(({ quantity }) => {
    if (quantity.of === 'goal') return quantity.goal
    throw new TypeError(`Metric "${name}" counts ${quantity.of}, but a table of units has none; name a column.`)
  })
}

/** @returns by column, how many fields are empty */
export async function checkTerms(table: Table, name: string, { x, y }: SumNeeds): Promise<ReadonlyMap<string, number>> {
  const empty = new Map<string, number>()
  for (const term of y ? [x, y] : [x]) {
    const column = columnOf(term)
    empty.set(column, await checkColumn(table, column, term.take === 'any' ? truth : finite))
    const [row] = await table.query(`SELECT max(abs(${scaledTerm(table, term)})) FROM cells`)
    if (numberOf(row?.[0]) > largestTotal) throw totalTooLarge(name, term.scale)
  }
  return empty
}

/**
 * By experiment and variant.
 *
 * @throws RangeError that names the metric, if its squares pass 128 bits
 */
export async function unitSums(
  table: Table,
  name: string,
  { x, y, sums }: SumNeeds,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Sums>>> {
  const rows = await table.query(
    `SELECT experiment, variant, count(*), ${digitSums(sums, duckDbDialect)}
     FROM (SELECT experiment, variant, ${digitsOf('x', duckDbDialect)}, ${digitsOf('y', duckDbDialect)}
           FROM (SELECT experiment, variant, ${integerTerm(table, x)} AS x, ${y ? integerTerm(table, y) : 0} AS y FROM cells))
     GROUP BY ALL`,
  )
  return byExperiment(rows, ([n, ...digits]) => checkSums(name, sumsFrom(numberOf(n), digits)))
}

/** The cast comes last and finds whole numbers within 2^53: `checkTerms` has seen to it. */
function integerTerm(table: Table, term: Term): string {
  return `CAST(COALESCE(${scaledTerm(table, term)}, 0) AS BIGINT)`
}

function scaledTerm({ cell }: Table, term: Term): string {
  return asScaled(asNumber(cell(columnOf(term))), term.scale)
}

function columnOf({ quantity }: Term): string {
  return quantity.of === 'goal' ? quantity.goal : ''
}
