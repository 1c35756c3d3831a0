/**
 * The order of things in `npm start`: serve, visit, tell, serve on.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { installBrowsers } from '../browser.mjs'
import { bin, root, run } from '../run.mjs'
import { compareWithLog } from './compare-with-log.mjs'
import { sendVisitors } from './send-visitors.mjs'
import { plans, serveShop } from './serve-shop.mjs'

const log = join(root, '.heddle/shop-log')

/**
 * @param {{ once: boolean, visits: number, port: number }} wishes
 * @returns {Promise<number>} the exit code: 0 if the log holds exactly what the visitors did
 */
export async function start({ once, visits, port }) {
  await rm(log, { recursive: true, force: true })
  await mkdir(log, { recursive: true })
  const server = await serveShop({ log, port: once ? 0 : port })
  let code = 0
  try {
    if (visits > 0) code = await visitAndTell(server.url, visits)
  } catch (error) {
    code = 1
    console.error(error instanceof Error ? error.message : error)
  }
  if (once) await server.close()
  else serveOn(server)
  return code
}

/**
 * @param {string} url
 * @param {number} visits
 */
async function visitAndTell(url, visits) {
  await installBrowsers(['Chromium'])
  console.log(`Sending ${visits} visitors through the shop in a real Chromium …`)
  const tally = await sendVisitors(url, visits)
  console.log(`
The visitors are simulated with a known effect: BEST is entered by ${percent(tally.truth.best.first)} of those who find it first in the
bar and ${percent(tally.truth.best.later)} of the others (lift ${lift(tally.truth.best.first, tally.truth.best.later)}); help is asked for by ${percent(tally.truth.help.plain)} under "Customer service" and by
${percent(tally.truth.help.ticket)} under "Ticket" (lift ${lift(tally.truth.help.plain, tally.truth.help.ticket)}). This is what the log says of them:
`)
  const code = await run(bin('heddle'), ['lift', log, '--experiments', plans])
  const { text, isExact } = await compareWithLog(log, tally)
  console.log(text)
  return code || (isExact ? 0 : 1)
}

/** @param {{ url: string, close(): Promise<void> }} server */
function serveOn(server) {
  console.log(`
The shop       ${server.url}/shop/
in Arabic      ${server.url}/shop/ar.html
The lift       ${server.url}/live/   the workbench on its log, live: it changes as you click around in the shop
The log        ${log}

Ctrl+C ends it.`)
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await server.close()
      process.exit()
    })
  }
}

/** @param {number} share */
const percent = (share) => `${Math.round(share * 100)} %`

/**
 * @param {number} treatment
 * @param {number} control
 */
const lift = (treatment, control) => `+${Math.round((treatment / control - 1) * 100)} %`
