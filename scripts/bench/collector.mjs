/**
 * How many events a second the collector takes, each on the disk before it is acknowledged, beside the same server that
 * stores nothing, and beside a bare one that does nothing but parse the same bodies. All in one run, in turns; the median
 * counts.
 *
 *   npx tsc -b packages/collector && node scripts/bench/collector.mjs
 *   node scripts/bench/collector.mjs --rounds 5 --seconds 8 --connections 64
 *
 * The servers run in processes of their own; this process is the load. The machine should have nothing else to do.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { eventsPerBatch, load } from './load.mjs'

/** @typedef {{ rate: number, syncs: number, cpuMicros: number, ms: { median: number, p99: number } }} Round */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '64' },
  },
})
const [rounds, seconds, connections] = [values.rounds, values.seconds, values.connections].map(Number)
const server = fileURLToPath(new URL('collector-server.mjs', import.meta.url))

console.log(
  `${connections} connections, batches of ${eventsPerBatch}, ${seconds} s a round; load average ${loadavg()[0]?.toFixed(1)}`,
)
/** @type {{ bare: Round[], unstored: Round[], collector: Round[] }} */
const results = { bare: [], unstored: [], collector: [] }
for (let round = 0; round < (rounds ?? 3); round++) {
  for (const kind of /** @type {const} */ (['bare', 'unstored', 'collector'])) {
    const result = await measured(kind)
    results[kind].push(result)
    console.log(line(kind, result))
  }
}
const [bare, unstored, collector] = [middle(results.bare), middle(results.unstored), middle(results.collector)]
console.log(
  `\nmedian of ${rounds}\n${line('bare', bare)}\n${line('unstored', unstored)}\n${line('collector', collector)}`,
)
console.log(`of the same server that stores nothing: ${(collector.rate / unstored.rate).toFixed(2)} (to reach: 0.5)`)
console.log(`of a bare server that only parses: ${(collector.rate / bare.rate).toFixed(2)}`)

/**
 * @param {'bare' | 'unstored' | 'collector'} kind
 * @returns {Promise<Round>}
 */
async function measured(kind) {
  const child = fork(server, [kind])
  const [{ port }] = await once(child, 'message')
  await load(port, connections ?? 64, 1) // The server's code is compiled while it runs.
  child.send('start')
  await once(child, 'message')
  const { batches, elapsed, waits } = await load(port, connections ?? 64, seconds ?? 4)
  child.send('stop')
  const [{ syncs, cpu }] = await once(child, 'message')
  await once(child, 'exit')
  return {
    rate: (batches * eventsPerBatch) / elapsed,
    syncs: syncs / elapsed,
    cpuMicros: cpu / batches,
    ms: { median: at(waits, 0.5), p99: at(waits, 0.99) },
  }
}

/**
 * @param {string} kind
 * @param {Round} result
 */
function line(kind, { rate, syncs, cpuMicros, ms }) {
  const whole = (/** @type {number} */ value) => Math.round(value).toLocaleString('en-US')
  return [
    kind.padEnd(9),
    `${whole(rate).padStart(8)} events/s`,
    `${whole(cpuMicros).padStart(4)} µs of CPU a batch`,
    `answered in ${ms.median.toFixed(1)} ms, 99 % in ${ms.p99.toFixed(1)} ms`,
    ...(syncs > 0 ? [`${whole(syncs)} syncs/s`] : []),
  ].join('   ')
}

/** @param {Round[]} all */
function middle(all) {
  const sorted = [...all].sort((one, other) => one.rate - other.rate)
  const found = sorted[Math.floor(sorted.length / 2)]
  if (!found) throw new Error('There is no round to take the median of.')
  return found
}

/**
 * @param {number[]} sorted
 * @param {number} share
 */
function at(sorted, share) {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0
}
