/** The scan in a worker of a real browser: the same measurement as in Node, from files plain and gzipped. */
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { funnel, type Measurement, mean, proportion, quantile, scan, vital } from '@heddle/analysis'
import { serve } from '@heddle/collector/node'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { linesOf } from '../analysis/log-builder.js'
import { logs } from '../analysis/random-log.js'
import { bundled } from './support/bundle.js'
import { useChromium, visit } from './support/visit.js'

useChromium()

const source = (path: string) => fileURLToPath(new URL(`../../packages/analysis/src/worker/${path}`, import.meta.url))

const metrics = {
  entered: proportion('best'),
  worth: mean('help', 'value', { scale: 100 }),
  lcp: quantile(vital('LCP'), 0.75),
  path: funnel(['best', 'help']),
}

/** Random logs one behind the other: their streams have the same names, so events are there again and contradict each other. */
const lines = [
  ...linesOf(fc.sample(logs, { seed: 7, numRuns: 60 }).flat()),
  'broken',
  '{"type":"click","stream":"s","seq":1,"at":1,"visitor":"Zoë 🧵","session":"s","page":"/","goal":"b\\u0065st","sentAt":1,"receivedAt":1}',
]
const log = lines.map((line) => `${line}\n`).join('')

let scripts: { readonly page: string; readonly worker: string }
beforeAll(async () => {
  scripts = {
    page: await bundled(source('index.ts'), 'scanning'),
    worker: await bundled(source('script.ts')),
  }
})

/** A page with the files and a worker; `files(…)` fetches them as a visitor would have picked them. */
async function openPage(): Promise<Page> {
  const files: { readonly [path: string]: string | Buffer } = {
    '/a.ndjson': log,
    '/b.ndjson.gz': gzipSync(log),
    '/cut.ndjson.gz': gzipSync(log).subarray(0, 700),
    '/page.js': `${scripts.page}
      const files = (...names) => Promise.all(names.map(async (name) => new File([await (await fetch(name)).blob()], name)))
      const plain = (value) => JSON.stringify(value, (_, entry) =>
        entry instanceof Map ? [...entry] : typeof entry === 'bigint' ? entry + 'n' : entry)`,
    '/worker.js': scripts.worker,
  }
  const server = await serve(async (request) => {
    const { pathname } = new URL(request.url)
    const body = files[pathname]
    if (pathname === '/') {
      const headers = { 'content-type': 'text/html' }
      return new Response('<!doctype html><title>Scan</title><script src="/page.js"></script>', { headers })
    }
    if (body === undefined) return new Response('There is no such file.', { status: 404 })
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'application/octet-stream'
    return new Response(new Uint8Array(Buffer.from(body)), { headers: { 'content-type': type } })
  })
  onTestFinished(() => server.close())
  return visit(server.url)
}

/** As the page writes a measurement. */
const plain = (measurement: Measurement) =>
  JSON.stringify(measurement, (_, entry) =>
    entry instanceof Map ? [...entry] : typeof entry === 'bigint' ? `${entry}n` : entry,
  )

/** Runs a script in the page, which has the metrics and a worker. */
const inPage = (page: Page, script: string): Promise<string> =>
  page.evaluate(`(async () => {
    const metrics = ${JSON.stringify(metrics)}
    const worker = new Worker('/worker.js')
    ${script}
  })()`)

test('gives the measurement that Node gives, and says how far it is', async () => {
  const node = await scan(
    [
      { name: 'a.ndjson', chunks: [log] },
      { name: 'b.ndjson.gz', chunks: [log] },
    ],
    { metrics },
  )
  expect(node.log, 'the log is one that is hard to read').toMatchObject({ broken: { count: 2 } })
  expect(node.log?.conflicts).toBeGreaterThan(0)
  const page = await openPage()
  const answer = await inPage(
    page,
    `const told = []
    const given = await files('a.ndjson', 'b.ndjson.gz')
    const onProgress = (progress) => told.push(progress)
    const measurement = await scanning.scanInWorker(worker, given, { metrics }, { onProgress })
    const total = given[0].size + given[1].size
    return plain({ measurement, isWhole: plain(told.at(-1)) === plain({ read: total, total }) })`,
  )
  expect(answer).toBe(`{"measurement":${plain(node)},"isWhole":true}`)
})

test('reads a stream, and names the place where a packed file was cut', async () => {
  const page = await openPage()
  const answer = await inPage(
    page,
    `const [cut] = await files('cut.ndjson.gz')
    const { log } = await scanning.scanInWorker(worker, [cut.stream()], { metrics })
    return plain(log.broken.first.at(-1))`,
  )
  expect(JSON.parse(answer)).toMatchObject({
    file: 'file 1',
    reason: expect.stringContaining('the rest of the file cannot be unpacked'),
  })
})

test('ends when it is cancelled, and does the next scan', async () => {
  const page = await openPage()
  const answer = await inPage(
    page,
    `const given = await files('a.ndjson')
    const controller = new AbortController()
    const first = scanning.scanInWorker(worker, given, { metrics }, { signal: controller.signal })
    controller.abort(new Error('The analyst left.'))
    const ended = await first.catch(({ message }) => message)
    const never = await scanning.scanInWorker(worker, given, {}, { signal: controller.signal }).catch(({ message }) => message)
    const { log } = await scanning.scanInWorker(worker, given, { metrics })
    return plain([ended, never, log.lines])`,
  )
  expect(JSON.parse(answer)).toEqual(['The analyst left.', 'The analyst left.', lines.length])
})

test('says what was wrong in the words of the scan', async () => {
  const page = await openPage()
  const answer = await inPage(
    page,
    `const given = await files('a.ndjson')
    const wrong = await scanning.scanInWorker(worker, given, { metrics, segment: 'weather' }).catch((error) => error)
    const nowhere = await scanning.scanInWorker(new Worker('/nowhere.js'), given).catch((error) => error)
    return plain([wrong instanceof RangeError, wrong.message, nowhere.message])`,
  )
  expect(JSON.parse(answer)).toEqual([
    true,
    expect.stringContaining('No exposure has the attribute "weather"'),
    expect.stringContaining('The worker of the scan failed'),
  ])
})
