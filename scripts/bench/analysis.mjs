/**
 * How fast a log is analysed: the scan and DuckDB beside `wc -l` and beside JSON.parse of every line, each in a process of its
 * own. CPU time counts: it is the same on a machine that does other things.
 *
 *   npx tsc -b packages/analysis && node scripts/bench/analysis.mjs      10 million events of a million visitors, 3.0 GB
 *   node scripts/bench/analysis.mjs --events 1000000                    for a quick try
 *   node scripts/bench/analysis.mjs --scale                             the cost of an event from 1 to 50 million
 *   node scripts/bench/analysis.mjs --jobs parse-lines,scan-simple      only these
 *
 * A job is a script in `analysis/` that gets the path of the log and prints its cost, and a line in `jobs`.
 */
import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { logOf } from './analysis/log-of.mjs'

/** @typedef {import('./analysis/job.mjs').Cost & { wallSeconds: number }} Row */

/** By the script's name, what it does; its cost is divided by that of `parse-lines`. */
const jobs = {
  'count-lines': 'wc -l',
  'parse-lines': 'JSON.parse of every line',
  'duckdb-count': 'DuckDB: count(*) of the lines',
  'scan-simple': 'scan: proportion, mean, ratio',
  'scan-all': 'scan: all kinds, one segment',
  'duckdb-ndjson': 'DuckDB: the same, from NDJSON',
  'duckdb-compact': 'DuckDB: NDJSON to Parquet',
  'duckdb-parquet': 'DuckDB: the same, from Parquet',
  'scan-worker': 'the first scan in Chromium',
}

/** So many events a page may well be given. */
const inBrowser = 1_000_000

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    scale: { type: 'boolean', default: false },
    jobs: { type: 'string' },
  },
})
const usual = values.scale
  ? 'parse-lines,scan-simple,scan-all'
  : 'count-lines,parse-lines,duckdb-count,scan-simple,scan-all,duckdb-parquet'
const names = (values.jobs ?? usual).split(',')
const unknown = names.find((name) => !(name in jobs))
if (unknown) throw new Error(`There is no job ${unknown}. The jobs are ${Object.keys(jobs).join(', ')}.`)

console.log(`load average ${loadavg()[0]?.toFixed(1)}`)
for (const events of values.scale ? [1e6, 2e6, 5e6, 1e7, 2e7, 5e7] : [Number(values.events)]) {
  await compare(events, names)
}
if (!values.scale && !names.includes('scan-worker'))
  await compare(inBrowser, ['parse-lines', 'scan-simple', 'scan-worker'])

/**
 * @param {number} events
 * @param {readonly string[]} names
 */
async function compare(events, names) {
  const path = logOf(events)
  console.log(`\n${events.toLocaleString('en')} events, ${(statSync(path).size / 1e9).toFixed(2)} GB`)
  /** @type {number | undefined} */
  let parsing
  for (const name of names) {
    const row = await measured(name, path)
    if (name === 'parse-lines') parsing = row.cpuSeconds
    console.log(line(name, row, events, parsing))
  }
}

/**
 * @param {string} name
 * @param {string} path
 * @returns {Promise<Row>}
 */
function measured(name, path) {
  const script = fileURLToPath(new URL(`analysis/${name}.mjs`, import.meta.url))
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code) reject(new Error(`${name} ended with ${code}.`))
      else resolve({ ...JSON.parse(output), wallSeconds: (performance.now() - start) / 1000 })
    })
  })
}

/**
 * @param {string} name
 * @param {Row} row
 * @param {number} events
 * @param {number | undefined} parsing
 */
function line(name, { cpuSeconds, wallSeconds, peakMegabytes, note = '' }, events, parsing) {
  return [
    jobs[/** @type {keyof typeof jobs} */ (name)].padEnd(30),
    `${cpuSeconds.toFixed(2).padStart(7)} s CPU`,
    `${wallSeconds.toFixed(1).padStart(6)} s`,
    `${((cpuSeconds / events) * 1e9).toFixed(0).padStart(5)} ns an event`,
    `${peakMegabytes?.toFixed(0).padStart(5) ?? '    –'} MB`,
    `${parsing === undefined ? '    –' : (cpuSeconds / parsing).toFixed(2).padStart(5)} × JSON.parse`,
    note,
  ].join('  ')
}
