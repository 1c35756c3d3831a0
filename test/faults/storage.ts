/**
 * Faults of the place where events wait: refused, hanging, late, full, emptied, lost, or not allowed at all.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Context, Fault } from './support/fault.js'
import { until } from './support/until.js'

/** What `indexedDB.open` gives: a request of which the script itself decides when the browser hears of it, if at all. */
const openLater = (begin: string) => `
  const realOpen = IDBFactory.prototype.open
  IDBFactory.prototype.open = function (...given) {
    const heard = {}
    let real
    const request = Object.create(IDBOpenDBRequest.prototype, {
      addEventListener: { value: (type, hear) => (heard[type] ??= new Set()).add(hear) },
      removeEventListener: { value: (type, hear) => heard[type]?.delete(hear) },
      result: { get: () => real.result },
      error: { get: () => real?.error ?? null },
      transaction: { get: () => real?.transaction ?? null },
      readyState: { get: () => real?.readyState ?? 'pending' },
      ...Object.fromEntries(['success', 'error', 'blocked', 'upgradeneeded'].map((type) =>
        ['on' + type, { value: null, writable: true }])),
    })
    const begin = () => {
      real = realOpen.apply(this, given)
      for (const type of ['success', 'error', 'blocked', 'upgradeneeded']) {
        real.addEventListener(type, (event) => {
          request['on' + type]?.(event)
          for (const hear of heard[type] ?? []) hear(event)
        })
      }
    }
    ${begin}
    return request
  }`

const refuseIndexedDb = `IDBFactory.prototype.open = () => { throw new DOMException('No.', 'SecurityError') }
  IDBFactory.prototype.databases = () => Promise.reject(new DOMException('No.', 'SecurityError'))`

/** After \`breakConnections()\` a connection that was used before gives no transaction any more; a new one does. */
const breakOnCommand = `
  const realTransaction = IDBDatabase.prototype.transaction
  const since = new WeakMap()
  let age = 0
  var breakConnections = () => { age++ }
  IDBDatabase.prototype.transaction = function (...given) {
    if (!since.has(this)) since.set(this, age)
    if (since.get(this) < age) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError')
    return realTransaction.apply(this, given)
  }`

/** The page cannot keep anything, and the network is there: nothing is lost while the page lives, nor when it is left. */
const withoutStore =
  (before: string) =>
  async ({ delivered, record, site, visit, willRecord }: Context) => {
    site.pages['/broken'] = { before }
    const tab = await visit(`/broken?${willRecord('pagehide', 5)}`)
    await record(tab, 10)
    await pause(2500)
    await record(tab, 10)
    await tab.open(`${site.url}/elsewhere`)
    await delivered()
  }

/** Nobody takes events while the store is lost; then the tab is closed. */
const lostInMidSession =
  (lose: (context: Context, tab: Awaited<ReturnType<Context['visit']>>) => Promise<void>) =>
  async (context: Context) => {
    const { collector, record, site, visit } = context
    site.pages['/breaking'] = { before: breakOnCommand }
    collector.behave = () => ({ status: 503 })
    const tab = await visit('/breaking')
    await record(tab, 10)
    await until(() => collector.arrivals.length > 0, 'a request arrives')
    await lose(context, tab)
    await record(tab, 10)
    await pause(2500)
    await tab.close()
  }

export const storage: readonly Fault[] = [
  { name: 'IndexedDB refused', short: true, run: withoutStore(refuseIndexedDb) },
  { name: 'IndexedDB hangs', run: withoutStore(openLater('')) },
  {
    name: 'IndexedDB late by 10 s',
    run: async ({ collector, record, site, visit }) => {
      site.pages['/late'] = { before: openLater('setTimeout(begin, 10000)') }
      collector.behave = () => ({ status: 503 })
      const tab = await visit('/late')
      await record(tab, 10)
      await pause(5000)
      await record(tab, 10)
      await pause(8000)
      await record(tab, 10)
      await pause(1000)
      await tab.close()
    },
  },
  {
    name: 'IndexedDB cleared in mid-session',
    engines: ['chromium'],
    run: lostInMidSession(async ({ site }, tab) => {
      const devtools = await tab.devtools()
      await devtools.send('Storage.clearDataForOrigin', { origin: site.url, storageTypes: 'indexeddb' })
    }),
  },
  {
    name: 'IndexedDB connection lost',
    run: lostInMidSession((_, tab) => tab.evaluate('void breakConnections()')),
  },
  {
    name: 'quota small',
    engines: ['chromium'],
    bound: 'named',
    run: async ({ collector, delivered, excuse, record, site, visit }) => {
      const tab = await visit('/elsewhere')
      const devtools = await tab.devtools()
      await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize: 200_000 })
      collector.behave = () => ({ status: 503 })
      await tab.open(`${site.url}/`)
      for (let i = 0; i < 40; i++) excuse(await record(tab, 100)) // Dropped or not, each is accounted for.
      await pause(2500)
      collector.behave = () => 'store'
      excuse(await record(tab, 100))
      await delivered()
    },
  },
  {
    name: 'private window',
    engines: ['chromium', 'firefox'],
    browser: { isPrivate: true },
    run: async ({ collector, record, site, visit }) => {
      collector.behave = () => ({ status: 503 })
      const tab = await visit()
      await record(tab, 10)
      await until(() => collector.arrivals.length > 0, 'a request arrives')
      await tab.open(`${site.url}/elsewhere`)
    },
  },
  {
    name: 'sandboxed frame',
    run: async ({ delivered, site, visit, willRecord }) => {
      const address = `/?${willRecord('task', 10)}`
      site.pages['/'] = {
        before: 'try { sessionStorage } catch { Object.defineProperty(globalThis, "sessionStorage", { value: {} }) }',
      }
      site.pages['/host'] = { hasClient: false, body: `<iframe sandbox="allow-scripts" src="${address}"></iframe>` }
      await visit('/host')
      await delivered()
    },
  },
  {
    name: '10000 events wait at the start',
    bound: 'named',
    run: async ({ collector, excuse, record, visit }) => {
      await collector.vanish()
      const tab = await visit()
      for (let i = 0; i < 100; i++) excuse(await record(tab, 100)) // Stored, or named as dropped.
      await pause(2500)
      await tab.close()
      await collector.reappear()
    },
  },
]
