/**
 * How a log is analysed by ClickHouse servers: two of one thread each, which share the visitors, beside one that holds
 * all. The log is that of the bench of the analysis, and the numbers must be the scan's, to the last bit. CPU time counts:
 * it is the same on a machine that does other things.
 *
 *   npx tsc -b packages/analysis && node scripts/bench/clickhouse.mjs    a million events
 *   node scripts/bench/clickhouse.mjs --events 10000000 --rounds 2
 */
import { deepStrictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { ingest, measureServers, openServer } from '../../packages/analysis/dist/clickhouse/index.js'
import { scan } from '../../packages/analysis/dist/index.js'
import { readLog } from '../../packages/analysis/dist/node/index.js'
import { installServer } from '../clickhouse/program.mjs'
import { startServers } from '../clickhouse/start-servers.mjs'
import { logOf } from './analysis/log-of.mjs'
import { all, segment, simple } from './analysis/metrics.mjs'

const { values } = parseArgs({
  options: { events: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
})
const events = Number(values.events)
/** The first round fills the caches. */
const rounds = Number(values.rounds)

await installServer()
const path = logOf(events)
const running = await startServers(3, { maxThreads: 1 })
const [alone, ...shared] = running
try {
  console.log(`${events.toLocaleString('en')} events, load average ${loadavg()[0]?.toFixed(1)}`)
  const one = await bring('one server', alone ? [alone] : [])
  const two = await bring('two servers', shared)
  console.log(`bytes an event on the disk: ${((await bytesOf(one)) / events).toFixed(1)}`)
  await compare('proportion, mean, ratio', { metrics: simple }, one, two)
  await compare('all kinds, one segment', { metrics: all, segment }, one, two)
  for (const { server } of [...one, ...two]) await server.close()
} finally {
  for (const server of running) await server.stop()
}

/** @typedef {{ server: import('../../packages/analysis/dist/clickhouse/index.js').Server, pid: number }} Target */

/**
 * @param {string} name
 * @param {readonly import('../clickhouse/start-servers.mjs').RunningServer[]} servers
 * @returns {Promise<readonly Target[]>}
 */
async function bring(name, servers) {
  const targets = await Promise.all(servers.map(async ({ url, pid }) => ({ server: await openServer({ url }), pid })))
  const cost = await costOf(targets, () =>
    ingest(
      [path],
      targets.map(({ server }) => server),
    ),
  )
  console.log(line(`bring the log to ${name}`, cost))
  return targets
}

/** @param {readonly Target[]} targets */
async function bytesOf(targets) {
  const bytes = await Promise.all(
    targets.map(({ server }) =>
      server.query(`SELECT sum(bytes) FROM system.parts WHERE active AND database = '${server.database}'`),
    ),
  )
  return bytes.reduce((sum, [row]) => sum + Number(row?.[0]), 0)
}

/**
 * The best round of each: what else the machine does only adds to it.
 *
 * @param {string} name
 * @param {import('../../packages/analysis/dist/index.js').MeasureOptions} options
 * @param {readonly Target[]} one
 * @param {readonly Target[]} two
 */
async function compare(name, options, one, two) {
  /** @type {Cost[][]} */
  const costs = [[], []]
  /** @type {unknown} */
  let measured
  for (let round = 0; round < rounds; round++) {
    for (const [index, targets] of [one, two].entries()) {
      const servers = targets.map(({ server }) => server)
      const before = measured
      const cost = await costOf(targets, async () => {
        measured = (await measureServers(servers, options)).experiments
      })
      costs[index]?.push(cost)
      if (before) deepStrictEqual(measured, before)
    }
  }
  const [first, second] = costs.map((some) => some.reduce((a, b) => (slowest(b) < slowest(a) ? b : a)))
  if (!first || !second) return
  deepStrictEqual(measured, (await scan(await readLog([path]), options)).experiments)
  console.log(line(`${name}: one server`, first))
  console.log(line(`${name}: two servers`, second))
  const byCpu = slowest(second) / slowest(first)
  const byClock = second.wallSeconds / first.wallSeconds
  console.log(
    `  the slower of two beside one: ${byCpu.toFixed(2)} of the CPU time, ${byClock.toFixed(2)} of the wall time`,
  )
}

/** @typedef {{ wallSeconds: number, nodeSeconds: number, serverSeconds: readonly number[] }} Cost */

/** @param {Cost} cost */
function slowest({ serverSeconds }) {
  return Math.max(...serverSeconds)
}

/**
 * @param {readonly Target[]} targets
 * @param {() => Promise<unknown>} act
 * @returns {Promise<Cost>}
 */
async function costOf(targets, act) {
  const before = targets.map(({ pid }) => cpuSecondsOf(pid))
  const own = process.cpuUsage()
  const start = performance.now()
  await act()
  const wallSeconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(own)
  const serverSeconds = targets.map(({ pid }, index) => cpuSecondsOf(pid) - (before[index] ?? 0))
  return { wallSeconds, nodeSeconds: (user + system) / 1e6, serverSeconds }
}

/**
 * Of all threads of the process: user and system time are the fields 14 and 15, in hundredths of a second.
 *
 * @param {number} pid
 */
function cpuSecondsOf(pid) {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const times = fields.split(' ').slice(11, 13).map(Number)
  return times.reduce((sum, ticks) => sum + ticks, 0) / 100
}

/**
 * @param {string} name
 * @param {Cost} cost
 */
function line(name, { wallSeconds, nodeSeconds, serverSeconds }) {
  const total = serverSeconds.reduce((sum, seconds) => sum + seconds, nodeSeconds)
  return [
    name.padEnd(44),
    `${serverSeconds.map((seconds) => seconds.toFixed(2)).join(' + ')} s CPU on servers`.padEnd(30),
    `${nodeSeconds.toFixed(2)} s here`.padEnd(14),
    `${wallSeconds.toFixed(1)} s`.padStart(7),
    `${((total / events) * 1e6).toFixed(1)} µs CPU an event`,
  ].join('  ')
}
