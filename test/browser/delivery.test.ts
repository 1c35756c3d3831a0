import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { type Site, startSite, withClient } from './support/site.js'
import { flush, useChromium, visit } from './support/visit.js'

useChromium()

/** Each visit of the page says three things, in two tasks, as soon as it is open. */
const talking = withClient(`
  const goal = defineGoal('said')
  client.track(goal, 1)
  client.track(goal, 2)
  setTimeout(() => client.track(goal, 3))
  var said = new Promise((resolve) => setTimeout(resolve))
  var stored = () => new Promise((resolve) => {
    indexedDB.open('heddle').onsuccess = ({ target: { result: db } }) => {
      const here = IDBKeyRange.bound(['/collect'], ['/collect', []])
      db.transaction('rows').objectStore('rows').count(here).onsuccess = (event) => {
        db.close()
        resolve(event.target.result)
      }
    }
  })
`)

async function open(script = talking, { down = false } = {}) {
  const site = await startSite({ '/': { body: '<p>Page</p>', script } })
  site.down = down
  return { site, page: await visit(site.url) }
}

/** Waits until the page has no row in its buffer: everything was settled. */
async function expectSettled(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate('client.flush().then(stored)'), { timeout: 20_000 }).toBe(0)
}

/** What the log holds of each stream: its numbers, in order, each as often as it stands there. */
async function numbersIn(site: Site) {
  const streams = new Map<string, number[]>()
  for (const { stream, seq } of await site.events()) streams.set(stream, [...(streams.get(stream) ?? []), seq])
  return [...streams.values()].map((seqs) => seqs.sort((a, b) => a - b))
}

describe('an event', () => {
  test('is in the log once, and the buffer is empty', async () => {
    const { site, page } = await open()
    await page.evaluate('said')
    await expectSettled(page)
    expect(await numbersIn(site)).toEqual([[1, 2, 3]])
  })

  test('is sent without being asked', async () => {
    const { site } = await open()
    await expect.poll(() => numbersIn(site), { timeout: 20_000 }).toEqual([[1, 2, 3]])
  })
})

describe('a collector that was down', () => {
  test('receives what a page wrote before it was reloaded: nothing is lost and nothing stands there twice', async () => {
    const { site, page } = await open(talking, { down: true })
    await page.evaluate('said.then(() => client.flush())')
    expect(await site.events()).toEqual([])
    await expect.poll(() => page.evaluate('stored()')).toBe(2)
    await page.reload()
    await page.evaluate('said.then(() => client.flush())')
    site.down = false
    await page.reload()
    await page.evaluate('said')
    await expectSettled(page)
    expect(await numbersIn(site)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ])
  })

  test('receives what a killed tab had written', async () => {
    const { site, page } = await open(talking, { down: true })
    const session = await page.context().newCDPSession(page)
    await page.evaluate('said')
    await expect.poll(() => page.evaluate('stored()')).toBe(2)
    const crashed = page.waitForEvent('crash')
    session.send('Page.crash').catch(() => {}) // The answer dies with the tab.
    await crashed
    site.down = false
    const next = await visit(site.url)
    await next.evaluate('said')
    await expectSettled(next)
    expect(await numbersIn(site)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
  })
})

describe('a page without a network', () => {
  test('keeps its events, and delivers them when the network is back', async () => {
    const { site, page } = await open(talking.replace('client.track(goal, 1)', ''))
    await page.evaluate('said')
    await expectSettled(page)
    await page.context().setOffline(true)
    try {
      await page.evaluate('client.track(goal, 4)')
      await flush(page)
      expect(await page.evaluate('stored()')).toBe(1)
      expect(await numbersIn(site)).toEqual([[1, 2]])
    } finally {
      await page.context().setOffline(false)
    }
    await expect.poll(() => numbersIn(site), { timeout: 20_000 }).toEqual([[1, 2, 3]])
  })
})

describe('two clients on a page', () => {
  test('with two collectors do not disturb each other, though they share a database', async () => {
    const other = await startSite({})
    const { site, page } = await open(`
      ${talking}
      var second = createClient({ transport: beacon('${other.url}/collect'), buffer: indexedDbBuffer(), consent: 'granted' })
      second.track(goal, 11)`)
    other.down = true
    await page.evaluate('said')
    await expectSettled(page)
    await page.evaluate('second.flush()')
    expect(await numbersIn(site)).toEqual([[1, 2, 3]])
    expect(await other.events()).toEqual([])
    other.down = false
    const values = async () => (await other.events()).map((event) => event.type === 'goal' && event.value)
    await expect.poll(() => page.evaluate('second.flush()').then(values)).toEqual([11])
    expect(await numbersIn(site)).toEqual([[1, 2, 3]])
  })
})

describe('a full disk', () => {
  test('is reported, never thrown, and events are delivered all the same', async () => {
    const { site, page } = await open(withClient('const goal = defineGoal("said")'))
    const session = await page.context().newCDPSession(page)
    await session.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize: 1 })
    await page.evaluate('client.track(goal, 1)')
    await expect.poll(() => page.evaluate('problems.map(({ kind }) => kind)')).toContain('buffer')
    await flush(page)
    expect(await numbersIn(site)).toEqual([[1]])
  })
})

describe('a visitor who has not agreed', () => {
  test('has nothing stored and nothing sent, also when the page is left', async () => {
    const script = talking.replace("consent: 'granted'", "consent: 'pending'")
    const { site, page } = await open(script)
    await page.evaluate('said')
    await flush(page)
    const stored = await page.evaluate(async () => [localStorage.length, document.cookie, await indexedDB.databases()])
    expect(stored).toEqual([0, '', []])
    await page.goto(`${site.url}/nowhere`)
    expect(await site.events()).toEqual([])
  })
})

describe('a cookie', () => {
  test('keeps the visitor from page to page, and is gone once consent is denied', async () => {
    const script = talking.replace('createClient({', 'createClient({ unitStore: heddle.cookie(),')
    const { site, page } = await open(script)
    await page.evaluate('said')
    await page.reload()
    await page.evaluate('said')
    await expectSettled(page)
    expect(new Set((await site.events()).map(({ visitor }) => visitor)).size).toBe(1)
    await page.evaluate('client.setConsent("denied")')
    expect(await page.context().cookies()).toEqual([])
  })
})
