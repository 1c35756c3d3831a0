/**
 * The analysis on real ClickHouse servers: two of version 18.16, as Debian has it, and in the long form the dialect of
 * today by chdb, which is the server as a library.
 *
 *   npm run clickhouse              everything: 40 random logs, 20 kills, both dialects
 *   npm run clickhouse -- --short   what `npm test` runs: one random log, 3 kills, 18.16 alone
 *   npm run clickhouse -- --logs 200
 */
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installServer } from './clickhouse/program.mjs'
import { bin, mustRun, run } from './run.mjs'

const { values } = parseArgs({
  options: { short: { type: 'boolean', default: false }, logs: { type: 'string' } },
})

/** Too large for the development dependencies: half a gigabyte. */
const chdb = 'chdb@3.4.0'

await installServer()
const logs = values.logs ?? (values.short ? '1' : '40')
const env = { ...process.env, HEDDLE_LOGS: logs, HEDDLE_KILLS: values.short ? '3' : '20' }
process.exitCode = await run(bin('vitest'), ['run', '--project', 'clickhouse'], { env })
if (!values.short && !process.exitCode) {
  const current = { ...env, HEDDLE_CHDB: process.env.HEDDLE_CHDB ?? (await installChdb()) }
  process.exitCode = await run(bin('vitest'), ['run', '--project', 'clickhouse-current'], { env: current })
}

/** @returns {Promise<string>} the folder whose node_modules hold it; kept for the next time */
async function installChdb() {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'heddle-tests', chdb)
  if (existsSync(join(folder, 'node_modules', 'chdb', 'package.json'))) return folder
  console.log(`Installing ${chdb} into ${folder} …`)
  mkdirSync(folder, { recursive: true })
  await mustRun('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', chdb], { show: 'if it fails' })
  return folder
}
