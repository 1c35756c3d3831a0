import { fileURLToPath } from 'node:url'
import type { LoggedEvent } from '@heddle/events'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { violationsOn } from './support/axe.js'
import { bundled } from './support/bundle.js'
import { type Site, type SitePage, startSite, withClient } from './support/site.js'
import { flush, itemsOf, useChromium, visit } from './support/visit.js'

useChromium()

const entry = fileURLToPath(new URL('../../packages/client/src/devtools/index.ts', import.meta.url))

const body = `
  <main>
    <h1>Games</h1>
    <nav id="tabs" aria-label="Games"><button data-item="fun">FUN</button><button data-item="best">BEST</button></nav>
    <p><a id="away" href="/next">Away</a></p>
  </main>
  <script src="/devtools.js"></script>`

const whenAsked = `
  var close = location.search.includes('heddle-devtools') ? heddleDevtools.openDevtools(client) : () => {}`
const tabsTest = `
  const tabs = defineExperiment('home-tabs', { control: ['fun', 'best'], bestFirst: ['best', 'fun'] }, { weights: { control: 0 } })
  applyVariant(client, tabs, '#tabs', reorder)`

/** A page with the devtools where its address asks for them. */
async function start(script: string, page: Partial<SitePage> = {}) {
  return startSite({
    '/': { body, script: withClient(`${whenAsked}\n${script}`), ...page },
    '/devtools': { body: '', script: await bundled(entry, 'heddleDevtools') },
    '/next': { body: '<p>Next</p>' },
  })
}

const toggle = (page: Page) => page.locator('heddle-devtools .toggle')
const panel = (page: Page) => page.locator('heddle-devtools .panel')

async function openPanel(page: Page): Promise<void> {
  await toggle(page).click()
  await expect.poll(() => panel(page).innerText()).toContain('home-tabs')
}

async function flushed(page: Page, site: Site): Promise<readonly LoggedEvent[]> {
  await flush(page)
  return site.events()
}

/** Without what differs between any two visits. */
const facts = (events: readonly LoggedEvent[]) =>
  events.map(({ at, receivedAt, sentAt, session, stream, visitor, ...rest }) =>
    rest.type === 'vital' ? { ...rest, value: 0 } : rest,
  )

describe('the log', () => {
  // The goal matches whatever there is, the overlay's own buttons and links included.
  const script = `${tabsTest}; trackClicks(client, defineGoal('any'), '*'); trackVitals(client)`

  async function logOf(query: string, use: (page: Page) => Promise<void> = async () => {}) {
    const site = await start(script)
    const page = await visit(`${site.url}/${query}`)
    await expect.poll(() => flushed(page, site).then(({ length }) => length)).toBe(2)
    await use(page)
    await page.click('[data-item=best]')
    await page.goto(`${site.url}/next`)
    const vitals = async () => (await site.events()).filter(({ type }) => type === 'vital').map(({ seq }) => seq)
    await expect.poll(async () => (await vitals()).length).toBeGreaterThanOrEqual(2)
    await page.goto('about:blank')
    return facts((await site.events()).filter(({ type }) => type !== 'vital'))
  }

  test('holds the same with the devtools, used or not, as without', async () => {
    const without = await logOf('')
    expect(without.map(({ type }) => type)).toEqual(['applied', 'exposure', 'click'])
    expect(await logOf('?heddle-devtools')).toEqual(without)
    const used = await logOf('?heddle-devtools', async (page) => {
      await openPanel(page)
      await panel(page).locator('h2').first().click()
      await page.keyboard.press('Escape')
    })
    expect(used).toEqual(without)
  })

  test.each([
    ['a press on the page', '[data-item=best]', ['CLS', 'INP', 'LCP']],
    ['no press on the overlay', 'heddle-devtools .toggle', ['CLS', 'LCP']],
  ])('has the interaction time of %s', async (_, pressed, expected) => {
    const site = await start('trackVitals(client)')
    const page = await visit(`${site.url}/?heddle-devtools`)
    const isNoticed = async () => {
      await page.click(pressed)
      return page.evaluate(() => performance.getEntriesByType('first-input').length)
    }
    await expect.poll(isNoticed).toBe(1)
    // The vitals look at an interaction when the page is idle.
    await page.evaluate(
      () => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 100), { timeout: 1000 })),
    )
    await page.goto(`${site.url}/next`)
    const names = async () => (await site.events()).map((event) => event.type === 'vital' && event.name).sort()
    await expect.poll(names).toEqual(expected)
  })
})

describe('the overlay', () => {
  test('is looked through: what lies under it is seen', async () => {
    const site = await start(
      `applyVariant(client, defineExperiment('corner', { control: 'A', b: 'B' }), '#corner', relabel)`,
      {
        body: `${body}<button id="corner" style="position:fixed;right:16px;bottom:16px;width:40px;height:40px">Go</button>`,
      },
    )
    const page = await visit(`${site.url}/?heddle-devtools`)
    const types = async () => (await flushed(page, site)).map(({ type }) => type)
    await expect.poll(types).toEqual(['applied', 'exposure'])
    const topmost = `Document.prototype.elementFromPoint.call(document, innerWidth - 36, innerHeight - 36).localName`
    expect(await page.evaluate(topmost)).toBe('heddle-devtools')
  })

  test('is never the largest contentful paint, however little there is on the page', async () => {
    const site = await start('', {
      body: '<p id="only" style="font-size:8px;width:1em">i</p><script src="/devtools.js"></script>',
    })
    const page = await visit(`${site.url}/?heddle-devtools`)
    const painted = await page.evaluate(async () => {
      const entries: (string | undefined)[] = []
      await new Promise<void>((resolve) => {
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            entries.push((entry as { element?: Element } & PerformanceEntry).element?.id)
          requestAnimationFrame(() => setTimeout(resolve, 200))
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      })
      return entries
    })
    expect(painted).toEqual(['only'])
    expect(await toggle(page).isVisible()).toBe(true)
  })

  test('shifts nothing, open and filling with events and problems', async () => {
    const site = await start(tabsTest)
    const page = await visit(`${site.url}/?heddle=home-tabs:control&heddle-devtools=open`)
    await expect.poll(() => panel(page).innerText()).toContain('forced for review')
    const shifts = await page.evaluate(async () => {
      let sum = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += (entry as { value?: number } & PerformanceEntry).value ?? 0
      }).observe({ type: 'layout-shift', buffered: true })
      const { client } = globalThis as unknown as { client: import('heddle').Client }
      const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      for (let i = 0; i < 5; i++) {
        client.track({ key: `goal ${i}` })
        client.onProblem({ kind: 'missing', experiment: `experiment ${i}`, selector: '#none' })
        client.assign({
          key: `experiment ${i}`,
          variants: { control: 1 },
          assign: () => ({ status: 'assigned', variant: 'control', value: 1 }),
        })
        document.querySelector('#tabs')?.append(Object.assign(document.createElement('i'), { textContent: '' }))
        await frames()
        await frames()
      }
      const own = sum
      document.body.insertAdjacentHTML('afterbegin', '<div style="height:150px">Late</div>')
      await frames()
      await new Promise((resolve) => setTimeout(resolve, 200))
      return { own, withAnotherOfThePage: sum }
    })
    expect(await panel(page).innerText()).toContain('goal 4')
    expect(shifts.own).toBe(0)
    expect(shifts.withAnotherOfThePage).toBeGreaterThan(0)
  })

  test('works under a strict policy with Trusted Types, and looks as it should', async () => {
    const policy = `default-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`
    const site = await start(tabsTest, { headers: { 'content-security-policy': policy } })
    const page = await visit('about:blank')
    const complaints: string[] = []
    page.on('console', (message) => /policy|violat|trusted/i.test(message.text()) && complaints.push(message.text()))
    await page.goto(`${site.url}/?heddle-devtools`)
    await openPanel(page)
    expect(await toggle(page).evaluate((button) => getComputedStyle(button).borderRadius)).toBe('50%')
    expect(complaints).toEqual([])
  })

  test.each(['light', 'dark'] as const)(
    'has nothing that axe objects to, collapsed and open, %s',
    async (colorScheme) => {
      const site = await start(tabsTest)
      const page = await visit('about:blank')
      await page.emulateMedia({ colorScheme })
      await page.goto(`${site.url}/?heddle-devtools`)
      await page.evaluate(`client.onProblem({ kind: 'missing', experiment: 'gone', selector: '#gone' })`)
      expect(await violationsOn(page)).toEqual([])
      await openPanel(page)
      expect(await violationsOn(page)).toEqual([])
    },
  )

  test('is reached and left by keyboard: Tab, Enter, Escape', async () => {
    const site = await start(tabsTest)
    const page = await visit(`${site.url}/?heddle-devtools`)
    await page.focus('#away')
    await page.keyboard.press('Tab')
    const focused = () =>
      page.evaluate(() => document.querySelector('heddle-devtools')?.shadowRoot?.activeElement?.className)
    expect(await focused()).toBe('toggle')
    await page.keyboard.press('Enter')
    await expect.poll(() => panel(page).isVisible()).toBe(true)
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('body')
    await page.keyboard.press('Escape')
    expect(await panel(page).isVisible()).toBe(false)
    expect(await focused()).toBe('toggle')
  })

  test.each([
    ['a phone', 'ltr', 390],
    ['a phone, right to left', 'rtl', 390],
    ['a desktop, right to left', 'rtl', 1200],
  ] as const)('stands inside the window, at the end of the line, on %s', async (_, dir, width) => {
    const site = await start(tabsTest, { dir })
    const page = await visit('about:blank')
    await page.setViewportSize({ width, height: 700 })
    await page.goto(`${site.url}/?heddle-devtools`)
    await openPanel(page)
    const box = await panel(page).boundingBox()
    const { x, y, width: wide, height } = box ?? { x: -1, y: -1, width: 0, height: 0 }
    expect(Math.min(x, y, width - x - wide, 700 - y - height)).toBeGreaterThanOrEqual(0)
    const [left, right] = [x, width - x - wide]
    if (width > 390) expect(left < right).toBe(dir === 'rtl')
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })

  test('leaves no trace when it is closed, by hand or with the client', async () => {
    const site = await start(`var before = ['assign', 'expose', 'record', 'onProblem'].map((name) => client[name])`)
    const page = await visit(site.url)
    const traces = () =>
      page.evaluate(
        `[document.querySelector('heddle-devtools') !== null, Object.hasOwn(document, 'elementFromPoint'),
          ['assign', 'expose', 'record', 'onProblem'].some((name, i) => client[name] !== before[i])]`,
      )
    await page.evaluate('var close = heddleDevtools.openDevtools(client)')
    expect(await traces()).toEqual([true, true, true])
    await page.evaluate('close(); close()')
    expect(await traces()).toEqual([false, false, false])
    await page.evaluate('heddleDevtools.openDevtools(client); client.close()')
    expect(await traces()).toEqual([false, false, false])
  })
})

describe('a reviewer', () => {
  test('reads what was assigned, applied, seen and recorded, and where the items stand', async () => {
    const site = await start(`
      ${tabsTest}
      trackClicks(client, defineGoal('best'), '[data-item=best]')
      const outside = defineExperiment('late-show', { control: 1, b: 2 }, { traffic: 0 })
      client.assign(outside)`)
    const page = await visit(`${site.url}/?heddle-devtools`)
    await page.click('[data-item=best]')
    await openPanel(page)
    const text = async () => (await panel(page).innerText()).replace(/\s+/g, ' ')
    await expect.poll(text).toContain('home-tabs Variant bestFirst Why assigned Applied yes Seen by sight, exposed')
    expect(await text()).toContain(
      'late-show Variant control Why excluded: outside the share of traffic Applied not yet',
    )
    expect(await text()).toContain('nav#tabs 0best 1fun')
    expect(await text()).toMatch(
      /Events .*click best, item best, slot 0 of 2 .*exposure home-tabs: bestFirst, by sight/,
    )
    await page.evaluate(`document.querySelector('#tabs').append(document.querySelector('[data-item=best]'))`)
    await page.evaluate(`client.onProblem({ kind: 'missing', experiment: 'gone', selector: '#gone' })`)
    await expect.poll(text).toContain('gone: nothing on this page matches #gone')
    expect(await toggle(page).getAttribute('aria-label')).toBe('Heddle devtools, problems: 1')
  })

  test('forces a variant, and goes back, at the same address', async () => {
    const site = await start(tabsTest)
    const page = await visit(`${site.url}/?a=b%20c&heddle-devtools#there`)
    await expect.poll(() => itemsOf(page)).toEqual(['best', 'fun'])
    await openPanel(page)
    await panel(page).getByRole('link', { name: 'control' }).click()
    await page.waitForURL('**/?a=b%20c&heddle=home-tabs:control&heddle-devtools=open#there')
    await expect.poll(() => panel(page).innerText()).toContain('forced for review, never counted')
    expect(await itemsOf(page)).toEqual(['fun', 'best'])
    expect(await panel(page).locator('[aria-current]').innerText()).toBe('control')
    await panel(page).getByRole('link', { name: 'Reset' }).click()
    await page.waitForURL('**/?a=b%20c&heddle-devtools#there')
    await expect.poll(() => itemsOf(page)).toEqual(['best', 'fun'])
  })

  test('becomes a new visitor', async () => {
    const site = await start(tabsTest)
    const page = await visit(`${site.url}/?heddle-devtools`)
    const visitor = () => page.evaluate(`JSON.parse(localStorage.getItem('heddle') ?? '{}').visitor`)
    await expect.poll(visitor).toEqual(expect.any(String))
    const before = await visitor()
    await openPanel(page)
    await panel(page).getByRole('button', { name: 'New visitor' }).click()
    await expect.poll(visitor).not.toBe(before)
    const visitors = async () => new Set((await flushed(page, site)).map((event) => event.visitor)).size
    await expect.poll(visitors).toBe(2)
  })

  test('copies a link that shows others the same, without the devtools', async () => {
    const site = await start(tabsTest)
    const page = await visit(`${site.url}/?a=b&heddle-devtools`)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await openPanel(page)
    await panel(page).getByRole('button', { name: 'Copy review link' }).click()
    await expect.poll(() => panel(page).getByRole('button', { name: 'Link copied' }).count()).toBe(1)
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${site.url}/?a=b&heddle=home-tabs:bestFirst`)
  })
})
