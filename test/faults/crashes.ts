/**
 * Processes that end without a word: a page's, the whole browser's.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Context, Fault } from './support/fault.js'
import { until } from './support/until.js'

const everyMs = 2
const moreThanEver = 100_000

/** One event every 2 ms and a collector that takes none, until the end comes at a time that nobody chose. */
const underLoad = (end: (context: Context) => Promise<void>) => async (context: Context) => {
  const { collector, load, visit } = context
  collector.behave = () => ({ status: 503 })
  await load(await visit(), moreThanEver, everyMs)
  await pause(1500 + Math.random() * 500)
  await end(context)
}

export const crashes: readonly Fault[] = [
  {
    name: 'tab crashes',
    engines: ['chromium'],
    bound: '1 event',
    browser: {},
    short: true,
    run: async ({ collector, record, visit }) => {
      collector.behave = () => ({ status: 503 })
      const tab = await visit()
      await record(tab, 20)
      await pause(60)
      const devtools = await tab.devtools()
      devtools.send('Page.crash').catch(() => {}) // Nobody is left to answer.
      await pause(500)
    },
  },
  {
    name: 'tab killed under load',
    engines: ['chromium'],
    bound: '1 event',
    browser: {},
    alone: true,
    run: underLoad(({ engine }) => engine.killPages()),
  },
  {
    name: 'browser ended under load',
    engines: ['chromium', 'firefox'],
    bound: '10 ms',
    browser: {},
    alone: true,
    run: underLoad(({ engine }) => engine.restart('SIGTERM')),
  },
  {
    name: 'browser killed under load',
    engines: ['chromium', 'firefox'],
    bound: '10 ms',
    browser: {},
    alone: true,
    run: underLoad(({ engine }) => engine.restart('SIGKILL')),
  },
  {
    name: 'browser killed while tabs wait',
    engines: ['chromium', 'firefox'],
    browser: {},
    run: async ({ collector, engine, record, visit }) => {
      collector.behave = () => ({ status: 503 })
      const tabs = [await visit(), await visit()]
      for (const tab of tabs) await record(tab, 20)
      await until(() => collector.arrivals.length > 1, 'both have tried')
      await engine.restart('SIGKILL')
    },
  },
]
