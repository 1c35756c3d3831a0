/**
 * The sums that a metric needs, over a table of units: in whole numbers, by the same formula as the scan.
 */
import { largestSum, largestTotal, sumTooLarge, totalTooLarge } from '../integers.js'
import type { Sums } from '../metrics/gathered.js'
import type { SumName, SumNeeds, Term } from '../metrics/needs.js'
import { checkColumn, finite, truth } from './check-column.js'
import type { Row } from './database.js'
import { asNumber, asScaled, bigintOf, numberOf } from './sql.js'
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
    `SELECT experiment, variant, count(*), ${names.map((sum) => digitSums(sum, sums)).join(', ')}
     FROM (SELECT experiment, variant, ${digitsOf('x')}, ${digitsOf('y')}
           FROM (SELECT experiment, variant, ${integerTerm(table, x)} AS x, ${y ? integerTerm(table, y) : 0} AS y FROM cells))
     GROUP BY ALL`,
  )
  return byExperiment(rows, ([n, ...digits]) => {
    const [sumX = 0n, sumY = 0n, sumXX = 0n, sumYY = 0n, sumXY = 0n] = names.map((_, index) =>
      joined(digits.slice(3 * index, 3 * index + 3)),
    )
    if (sumXX > largestSum || sumYY > largestSum) throw sumTooLarge(name)
    return { n: numberOf(n), x: sumX, y: sumY, xx: sumXX, yy: sumYY, xy: sumXY }
  })
}

const names: readonly SumName[] = ['x', 'y', 'xx', 'yy', 'xy']

/**
 * DuckDB's sum of 128-bit integers can wrap without an error, so a number is added as two digits of this base: their
 * products fit in 64 bits, and sums of those in 128, for more rows than there are.
 */
const base = 2n ** 27n

const digitsOf = (term: 'x' | 'y') => `${term} // ${base} AS ${term}1, ${term} % ${base} AS ${term}0`

/** Three columns: what counts base², base and 1 times. */
function digitSums(sum: SumName, wanted: readonly SumName[]): string {
  if (!wanted.includes(sum)) return '0, 0, 0'
  const [a, b] = sum
  if (b === undefined) return `0, sum(${a}1), sum(${a}0)`
  return `sum(${a}1 * ${b}1), sum(${a}1 * ${b}0 + ${a}0 * ${b}1), sum(${a}0 * ${b}0)`
}

function joined([second, first, zeroth]: Row): bigint {
  return (bigintOf(second) * base + bigintOf(first)) * base + bigintOf(zeroth)
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
