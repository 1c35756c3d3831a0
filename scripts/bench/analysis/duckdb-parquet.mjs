/** Every kind of metric by DuckDB, from a compacted log; it is compacted before, in a process of its own. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { measureLogs } from '../../../packages/analysis/dist/duckdb/index.js'
import { compactedFolder } from './compacted-folder.mjs'
import { job } from './job.mjs'
import { all, segment } from './metrics.mjs'

await job(async (path) => {
  if (!existsSync(compactedFolder(path))) {
    execFileSync(process.execPath, [fileURLToPath(new URL('duckdb-compact.mjs', import.meta.url)), path])
  }
  const { experiments } = await measureLogs([compactedFolder(path)], { metrics: all, segment })
  return `${experiments[0]?.metrics.length} metrics, ${experiments[0]?.segments?.observed.size} segments`
})
