/**
 * From a call of `track` to the moment when the page knows that the event is stored.
 */
import { quantile } from './site.mjs'

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {import('./site.mjs').Site} site
 */
export async function delays(browser, site) {
  const page = await browser.newPage()
  await page.goto(site.url)
  /** @type {number[]} */
  const waits = await page.evaluate(async () => {
    /** @type {number[]} */
    const waits = []
    const settled = async () => {
      // @ts-expect-error: the page has it.
      while (client.diagnostics().waiting) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    for (let i = 0; i < 40; i++) {
      const start = performance.now()
      // @ts-expect-error: the page has it.
      say(i)
      await new Promise((resolve) => setTimeout(resolve)) // The row is closed at the end of the task.
      await settled()
      waits.push(performance.now() - start)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 300))
    }
    return waits
  })
  await page.close()
  return /** @type {[string, string][]} */ ([
    [
      'from track() to the acknowledgement, median and 95th percentile',
      `${quantile(waits, 0.5).toFixed(0)} ms, ${quantile(waits, 0.95).toFixed(0)} ms (to reach: 2000)`,
    ],
  ])
}
