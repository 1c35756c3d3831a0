/**
 * How often an event travels in ordinary use: visits of a few pages, each with events while it is read, one in the click
 * that leaves it, and now and then a look at another tab.
 */
import { sleep, until } from './site.mjs'

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {import('./site.mjs').Site} site
 */
export async function copies(browser, site) {
  let recorded = 0
  for (let visit = 0; visit < 12; visit++) {
    const context = await browser.createBrowserContext()
    const page = await context.newPage()
    await page.goto(site.url)
    for (let step = 0; step < 4; step++) {
      for (let i = 0; i < 3; i++) {
        await page.evaluate('say(1)')
        await sleep(200 + 300 * i)
        recorded++
      }
      if (step === 2) {
        const other = await context.newPage()
        await other.bringToFront()
        await sleep(300)
        await other.close()
        await page.bringToFront()
      }
      recorded++
      const arrived = page.waitForNavigation()
      await page.evaluate(`say(2); document.querySelector('#next').click()`)
      await arrived
    }
    await page.evaluate('say(3)')
    recorded++
    await sleep(1500)
    await page.evaluate('client.flush()')
    await context.close()
  }
  const travelled = () => site.batches.reduce((sum, { events }) => sum + events, 0)
  await until('every event has arrived', () => travelled() >= recorded)
  return /** @type {[string, string][]} */ ([
    [
      'events that travelled, of those recorded, in ordinary use',
      `${travelled()} of ${recorded}, ${(travelled() / recorded).toFixed(3)} × (to reach: 1.05)`,
    ],
  ])
}
