/** How many lines of JSON there are, by DuckDB, which parses each but keeps nothing. */
import { openDatabase } from '../../../packages/analysis/dist/duckdb/database.js'
import { literal } from '../../../packages/analysis/dist/duckdb/sql.js'
import { job } from './job.mjs'

await job(async (path) => {
  const database = await openDatabase()
  const [row] = await database.query(`SELECT count(*) FROM read_ndjson_objects(${literal(path)})`)
  database.close()
  return `${Number(row?.[0]).toLocaleString('en')} lines`
})
