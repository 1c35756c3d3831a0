import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Step } from './support/slow-site.js'
import { type Kind, labels, orders, type PageOptions, type Pauses, startStreamedSite } from './support/streamed-page.js'
import { useChromium, visit } from './support/visit.js'
import type { Frame, Seen } from './support/watch-frames.js'

useChromium()

const none: Pauses = { beforeTabs: '', insideTabs: '', afterTabs: '', insideButton: '', afterButton: '' }

/** A pause that the test ends. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

const never = new Promise(() => {})

/** Opens the page of a site; the server may still be at it. The time is up only where a test says so, not where the machine is slow. */
async function load(kind: Kind, options: Partial<PageOptions> = {}): Promise<Page> {
  const url = await startStreamedSite({ pauses: none, limitMs: 60_000, ...options })
  return visit(`${url}/?kind=${kind}`, { waitUntil: 'commit' })
}

const seenOn = (page: Page): Promise<Seen> => page.evaluate('seen')
const frameOn = async (page: Page): Promise<Frame | undefined> => (await seenOn(page)).frames.at(-1)
const eventsOn = (page: Page): Promise<{ type: string; experiment: string; variant: string; applied?: boolean }[]> =>
  page.evaluate('globalThis.events ?? []')
/** Everything that was to come has come: the next frame too. */
const nextFrames = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))

const original: Frame = { items: [...orders.control], label: labels.control }
const treated: Frame = { items: [...orders.bestFirst], label: labels.plain }

describe('The boot script on a page that a slow server streams', () => {
  test.each([
    ['boot-control', original],
    ['boot-treated', treated],
  ] as const)(
    'paints what comes before, and each element with its variant as soon as it is complete (%s)',
    async (kind, last) => {
      const places = ['beforeTabs', 'insideTabs', 'afterTabs', 'insideButton', 'afterButton'] as const
      const gates = places.map(() => gate())
      const pauses = Object.fromEntries(
        places.map((place, i) => [place, gates[i]?.opened as Step]),
      ) as unknown as Pauses
      const page = await load(kind, { pauses })
      const [beforeTabs, insideTabs, afterTabs, insideButton, afterButton] = gates

      // The server has not sent the tab bar yet: its experiment cannot have delayed this.
      await expect.poll(async () => (await seenOn(page)).firstPaintMs).toBeGreaterThan(0)
      beforeTabs?.open()
      await page.waitForSelector('[data-item=best]', { state: 'attached' })
      await nextFrames(page)
      expect(await frameOn(page)).toEqual({ items: [] })
      insideTabs?.open()
      await page.waitForSelector('[data-item=man]', { state: 'attached' })
      afterTabs?.open()
      await page.waitForSelector('#help', { state: 'attached' })
      await nextFrames(page)
      expect(await frameOn(page)).toEqual({ items: last.items })
      insideButton?.open()
      afterButton?.open()
      await expect.poll(() => frameOn(page)).toEqual(last)

      const { frames, shift } = await seenOn(page)
      expect(shift).toBe(0)
      expect(frames).toEqual([{ items: [] }, { items: last.items }, last])
    },
  )

  test.each(['boot-control', 'boot-treated'] as const)(
    'hands over to the client, which applies nothing twice and records everything once (%s)',
    async (kind) => {
      const page = await load(kind)
      await expect.poll(async () => (await eventsOn(page)).filter(({ type }) => type === 'exposure').length).toBe(2)
      await nextFrames(page)
      const [order, text] = kind === 'boot-control' ? ['control', 'control'] : ['bestFirst', 'plain']
      expect(
        (await eventsOn(page))
          .map(({ type, experiment, variant, applied }) => [type, experiment, variant, applied])
          .sort(),
      ).toEqual([
        ['applied', 'help-label', text, true],
        ['applied', 'home-tabs', order, true],
        ['exposure', 'help-label', text, undefined],
        ['exposure', 'home-tabs', order, undefined],
      ])
      await page.evaluate('client.close()')
      await expect.poll(() => frameOn(page)).toEqual(original)
    },
  )
})

describe('The boot script leaves nothing hidden, shows the original, and nobody is exposed', () => {
  test('when the network stalls in the middle of the element', async () => {
    const page = await load('boot-treated', {
      pauses: { ...none, insideTabs: never as Promise<unknown> },
      limitMs: 300,
    })
    await expect.poll(() => frameOn(page)).toEqual({ items: ['fun', 'best'] })
  })

  test('when the time is up before the element is complete', async () => {
    const inside = gate()
    const page = await load('boot-treated', { pauses: { ...none, insideTabs: inside.opened }, limitMs: 300 })
    await expect.poll(() => frameOn(page)).toEqual({ items: ['fun', 'best'] })
    inside.open()
    await expect.poll(() => frameOn(page)).toEqual({ items: original.items, label: treated.label })
    await expect
      .poll(async () => (await eventsOn(page)).map(({ experiment }) => experiment))
      .toEqual(['help-label', 'help-label'])
    expect(await page.evaluate("client.assign({ key: 'home-tabs' })")).toMatchObject({
      status: 'excluded',
      reason: 'late',
    })
  })

  test('when the browser has no adopted stylesheets', async () => {
    const page = await load('boot-treated', { sabotage: 'delete globalThis.CSSStyleSheet' })
    await expect.poll(() => frameOn(page)).toEqual(original)
    await page.waitForFunction('globalThis.client')
    await nextFrames(page)
    expect(await eventsOn(page)).toEqual([])
  })

  test('when the visitor asks for privacy', async () => {
    const sabotage = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true })"
    const page = await load('boot-treated', { sabotage })
    await expect.poll(() => frameOn(page)).toEqual(original)
    await page.waitForFunction('globalThis.client')
    await nextFrames(page)
    expect(await eventsOn(page)).toEqual([])
  })
})

describe('The boot script', () => {
  test('works where storage is blocked', async () => {
    const sabotage =
      "Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError') } })"
    const page = await load('boot-treated', { sabotage })
    await expect.poll(() => frameOn(page)).toEqual(treated)
  })
})
