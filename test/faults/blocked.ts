/**
 * Requests that the browser itself does not let out.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Context, Fault } from './support/fault.js'

const blockedForMs = 30_000

/** In half a minute of back-off. */
const mostTries = 10

/** As an extension does it: what is fetched fails at once, a beacon is taken and never sent. */
const block = `
  var tries = 0
  var isBlocked = true
  const realFetch = fetch
  const realBeacon = navigator.sendBeacon
  fetch = (...given) => isBlocked ? (tries++, Promise.reject(new TypeError('Failed to fetch'))) : realFetch(...given)
  navigator.sendBeacon = (...given) => isBlocked ? (tries++, true) : realBeacon.apply(navigator, given)`

/** The browser's own blocking where it can be had, else as the page sees it. */
async function blockFor(context: Context): Promise<number> {
  const { collector, engine, record, site, visit } = context
  if (engine.name !== 'chromium') {
    site.pages['/blocked'] = { before: block }
    const tab = await visit('/blocked')
    await record(tab, 10)
    await pause(blockedForMs)
    await record(tab, 5)
    const tries = await tab.evaluate<number>('tries')
    await tab.evaluate('void (isBlocked = false)')
    return tries
  }
  const tab = await visit()
  const devtools = await tab.devtools()
  let tries = 0
  devtools.on('Fetch.requestPaused', ({ requestId }) => {
    tries++
    devtools.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }).catch(() => {})
  })
  await devtools.send('Fetch.enable', { patterns: [{ urlPattern: `${collector.url}*` }] })
  await record(tab, 10)
  await pause(blockedForMs)
  await record(tab, 5)
  await devtools.send('Fetch.disable')
  return tries
}

export const blocked: readonly Fault[] = [
  {
    name: 'ad blocker for half a minute',
    waits: true,
    run: async (context) => {
      const tries = await blockFor(context)
      context.expect(tries > 0 && tries <= mostTries, `at most ${mostTries} tries, not ${tries}`)
      await context.delivered(120_000)
    },
  },
  {
    name: 'content security policy of one page',
    run: async ({ collector, expect, record, site, visit, willRecord }) => {
      site.pages['/strict'] = { headers: { 'content-security-policy': "connect-src 'none'" } }
      const tab = await visit(`/strict?${willRecord('pagehide', 5)}`)
      await record(tab, 10)
      await pause(2500)
      await tab.open(`${site.url}/elsewhere`)
      expect(!collector.arrivals.length, 'the policy lets nothing out')
    },
  },
]
