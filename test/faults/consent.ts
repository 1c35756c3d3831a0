/**
 * What a visitor withdrew is gone: from the device, and from the network. What they granted later is kept.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Behaviour } from './support/collector.js'
import type { Tab } from './support/engine.js'
import type { Context, Fault } from './support/fault.js'
import { until } from './support/until.js'

/** Long enough for whoever still wanted to send. */
const longEnoughMs = 4000

/** What the origin keeps on the device: rows of all databases, and other entries. */
const kept = (tab: Tab) =>
  tab.evaluate<readonly string[]>(`(async () => {
    const kept = [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...document.cookie.split(';').filter(Boolean)]
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((resolve) => { indexedDB.open(name).onsuccess = (event) => resolve(event.target.result) })
      for (const store of db.objectStoreNames) {
        const rows = await new Promise((resolve) => {
          db.transaction(store).objectStore(store).getAllKeys().onsuccess = (event) => resolve(event.target.result)
        })
        kept.push(...rows.map((key) => store + ' ' + JSON.stringify(key)))
      }
      db.close()
    }
    return kept
  })()`)

/** Twenty events nobody has taken yet, then the visitor withdraws, and the collector is well again. */
const withdrawn = (behaviour: Behaviour) => async (context: Context) => {
  const { collector, excuse, expect, record, stored, visit } = context
  collector.behave = () => behaviour
  const tab = await visit()
  excuse(await record(tab, 20))
  await until(() => collector.arrivals.length > 0, 'a request arrives')
  if (behaviour !== 'hang') await pause(500)
  await tab.evaluate(`client.setConsent('denied')`)
  collector.behave = () => 'store'
  const before = collector.arrivals.length
  await tab.evaluate('client.track(goal, -1)')
  await pause(longEnoughMs)
  expect(collector.arrivals.length === before, 'nothing arrives after the visitor has withdrawn')
  const left = await kept(tab)
  expect(!left.length, `nothing is kept on the device, not ${left.join(', ')}`)
  await tab.close()
  await visit('/?consent=denied')
  await visit()
  await pause(longEnoughMs)
  expect((await stored()) === 0, 'what was withdrawn never arrives')
}

export const consent: readonly Fault[] = [
  { name: 'consent withdrawn with a backlog', bound: 'denied', short: true, run: withdrawn({ status: 503 }) },
  { name: 'consent withdrawn while a request is in flight', bound: 'denied', run: withdrawn('hang') },
  {
    name: 'consent withdrawn while a page is in the back/forward cache',
    bound: 'denied',
    alone: true, // WebKit keeps only a few pages, of all tabs together.
    run: async ({ collector, delivered, excuse, expect, record, site, visit }) => {
      const tab = await visit()
      const document = await tab.evaluate<string>('documentId')
      await record(tab, 3)
      await delivered()
      await tab.open(`${site.url}/?consent=denied`)
      await tab.back()
      const isBack = () => tab.evaluate<boolean>(`documentId === '${document}'`).catch(() => false)
      await until(isBack, 'the page is there again')
      const before = collector.arrivals.length
      excuse(await record(tab, 3))
      await pause(longEnoughMs)
      expect(collector.arrivals.length === before, 'a page that comes back knows that the visitor has withdrawn')
      const left = await kept(tab)
      expect(!left.length, `nothing is kept on the device, not ${left.join(', ')}`)
    },
  },
  {
    name: 'consent granted later',
    run: async ({ collector, delivered, expect, record, visit }) => {
      const tab = await visit('/?consent=pending')
      await record(tab, 10)
      await pause(longEnoughMs)
      expect(!collector.arrivals.length, 'nothing arrives before consent')
      const before = await kept(tab)
      expect(!before.length, `nothing is kept on the device before consent, not ${before.join(', ')}`)
      await tab.evaluate(`client.setConsent('granted')`)
      await delivered()
    },
  },
]
