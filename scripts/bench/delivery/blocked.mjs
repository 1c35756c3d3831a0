/**
 * What a collector that is blocked for good costs: attempts over four minutes, from a visitor who opens page after page.
 */
import { sleep } from './site.mjs'

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {import('./site.mjs').Site} site
 */
export async function attemptsWhenBlocked(browser, site) {
  const page = await browser.newPage()
  /** @type {number[]} */
  const attempts = []
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    if (request.method() !== 'POST') return request.continue()
    attempts.push(Date.now())
    return request.abort('blockedbyclient')
  })
  const end = Date.now() + 240_000
  while (Date.now() < end) {
    await page.goto(site.url)
    await page.evaluate('say(1)')
    await sleep(7000)
  }
  await page.close()
  const pauses = attempts.slice(6).map((at, i) => (at - (attempts[i + 5] ?? 0)) / 1000)
  return /** @type {[string, string][]} */ ([
    ['attempts at a blocked collector in four minutes, 34 pages', String(attempts.length)],
    [
      '  shortest pause after the sixth',
      pauses.length ? `${Math.min(...pauses).toFixed(1)} s (to reach: 30)` : 'none seen',
    ],
  ])
}
