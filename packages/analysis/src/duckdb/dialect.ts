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
  withRunningCount: (relation, keys) => {
    // One order for both, so that the rows are sorted once.
    const upTo = (end: string) =>
      `sum(count) OVER (PARTITION BY ${keys.join(', ')} ORDER BY edge ROWS BETWEEN UNBOUNDED PRECEDING AND ${end})`
    return `SELECT *, ${upTo('CURRENT ROW')} - count AS below, ${upTo('UNBOUNDED FOLLOWING')} AS together FROM (${relation})`
  },
}
