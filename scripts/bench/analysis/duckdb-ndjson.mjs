/** Every kind of metric by DuckDB, from the lines of the log: our decoder loads them. */
import { measureLogs } from '../../../packages/analysis/dist/duckdb/index.js'
import { job } from './job.mjs'
import { all, segment } from './metrics.mjs'

await job(async (path) => {
  const { experiments } = await measureLogs([path], { metrics: all, segment })
  return `${experiments[0]?.metrics.length} metrics, ${experiments[0]?.segments?.observed.size} segments`
})
