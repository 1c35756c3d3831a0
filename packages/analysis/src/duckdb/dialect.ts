/**
 * DuckDB's own SQL.
 */
import { type Dialect, mostInFew } from '../sql/engine.js'
import { double, identifier, literal } from './sql.js'

export const duckDbDialect: Dialect = {
  name: identifier,
  text: literal,
  double,
  integer: (value) => `CAST(${value} AS BIGINT)`,
  whole: (value) => `CAST(${value} AS BIGINT)`,
  asDouble: (value) => `CAST(${value} AS DOUBLE)`,
  narrow: (value) => `CAST(${value} AS BIGINT)`,
  // The sum of BIGINT is a HUGEINT.
  sum: (value) => `sum(${value})`,
  quotient: (a, b) => `((${a}) // (${b}))`,
  // One bit each; a distinct count would keep a table for each group.
  few: (value) =>
    `bit_count(bit_or(CASE WHEN ${value} BETWEEN 1 AND ${mostInFew} THEN CAST(1 AS BIGINT) << ${value} ELSE 0 END))`,
  rowNumber: 'CAST(row_number() OVER () AS INTEGER)',
  first: (value, keys) => `arg_min(${value}, (${keys.join(', ')}))`,
  withEdge: (relation, edges) =>
    `SELECT * FROM (${relation}) ASOF JOIN (SELECT unnest([${edges.join(', ')}]) AS edge) ON value >= edge`,
  withPlaces: (relation, keys) => {
    // One order for both, so that the rows are sorted once.
    const inOrder = `PARTITION BY ${keys.join(', ')} ORDER BY value`
    const all = 'ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING'
    return `SELECT *, row_number() OVER (${inOrder}) - 1 AS below, count(*) OVER (${inOrder} ${all}) AS together FROM (${relation})`
  },
}
