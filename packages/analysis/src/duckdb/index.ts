/** Tables, and logs larger than memory or compacted, by DuckDB. Needs the optional package `@duckdb/node-api`. */
export { analyseCounts, type CountsColumns } from './analyse-counts.js'
export { analyseUnits, measureUnits, type UnitsColumns } from './analyse-units.js'
export { type CompactedFile, type CompactOptions, compactLog } from './compact.js'
export type { DatabaseOptions } from './database.js'
export { type AnalyseLogsOptions, analyseLogs, type MeasureLogsOptions, measureLogs } from './measure-log.js'
export { units } from './units-source.js'
