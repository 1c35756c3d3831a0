/** Tables: CSV and Parquet, read by DuckDB. Needs the optional package `@duckdb/node-api`. */
export { analyseCounts, type CountsColumns } from './analyse-counts.js'
export { analyseUnits, measureUnits, type UnitsColumns } from './analyse-units.js'
export { units } from './units-source.js'
