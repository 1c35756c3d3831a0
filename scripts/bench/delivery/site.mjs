/**
 * A site to be measured: an empty page with the client, isolated from other origins, and its collector on another origin.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCollector, serve } from '@heddle/collector/node'
import { root } from '../../run.mjs'

/**
 * @typedef {object} Site
 * @property {string} url
 * @property {boolean} down while true the collector refuses what comes
 * @property {{ at: number, events: number }[]} batches what the collector was given since it was last emptied
 * @property {() => Promise<void>} close
 */

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
  <a href="/next" id="next">next</a><script src="/heddle.min.js"></script><script>
  const goal = heddle.defineGoal('said')
  var problems = []
  var client = heddle.createClient({
    transport: heddle.beacon(COLLECTOR),
    buffer: heddle.indexedDbBuffer(), consent: 'granted', onProblem: (problem) => problems.push(problem),
  })
  var say = (value) => client.track(goal, value)
</script>`

/** @returns {Promise<Site>} */
export async function startSite() {
  const script = await readFile(join(root, 'packages/client/dist/heddle.min.js'), 'utf8')
  const directory = await mkdtemp(join(tmpdir(), 'heddle-bench-'))
  const collector = await openCollector({ directory })
  const collecting = await serve(async (request) => {
    const body = await request.clone().arrayBuffer()
    if (site.down)
      return new Response('{"error":"The disk is full."}', {
        status: 503,
        headers: { 'access-control-allow-origin': '*' },
      })
    const answer = await collector.handle(request)
    site.batches.push({ at: Date.now(), events: await eventsIn(body) })
    return answer
  })
  const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'credentialless' }
  const pages = await serve((request) => {
    const isScript = new URL(request.url).pathname === '/heddle.min.js'
    const type = isScript ? 'text/javascript' : 'text/html; charset=utf-8'
    const text = isScript ? script : page.replace('COLLECTOR', JSON.stringify(`${collecting.url}/collect`))
    return new Response(text, { headers: { 'content-type': type, ...isolated } })
  })
  /** @type {Site} */
  const site = {
    url: `${pages.url}/`,
    down: false,
    batches: [],
    async close() {
      await pages.close()
      await collecting.close()
      await collector.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
  return site
}

/** @param {ArrayBuffer} body as it came, packed or not */
async function eventsIn(body) {
  const isPacked = new Uint8Array(body)[0] === 0x1f
  const stream = new Response(body).body
  const text = await new Response(isPacked ? stream?.pipeThrough(new DecompressionStream('gzip')) : stream).text()
  /** @type {{ rows: { events: unknown[] }[] }} */
  const { rows } = JSON.parse(text)
  return rows.reduce((sum, { events }) => sum + events.length, 0)
}

/** @param {readonly number[]} numbers @param {number} share from 0 to 1 */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/**
 * Waits until something holds; a bench that never ends says what it waited for.
 *
 * @param {string} what
 * @param {() => Promise<boolean> | boolean} holds
 * @param {number} [withinMs]
 */
export async function until(what, holds, withinMs = 120_000) {
  const end = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${withinMs / 1000} s for this, in vain: ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** @param {number} ms */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
