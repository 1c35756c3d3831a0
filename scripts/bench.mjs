/**
 * `npm run bench`: how fast things are, each beside something that it can be compared with, in one run.
 * Nothing is asserted: a machine that does other things is slow, not wrong.
 *
 *   npm run bench                 everything
 *   npm run bench -- collector    only this
 *
 * What follows the first flag goes to the benches: `npm run bench -- analysis --events 1000000`.
 */
import { installPackages } from './install.mjs'
import { mustRun, run } from './run.mjs'

const benches = {
  delivery: 'the delivery in a real Chromium',
  collector: 'the collector beside a server that stores nothing',
  clickhouse: 'the analysis on two ClickHouse servers beside one',
  stats: 'the statistics beside a loop that only adds up',
  analysis: 'the analysis of a log beside JSON.parse of every line',
  workbench: 'the workbench with a million events beside heddle lift',
}

const given = process.argv.slice(2)
const flagsFrom = given.findIndex((word) => word.startsWith('--'))
const flags = flagsFrom < 0 ? [] : given.slice(flagsFrom)
const wanted = given.slice(0, given.length - flags.length)
const unknown = wanted.filter((name) => !(name in benches))
if (unknown.length) {
  console.error(`There is no bench ${unknown.join(', ')}. The benches are ${Object.keys(benches).join(', ')}.`)
  process.exit(64)
}

await installPackages()
await mustRun('npm', ['run', 'build'], { show: 'if it fails' })
for (const [name, what] of Object.entries(benches)) {
  if (wanted.length && !wanted.includes(name)) continue
  console.log(`\n── ${what} ──`)
  const code = await run(process.execPath, [`scripts/bench/${name}.mjs`, ...flags])
  if (code) process.exitCode = code
}
