/**
 * Faults of the way to the collector: no network, nobody there, a connection that dies at every moment.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { inTurn } from './support/collector.js'
import type { Context, Fault } from './support/fault.js'
import { until } from './support/until.js'

/** Long enough for the first try, and for the second to be on its way. */
const someTriesMs = 2500

/** From the sixth try on there are 30 s and more between two. */
const mostTriesInAMinute = 12

/** A connection that dies once, after this document's first event has come through if `isReused`. */
const cut = (behaviour: 'reset' | 'store-and-cut', isReused: boolean) => async (context: Context) => {
  const { collector, delivered, engine, expect, record, visit } = context
  const tab = await visit()
  if (isReused) {
    await record(tab, 1)
    await delivered()
  }
  const before = collector.arrivals.length
  collector.behave = inTurn(behaviour, 'store')
  await record(tab, 10)
  await delivered()
  // WebKitGTK keeps its connections to itself.
  if (engine.name === 'webkit') return
  expect(!!collector.arrivals[before]?.isReused === isReused, 'the connection is as new as the fault wants it')
}

export const network: readonly Fault[] = [
  {
    name: 'offline then online',
    engines: ['chromium', 'firefox'],
    run: async ({ delivered, record, visit }) => {
      const tab = await visit()
      await record(tab, 5)
      await tab.offline(true)
      await record(tab, 10)
      await pause(someTriesMs)
      await record(tab, 5)
      await tab.offline(false)
      await delivered()
    },
  },
  {
    name: 'offline then closed',
    engines: ['chromium', 'firefox'],
    short: true,
    run: async ({ record, visit }) => {
      const tab = await visit()
      await tab.offline(true)
      await record(tab, 10)
      await pause(someTriesMs)
      await record(tab, 10)
      await tab.close()
    },
  },
  {
    name: 'offline then browser restarted',
    engines: ['chromium', 'firefox'],
    browser: {},
    run: async ({ engine, record, visit }) => {
      const tab = await visit()
      await tab.offline(true)
      await record(tab, 20)
      await pause(someTriesMs)
      await engine.restart('SIGTERM')
    },
  },
  {
    name: '503 for a minute',
    waits: true,
    run: async ({ collector, delivered, expect, record, visit }) => {
      collector.behave = () => ({ status: 503 })
      const tab = await visit()
      for (let i = 0; i < 6; i++) {
        await record(tab, 5)
        await pause(10_000)
      }
      const tries = collector.arrivals.length
      expect(tries <= mostTriesInAMinute, `at most ${mostTriesInAMinute} tries in the minute, not ${tries}`)
      collector.behave = () => 'store'
      await delivered(120_000)
    },
  },
  {
    name: '429 with a time',
    run: async ({ collector, delivered, expect, record, visit }) => {
      collector.behave = inTurn({ status: 429, retryAfterMs: 5000 }, 'store')
      const tab = await visit()
      await record(tab, 5)
      await until(() => collector.arrivals.length > 0, 'a request arrives')
      await record(tab, 5)
      await delivered()
      const [first, second] = collector.arrivals
      const waited = (second?.at ?? 0) - (first?.at ?? 0)
      expect(waited >= 5000, `nothing is sent for 5000 ms, not ${waited}`)
    },
  },
  {
    name: 'hanging answer',
    run: async ({ collector, delivered, record, visit }) => {
      collector.behave = inTurn('hang', 'store')
      const tab = await visit()
      await record(tab, 10)
      await delivered(60_000)
    },
  },
  {
    name: 'connection refused',
    run: async ({ collector, delivered, record, visit }) => {
      await collector.vanish()
      const tab = await visit()
      await record(tab, 10)
      await pause(someTriesMs)
      await record(tab, 10)
      await collector.reappear()
      await delivered()
    },
  },
  {
    name: 'name not resolved',
    engines: ['chromium'],
    run: async ({ collector, delivered, record, visit }) => {
      const tab = await visit()
      const devtools = await tab.devtools()
      // A request that is paused when the fault ends goes on by itself.
      devtools.on('Fetch.requestPaused', ({ requestId }) =>
        devtools.send('Fetch.failRequest', { requestId, errorReason: 'NameNotResolved' }).catch(() => {}),
      )
      await devtools.send('Fetch.enable', { patterns: [{ urlPattern: `${collector.url}*` }] })
      await record(tab, 10)
      await pause(someTriesMs)
      await devtools.send('Fetch.disable')
      await delivered()
    },
  },
  { name: 'reset before processing', run: cut('reset', false) },
  { name: 'stored but cut before the answer', run: cut('store-and-cut', false) },
  { name: 'stored but cut on a reused connection', short: true, run: cut('store-and-cut', true) },
  {
    name: 'slow collector and a new page every second',
    run: async ({ collector, record, visit }) => {
      collector.behave = () => ({ afterMs: 2000 })
      const tab = await visit()
      for (let i = 0; i < 8; i++) {
        await record(tab, 3)
        await pause(1000)
        await tab.open(await tab.evaluate<string>('location.href'))
      }
    },
  },
]
