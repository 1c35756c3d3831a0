/**
 * Sends visitors through the shop, a few at a time, each with a browser storage of their own, and counts what they did.
 * The count is made here, by the hand that moves the mouse; the client under test is not asked.
 */
import { availableParallelism } from 'node:os'
import { launchChromium } from '../browser.mjs'
import { showProgress } from './progress.mjs'
import { takeSeat } from './seat.mjs'
import { truth, visit } from './visit.mjs'

/**
 * @typedef {object} Tally
 * @property {number} visits
 * @property {Record<string, number>} clicks by goal
 * @property {typeof truth} truth what the visitors were made to do
 */

/**
 * @param {string} url of the server
 * @param {number} count
 * @returns {Promise<Tally>}
 */
export async function sendVisitors(url, count) {
  const browser = await launchChromium()
  /** @type {Tally} */
  const tally = { visits: 0, clicks: { best: 0, fun: 0, help: 0, 'add-to-bag': 0 }, truth }
  const progress = showProgress('visits', count)
  let next = 0
  const walk = async () => {
    const seat = await takeSeat(browser, url)
    for (let number = next++; number < count; number = next++) {
      const clicks = await visit(seat, url, number)
      await seat.wipe()
      tally.visits++
      for (const goal of clicks) tally.clicks[goal] = (tally.clicks[goal] ?? 0) + 1
      progress.show(tally.visits)
    }
  }
  try {
    await Promise.all(Array.from({ length: 2 * availableParallelism() }, walk))
  } finally {
    progress.end()
    await browser.close()
  }
  return tally
}
