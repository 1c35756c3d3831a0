/**
 * The same job as `scan-simple` in a worker of a real Chromium, from a file that was picked. What all its processes
 * worked meanwhile is what it cost.
 */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { launchChromium } from '../../browser.mjs'
import { simple } from './metrics.mjs'

const [path = ''] = process.argv.slice(2)
const dist = (/** @type {string} */ file) =>
  fileURLToPath(new URL(`../../../packages/analysis/dist/${file}`, import.meta.url))
const { outputFiles } = await build({
  ...{ entryPoints: [dist('worker/index.js')], bundle: true, write: false, format: 'iife', globalName: 'scanning' },
})
const scripts = { '/page.js': outputFiles[0]?.text ?? '', '/worker.js': await readFile(dist('worker.js'), 'utf8') }
const page = '<!doctype html><title>Scan</title><input type="file"><script src="/page.js"></script>'
const server = createServer(({ url }, response) => {
  const script = Object.entries(scripts).find(([name]) => name === url)?.[1]
  response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' }).end(script ?? page)
})
await /** @type {Promise<void>} */ (new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)))
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())

const browser = await launchChromium()
try {
  const visitor = await browser.newPage()
  await visitor.goto(`http://127.0.0.1:${port}/`)
  await visitor.setInputFiles('input', path)
  const system = await browser.newBrowserCDPSession()
  const worked = async () => {
    const { processInfo } = await system.send('SystemInfo.getProcessInfo')
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
  }
  const before = await worked()
  const note = await visitor.evaluate(`(async () => {
    const worker = new Worker('/worker.js')
    const files = [...document.querySelector('input').files]
    const { experiments } = await scanning.scanInWorker(worker, files, { metrics: ${JSON.stringify(simple)} })
    return [...experiments[0].observed].map(([variant, units]) => variant + ' ' + units).join(', ')
  })()`)
  console.log(JSON.stringify({ cpuSeconds: (await worked()) - before, note }))
} finally {
  await browser.close()
  server.close()
}
