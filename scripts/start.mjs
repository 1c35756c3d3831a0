/**
 * `npm start`: the whole thread on this machine. Installs what is missing, builds, serves the shop and a collector, sends
 * visitors through the shop in a real browser, prints the lift, and goes on serving.
 *
 *   npm start                    200 visits, then the addresses of the shop and of its live lift
 *   npm start -- --once          the same, and ends after the tables
 *   npm start -- --visits 50     fewer or more visits; 0 only serves
 *   npm start -- --port 4000     another port than 4310
 *   npm start -- --built         what `npm run build` has made, as it stands
 */
import { parseArgs } from 'node:util'
import { installPackages } from './install.mjs'
import { bin, mustRun } from './run.mjs'

const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    visits: { type: 'string', default: '200' },
    port: { type: 'string', default: '4310' },
    built: { type: 'boolean', default: false },
  },
})

try {
  await installPackages()
  if (!values.built) {
    console.log('Building …')
    await mustRun(bin('tsc'), ['-b'], { show: 'if it fails' })
    await mustRun(bin('rollup'), ['-c', '--silent'], { show: 'if it fails' })
  }
  const { start } = await import('./start/start.mjs')
  process.exitCode = await start({
    once: values.once,
    visits: wholeNumber('visits', values.visits),
    port: wholeNumber('port', values.port),
  })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/**
 * @param {string} name
 * @param {string} text
 */
function wholeNumber(name, text) {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} is a whole number, got "${text}".`)
  return Number(text)
}
