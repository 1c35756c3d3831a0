/**
 * How soon another tab sends what a tab left: one that is closed, one that crashes, one that is frozen.
 */
import { sleep, until } from './site.mjs'

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {import('./site.mjs').Site} site
 */
export async function takeOvers(browser, site) {
  /** @type {[string, string][]} */
  const lines = []
  const ends = /** @type {const} */ ({
    'is closed': [
      5,
      async (/** @type {import('puppeteer-core').Page} */ page) => page.close({ runBeforeUnload: true }),
    ],
    crashes: [
      35,
      async (/** @type {import('puppeteer-core').Page} */ page) => {
        const devtools = await page.createCDPSession()
        devtools.send('Page.crash').catch(() => {}) // The answer dies with the tab.
      },
    ],
    'is frozen': [
      35,
      async (/** @type {import('puppeteer-core').Page} */ page) => {
        const devtools = await page.createCDPSession()
        await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
      },
    ],
  })
  for (const [how, [seconds, end]] of Object.entries(ends)) {
    const context = await browser.createBrowserContext()
    const other = await context.newPage()
    await other.goto(site.url)
    await sleep(2500)
    const page = await context.newPage()
    await page.goto(site.url)
    await sleep(1500)
    // Nothing leaves it, also when it ends: what it has is there for the other.
    await page.evaluate(`fetch = () => Promise.reject(new TypeError('Failed to fetch')); fetchLater = () => {}`)
    await page.evaluate('for (let i = 0; i < 5; i++) say(i)')
    await sleep(200)
    site.batches = []
    const start = Date.now()
    await end(page)
    await until(`another tab sends what a tab left that ${how}`, () => site.batches.some(({ events }) => events >= 5))
    lines.push([
      `until another tab sends what a tab left that ${how}`,
      `${((Date.now() - start) / 1000).toFixed(1)} s (to reach: ${seconds})`,
    ])
    await context.close()
  }
  return lines
}
