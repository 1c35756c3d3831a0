/**
 * Faults between tabs of one visitor: the one that sends is closed, hangs, is frozen, hidden, copied or newer.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from './support/fault.js'
import { until } from './support/until.js'

/** Beyond this nobody calls it taking over; the time itself is a remark of the run. */
const takeOverWithinMs = 75_000

export const tabs: readonly Fault[] = [
  {
    name: 'two tabs fail and close and one returns',
    short: true,
    run: async ({ collector, record, visit }) => {
      collector.behave = () => ({ status: 503 })
      const both = [await visit(), await visit()]
      for (const tab of both) await record(tab, 20)
      await until(() => collector.arrivals.length > 0, 'a request arrives')
      await pause(1000)
      for (const tab of both) await tab.close()
    },
  },
  {
    name: 'eight tabs at 50 events a second',
    alone: true,
    run: async ({ delivered, isLong, load, visit }) => {
      const seconds = isLong ? 30 : 10
      const tabs = []
      for (let i = 0; i < 8; i++) tabs.push(await visit())
      const recordings = await Promise.all(tabs.map((tab) => load(tab, 50 * seconds, 20)))
      for (const { finished } of recordings) await until(finished, 'the tab has recorded all', 120_000)
      await delivered(60_000)
    },
  },
  {
    name: 'sending tab closed in mid-flight',
    run: async ({ collector, delivered, record, took, visit }) => {
      collector.behave = () => 'hang'
      const sender = await visit()
      const other = await visit()
      await record(sender, 10)
      await until(() => collector.arrivals.length > 0, 'a request is in flight')
      await sender.close()
      collector.behave = () => 'store'
      const closed = Date.now()
      await record(other, 1)
      await delivered(takeOverWithinMs)
      took('taken over', (Date.now() - closed) / 1000)
    },
  },
  {
    name: 'sending tab hangs',
    run: async ({ collector, expect, record, stored, took, visit }) => {
      collector.behave = () => 'hang'
      const sender = await visit()
      const other = await visit()
      await record(sender, 5)
      await until(() => collector.arrivals.length > 0, 'a request is in flight')
      await sender.evaluate('void setTimeout(() => { for (const end = Date.now() + 30000; Date.now() < end; ); })')
      const hangs = Date.now()
      collector.behave = () => 'store'
      const own = await record(other, 10)
      await until(async () => (await stored()) >= own.length, "the other tab's events are stored", takeOverWithinMs)
      const seconds = (Date.now() - hangs) / 1000
      expect(seconds < 30, `the other tab sends while this one hangs, not after ${seconds.toFixed(0)} s`)
      took('own events of the other tab', seconds)
    },
  },
  {
    name: 'hidden for two minutes',
    waits: true,
    run: async ({ delivered, record, visit }) => {
      const tab = await visit()
      await record(tab, 5)
      await tab.hide()
      for (let i = 0; i < 12; i++) {
        await record(tab, 5)
        await pause(10_000)
      }
      await delivered(75_000)
    },
  },
  {
    name: 'sending tab frozen',
    engines: ['chromium'],
    run: async ({ collector, delivered, record, took, visit }) => {
      collector.behave = () => 'hang'
      const sender = await visit()
      const other = await visit()
      await record(sender, 10)
      await until(() => collector.arrivals.length > 0, 'a request is in flight')
      await sender.hide()
      await (await sender.devtools()).send('Page.setWebLifecycleState', { state: 'frozen' })
      const frozen = Date.now()
      collector.behave = () => 'store'
      await record(other, 5)
      await delivered(takeOverWithinMs)
      took('taken over', (Date.now() - frozen) / 1000)
    },
  },
  {
    name: 'duplicated tab',
    engines: ['chromium', 'firefox'], // WebKitGTK opens no tab for a script.
    run: async ({ delivered, record, visit, willRecord }) => {
      const tab = await visit()
      await record(tab, 5)
      const query = willRecord('task', 5)
      // A tab that is opened by another one begins with a copy of its session storage.
      await tab.evaluate(`void (copy = window.open('/?${query}'))`)
      await record(tab, 5)
      await delivered()
      await tab.evaluate('copy.close()')
    },
  },
  {
    name: 'newer version in another tab',
    run: async ({ collector, delivered, expect, record, site, took, visit }) => {
      site.pages['/newer'] = { hasClient: false }
      const tab = await visit()
      collector.behave = () => ({ status: 503 })
      await record(tab, 5)
      await until(() => collector.arrivals.length > 0, 'a request arrives')
      const newer = await visit('/newer')
      await newer.evaluate(`void (globalThis.openedMs = 0, begun = performance.now(),
        request = indexedDB.open('heddle', 99), request.onsuccess = () => openedMs = performance.now() - begun)`)
      await until(() => newer.evaluate('openedMs > 0'), 'the newer version has the database', 10_000)
      const openedMs = await newer.evaluate<number>('openedMs')
      expect(openedMs < 5000, `the older tab makes way at once, not after ${openedMs.toFixed(0)} ms`)
      took('made way', openedMs / 1000)
      await record(tab, 5)
      collector.behave = () => 'store'
      await delivered(60_000)
    },
  },
]
