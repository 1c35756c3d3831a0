/**
 * Faults of the moment when a page ends: what is recorded last, and requests that nobody answers any more.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Tab } from './support/engine.js'
import type { Context, Fault } from './support/fault.js'
import { until } from './support/until.js'

/** Every means by which a request outlives its page says no. */
const refuseLeaving = `
  navigator.sendBeacon = () => false
  if (globalThis.fetchLater) fetchLater = () => { throw new DOMException('No room.', 'QuotaExceededError') }
  const realFetch = fetch
  fetch = (address, init) => init?.keepalive ? Promise.reject(new TypeError('Failed to fetch')) : realFetch(address, init)`

const isAt = (tab: Tab, path: string) => () =>
  tab.evaluate<boolean>(`location.pathname === ${JSON.stringify(path)}`).catch(() => false)

/** Ten pages that record and go elsewhere in the same task; the database exists already. */
const recordAndNavigate = async ({ delivered, record, take, visit, site }: Context) => {
  const tab = await visit()
  await record(tab, 1)
  await delivered()
  for (let i = 0; i < 10; i++) {
    await tab.open(`${site.url}/`)
    await tab.evaluate(`void (record(${take(1)}, 1), location.href = '/elsewhere')`)
    await until(isAt(tab, '/elsewhere'), 'the other page is there')
  }
}

const recordIn =
  (when: 'pagehide' | 'hidden', leave: (tab: Tab, context: Context) => Promise<void>) => async (context: Context) => {
    const tab = await context.visit(`/?${context.willRecord(when, 5)}`)
    await context.record(tab, 5)
    await leave(tab, context)
  }

/** Only Chromium says it. */
const whyNotRestored = `JSON.stringify(performance.getEntriesByType('navigation')[0]?.notRestoredReasons?.reasons ?? null)`

/** The page that comes back from the browser's cache is the same document: it goes on counting. */
const thereAndBack = (isDelivered: boolean) => async (context: Context) => {
  const { collector, delivered, expect, record, site, visit } = context
  const tab = await visit()
  const [first = 0] = await record(tab, 3)
  if (isDelivered) await delivered()
  const document = await tab.evaluate<string>('documentId')
  await tab.open(`${site.url}/elsewhere`)
  await tab.back()
  await until(isAt(tab, '/'), 'the page is there again')
  const isRestored = (await tab.evaluate<string>('documentId')) === document
  const [again = 0] = await record(tab, 3)
  await delivered()
  const reasons = await tab.evaluate<string | null>(whyNotRestored)
  expect(isRestored, `the client does not keep the page out of the cache${reasons ? `: ${reasons}` : ''}`)
  if (!isRestored) return
  const { places } = await collector.account()
  const [[before], [after]] = [places.get(first) ?? [], places.get(again) ?? []]
  expect(before?.stream === after?.stream, 'the page goes on in its stream')
  expect(after?.seq === 4, `the page goes on counting: 4, not ${after?.seq}`)
}

export const leaving: readonly Fault[] = [
  {
    name: 'leaving request swallowed',
    short: true,
    run: async ({ collector, record, site, visit, willRecord }) => {
      collector.behave = () => 'swallow'
      const tab = await visit(`/?${willRecord('pagehide', 5)}`)
      await record(tab, 10)
      await tab.open(`${site.url}/elsewhere`)
      await pause(500)
    },
  },
  {
    name: 'leaving request refused',
    run: async ({ record, site, visit, willRecord }) => {
      site.pages['/'] = { before: refuseLeaving }
      const tab = await visit(`/?${willRecord('pagehide', 5)}`)
      await record(tab, 10)
      await tab.open(`${site.url}/elsewhere`)
      site.pages['/'] = {}
    },
  },
  {
    name: 'quota for leaving requests used by another script',
    run: async ({ delivered, record, site, visit, willRecord }) => {
      const tab = await visit(`/?${willRecord('pagehide', 5)}`)
      await tab.evaluate(
        `void fetch('/hang', { method: 'POST', keepalive: true, body: 'x'.repeat(60000) }).catch(() => {})`,
      )
      await record(tab, 20)
      await pause(500)
      await record(tab, 20)
      await tab.open(`${site.url}/elsewhere`)
      await delivered().catch(() => {}) // Or when the visitor comes back.
    },
  },
  {
    name: 'record and navigate in one task on a cold profile',
    short: true,
    run: async ({ site, visit, willRecord }) => {
      const tab = await visit('/elsewhere')
      // The driver waits for a page that is left at once: where it ends is what counts.
      await tab.open(`${site.url}/?${willRecord('task', 3)}&then=/elsewhere?left`).catch(() => {})
      await until(
        () => tab.evaluate<boolean>(`location.search === '?left'`).catch(() => false),
        'the other page is there',
      )
    },
  },
  { name: 'record and navigate in one task', run: recordAndNavigate },
  {
    name: 'record and navigate without back/forward cache',
    engines: ['chromium', 'firefox'],
    browser: { backForwardCache: false },
    run: recordAndNavigate,
  },
  {
    name: 'reload storm',
    run: async ({ visit, willRecord }) => {
      const reloads = 20
      const tab = await visit(`/?${willRecord('pagehide', 3, reloads + 1)}`)
      for (let i = 0; i < reloads; i++) {
        const before = await tab.evaluate<string>('documentId')
        await tab.evaluate('void setTimeout(() => location.reload())')
        const isNew = () => tab.evaluate<boolean>(`documentId !== '${before}'`).catch(() => false)
        await until(isNew, 'the page is loaded again')
      }
      await tab.close()
    },
  },
  {
    name: 'record while the page is left',
    run: recordIn('pagehide', (tab, { site }) => tab.open(`${site.url}/elsewhere`)),
  },
  { name: 'record while the tab is closed', run: recordIn('pagehide', (tab) => tab.close()) },
  {
    name: 'record while the page is hidden',
    run: recordIn('hidden', async (tab) => {
      await tab.hide()
      await tab.close()
    }),
  },
  // Alone: WebKit keeps only a few pages, of all tabs together.
  { name: 'back/forward cache and back', alone: true, run: thereAndBack(true) },
  { name: 'back/forward cache with events on their way', alone: true, run: thereAndBack(false) },
]
