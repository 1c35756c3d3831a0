/**
 * `npm run faults`: breaks the network, the storage, the page, the browser and the collector in three engines, and counts
 * what was recorded and what is stored.
 *
 *   npm run faults                              every fault, 5 runs each
 *   npm run faults -- --short                   the few that `npm test` runs, once each
 *   npm run faults -- --engine firefox,webkit   in these engines only
 *   npm run faults -- --fault 'portal,reload storm'
 *   npm run faults -- --runs 20 --long          more runs; eight tabs for 30 s instead of 10
 *   npm run faults -- --markdown FILE           the table for the documentation
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createServer } from 'vite'
import { installBrowsers } from './browser.mjs'

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'chromium,firefox,webkit' },
    fault: { type: 'string', default: '' },
    runs: { type: 'string' },
    short: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    'at-once': { type: 'string', default: '5' },
    markdown: { type: 'string' },
  },
})

/** Loads TypeScript. Sibling packages resolve to their source, so that the suite never runs against a stale build. */
const conditions = ['@heddle/source', 'module', 'import', 'default']
const loader = await createServer({
  configFile: false,
  logLevel: 'warn',
  server: { middlewareMode: true, watch: null, ws: false },
  optimizeDeps: { noDiscovery: true },
  resolve: { conditions },
  ssr: { resolve: { conditions } },
})

await installBrowsers()
const { main } = await loader.ssrLoadModule(fileURLToPath(new URL('../test/faults/main.ts', import.meta.url)))
const list = (/** @type {string} */ text) => text.split(',').filter((name) => name !== '')
const passed = await main({
  engines: list(values.engine),
  names: list(values.fault),
  runs: wholeNumber('runs', values.runs ?? (values.short ? '1' : '5')),
  isShort: values.short,
  isLong: values.long,
  atOnce: wholeNumber('at-once', values['at-once']),
  markdown: values.markdown,
})
process.exit(passed ? 0 : 1) // Nothing that a browser left behind keeps the program.

/**
 * @param {string} name
 * @param {string} text
 */
function wholeNumber(name, text) {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} is a whole number from 1, got "${text}".`)
  return Number(text)
}
