/**
 * What the delivery costs a page, and how soon and how often events arrive: in a real Chromium, from pages that are
 * isolated from other origins, where the clock is exact to 5 µs, to a collector on another origin.
 */
import puppeteer from 'puppeteer-core'
import { chromiumArguments, installBrowsers, programPath } from '../browser.mjs'
import { attemptsWhenBlocked } from './delivery/blocked.mjs'
import { copies } from './delivery/copies.mjs'
import { costs } from './delivery/costs.mjs'
import { delays } from './delivery/delays.mjs'
import { startSite } from './delivery/site.mjs'
import { takeOvers } from './delivery/take-over.mjs'

await installBrowsers(['Chromium'])
const browser = await puppeteer.launch({
  executablePath: programPath('chromium'),
  args: chromiumArguments,
  // Puppeteer's own defaults keep hidden tabs awake and pages out of the back/forward cache, unlike a visitor's browser.
  ignoreDefaultArgs: [
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-back-forward-cache',
  ],
})
try {
  for (const bench of [costs, delays, copies, takeOvers, attemptsWhenBlocked]) {
    const site = await startSite()
    try {
      for (const [what, value] of await bench(browser, site)) console.log(`${what.padEnd(64)} ${value}`)
    } finally {
      await site.close()
    }
  }
} finally {
  await browser.close()
}
