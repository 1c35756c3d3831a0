/**
 * What a page pays: a call of `track`, beside writing the same event as JSON; and its longest task while a backlog of
 * 10,000 events leaves.
 */
import { quantile, until } from './site.mjs'

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {import('./site.mjs').Site} site
 */
export async function costs(browser, site) {
  const page = await browser.newPage()
  await page.goto(site.url)
  /** @type {{ isolated: boolean, track: number[], json: number[] }} */
  const calls = await page.evaluate(async () => {
    const track = []
    const json = []
    for (let i = 0; i < 2000; i++) {
      const event = { type: 'goal', goal: 'said', value: i, seq: i, at: Date.now(), page: location.pathname }
      const start = performance.now()
      JSON.stringify(event)
      const middle = performance.now()
      // @ts-expect-error: the page has it.
      say(i)
      track.push(performance.now() - middle)
      json.push(middle - start)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    return { isolated: crossOriginIsolated, track, json }
  })
  await page.evaluate('client.flush()')

  site.down = true
  await page.evaluate(async () => {
    for (let i = 0; i < 10_000; i++) {
      // @ts-expect-error: the page has it.
      say(i)
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve))
    }
  })
  await page.close()
  const next = await browser.newPage()
  await next.evaluateOnNewDocument(() => {
    // The time between two turns of this loop is the length of a task, plus a turn.
    const { port1, port2 } = new MessageChannel()
    let last = performance.now()
    Object.assign(window, { longest: 0 })
    port1.onmessage = () => {
      const now = performance.now()
      Object.assign(window, { longest: Math.max(Reflect.get(window, 'longest'), now - last) })
      last = now
      port2.postMessage(0)
    }
    // What the browser does to load the page is not the client's.
    addEventListener('load', () =>
      setTimeout(() => {
        last = performance.now()
        port2.postMessage(0)
      }, 300),
    )
  })
  site.down = false
  site.batches = []
  const start = Date.now()
  await next.goto(site.url)
  await until('the backlog has left', () => site.batches.reduce((sum, { events }) => sum + events, 0) >= 9000)
  const drained = Date.now() - start
  const longest = Number(await next.evaluate('longest'))
  await next.close()
  const ms = (/** @type {number} */ value) => `${value.toFixed(3)} ms`
  return /** @type {[string, string][]} */ ([
    ['clock of the page exact to 5 µs (cross-origin isolated)', String(calls.isolated)],
    ['track(), median and 95th percentile', `${ms(quantile(calls.track, 0.5))}, ${ms(quantile(calls.track, 0.95))}`],
    [
      '  beside JSON.stringify of the same event',
      `${ms(quantile(calls.json, 0.5))}, ${ms(quantile(calls.json, 0.95))}`,
    ],
    ['longest task while a backlog of 10,000 events leaves', `${longest.toFixed(1)} ms (to reach: 25)`],
    ['  until it has left', `${(drained / 1000).toFixed(1)} s`],
  ])
}
