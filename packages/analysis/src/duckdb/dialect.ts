/**
 * DuckDB's own SQL.
 */
import type { Dialect } from '../sql/engine.js'
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
  any: (value) => `any_value(${value})`,
  first: (value, keys) => `arg_min(${value}, (${keys.join(', ')}))`,
  withEdge: (relation, edges) =>
    `SELECT * FROM (${relation}) ASOF JOIN (SELECT unnest([${edges.join(', ')}]) AS edge) ON value >= edge`,
  withRunningCount: (relation, keys) => {
    const same = `PARTITION BY ${keys.join(', ')}`
    return `SELECT *, sum(count) OVER (${same} ORDER BY edge) - count AS below, sum(count) OVER (${same}) AS together FROM (${relation})`
  },
}
