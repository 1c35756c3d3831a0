/**
 * ClickHouse's own SQL: what every version since 18.16 knows, and the few functions that new ones do better.
 */
import { type Dialect, mostInFew } from '../sql/engine.js'
import { identifier, literal } from './literal.js'

/** @param version of the server, such as `18.16.1` */
export function dialectOf(version: string): Dialect {
  return Number.parseInt(version, 10) >= firstWithInt128 ? { ...dialect, ...sinceInt128 } : dialect
}

/** Int128 came with 21.6. */
const firstWithInt128 = 22

const dialect: Dialect = {
  name: identifier,
  text: literal,
  double,
  integer: (value) => `toInt64(${value})`,
  whole: (value) => `toInt64(${value})`,
  asDouble: (value) => `toFloat64(${value})`,
  narrow: (value) => `toInt64(${value})`,
  // The sum of Int64 wraps around without a word.
  sum: (value) => `sum(toDecimal128(${value}, 0))`,
  quotient: (a, b) => `intDiv(${a}, ${b})`,
  few: (value) => `uniqExactIf(${value}, ${value} BETWEEN 1 AND ${mostInFew})`,
  rowNumber: 'toInt64(rowNumberInAllBlocks())',
  first: (value, keys) => `argMin(${value}, (${keys.join(', ')}))`,
  withEdge,
  withPlaces,
}

const sinceInt128: Partial<Dialect> = {
  sum: (value) => `sum(toInt128(${value}))`,
}

/** By its bits: 18.16 reads some doubles from a text as a neighbour. */
function double(value: number): string {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return `toFloat64(${value})`
  const bits = Buffer.alloc(8)
  bits.writeDoubleLE(value)
  return `reinterpretAsFloat64(unhex('${bits.toString('hex')}'))`
}

/**
 * There is no join by order in 18.16, and no search in an array: the edges are looked through page by page. It also takes
 * a column that only a lambda names for one that nobody needs, so `value` stands outside as well.
 */
function withEdge(relation: string, edges: readonly number[]): string {
  const size = Math.ceil(Math.sqrt(edges.length))
  const pages = Array.from({ length: Math.ceil(edges.length / size) }, (_, at) =>
    edges.slice(at * size, (at + 1) * size),
  )
  const starts = `CAST([${pages.map(([first]) => first).join(', ')}] AS Array(Int64))`
  const all = `CAST([${pages.map((page) => `[${page.join(', ')}]`).join(', ')}] AS Array(Array(Int64)))`
  const largest = (list: string) => `arrayCount(start -> start <= value, ${list}) + 0 * value`
  return `SELECT *, arrayElement(page, ${largest('page')}) AS edge
    FROM (SELECT *, arrayElement(${all}, ${largest(starts)}) AS page FROM (${relation}))`
}

/** There are no window functions in 18.16: the rows of a group are put into arrays and taken apart again. */
function withPlaces(relation: string, keys: readonly string[]): string {
  const kept = keys.join(', ')
  return `SELECT ${kept}, together, value, toInt64(place) - 1 AS below FROM (
    SELECT ${kept}, arraySort(groupArray(value)) AS values, arrayEnumerate(values) AS places, toInt64(length(values)) AS together
    FROM (${relation}) GROUP BY ${kept}
  ) ARRAY JOIN values AS value, places AS place`
}
