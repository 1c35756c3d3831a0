/** From the lines of the log to sorted Parquet. */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compactLog } from '../../../packages/analysis/dist/duckdb/index.js'
import { compactedFolder } from './compacted-folder.mjs'
import { job } from './job.mjs'

await job(async (path) => {
  const to = compactedFolder(path)
  rmSync(to, { recursive: true, force: true })
  const files = await compactLog([path], { to })
  const bytes = readdirSync(to).reduce((sum, name) => sum + statSync(join(to, name)).size, 0)
  const rows = files.reduce((sum, file) => sum + file.rows, 0)
  return `${(bytes / rows).toFixed(1)} bytes a line`
})
