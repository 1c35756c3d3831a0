/**
 * The React example, opened as a visitor would: rendered by its server, hydrated by its script, counted once it is seen.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { tabs } from '../../examples/react/experiments.js'
import { departments } from '../../examples/react/products.js'
import { type ShopServer, serveShop } from '../../examples/react/serve.js'
import { logLines } from '../../scripts/log-lines.mjs'
import { violationsOn } from '../browser/support/axe.js'
import { sharedChromium } from '../browser/support/chromium.js'

const folder = new URL('../../examples/react/', import.meta.url)
const complaints: string[] = []
const chromium = sharedChromium()
let log: string
let server: ShopServer
let development: string

beforeAll(async () => {
  log = await mkdtemp(join(tmpdir(), 'heddle-react-'))
  server = await serveShop({ folder, log })
  development = await developmentScript()
})
afterAll(async () => {
  await server?.close()
  await rm(log, { recursive: true, force: true })
})

/** React says what does not match in its development build only. */
async function developmentScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('main.tsx', folder))],
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['@heddle/source'],
    define: { 'process.env.NODE_ENV': '"development"' },
  })
  return outputFiles[0]?.text ?? ''
}

interface Visitor {
  /** Whom the cookie names, with consent; without one nobody has visited before. */
  readonly unit?: string
  readonly width?: number
  readonly script?: string
}

/** A page of a visitor of their own; whatever it says on the console is kept. */
async function open({ unit, width = 390, script }: Visitor = {}): Promise<Page> {
  const context = await chromium.browser.newContext({ viewport: { width, height: 844 } })
  onTestFinished(() => context.close())
  if (unit) {
    const kept = encodeURIComponent(JSON.stringify({ visitor: unit }))
    const cookies = { heddle: kept, 'shop-consent': 'granted' }
    await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: server.url })))
  }
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  if (script) {
    await page.route('**/main.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
  }
  await page.goto(server.url)
  return page
}

/** The page answers: React has taken over. */
async function isAlive(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      await page.click('[data-item=kids]')
      return page.locator('h2').innerText()
    })
    .toBe('For the small ones')
}

const orderOf = (page: Page) =>
  page.locator('[role=tab]').evaluateAll((all) => all.map((tab) => tab.getAttribute('data-item')))

const orderIn = (html: string) => [...html.matchAll(/data-item="(\w+)"/g)].map(([, item]) => item)

async function eventsOf(visitor: string) {
  return (await logLines(log)).filter((event) => event.visitor === visitor)
}

/** The first unit, of those that are tried in turn, which is given this variant. @param who sets tests apart */
function unitIn(variant: string, who = 'unit'): string {
  for (let n = 0; ; n++) if (tabs.assign(`${who}-${n}`).variant === variant) return `${who}-${n}`
}

const orders = {
  control: [...departments],
  bestFirst: ['best', 'fun', 'man', 'woman', 'kids'],
}

for (const [variant, order] of Object.entries(orders)) {
  test(`the server sends ${variant} to its unit, and the page keeps it`, async () => {
    const page = await open({ unit: unitIn(variant) })
    const html = await (await page.context().request.get(server.url)).text()
    expect(orderIn(html)).toEqual(order)
    await isAlive(page)
    expect(await orderOf(page)).toEqual(order)
  })

  test(`${variant} hydrates without a word in React's development build too`, async () => {
    const page = await open({ unit: unitIn(variant), script: development })
    await isAlive(page)
    expect(await orderOf(page)).toEqual(order)
  })
}

test('the tabs are exposed when they are seen, and a press carries its slot', async () => {
  const unit = unitIn('bestFirst', 'shopper')
  const page = await open({ unit })
  await isAlive(page)
  await page.click('[data-item=best]')
  await page.click('.card button >> nth=0')
  await expect
    .poll(async () =>
      (await eventsOf(unit)).map(({ type, variant, goal, slot, value }) => ({ type, variant, goal, slot, value })),
    )
    .toEqual(
      expect.arrayContaining([
        { type: 'applied', variant: 'bestFirst' },
        { type: 'exposure', variant: 'bestFirst' },
        { type: 'click', goal: 'best', slot: 0 },
        { type: 'goal', goal: 'add-to-bag', value: 349 },
      ]),
    )
  expect((await eventsOf(unit)).filter(({ type }) => type === 'exposure')).toHaveLength(1)
})

test('a first visit shows control, keeps nothing, and changes nothing under the eyes of who agrees', async () => {
  const page = await open()
  await isAlive(page)
  expect(await page.context().cookies()).toEqual([])
  await page.getByRole('button', { name: 'Accept' }).click()
  expect(await orderOf(page)).toEqual(orders.control)
  await expect.poll(() => page.locator('.consent').count()).toBe(0)
  const cookies = await page.context().cookies()
  expect(cookies.map(({ name }) => name).sort()).toEqual(['heddle', 'shop-consent'])

  const kept = cookies.find(({ name }) => name === 'heddle')?.value ?? ''
  const { visitor } = JSON.parse(decodeURIComponent(kept))
  await page.reload()
  expect(await orderOf(page)).toEqual(orders[tabs.assign(visitor).variant])
  expect(await page.locator('.consent').count()).toBe(0)
})

test('a visitor who declines keeps control and is asked no more', async () => {
  const page = await open()
  await isAlive(page)
  await page.getByRole('button', { name: 'Decline' }).click()
  await page.reload()
  await isAlive(page)
  expect(await orderOf(page)).toEqual(orders.control)
  expect(await page.locator('.consent').count()).toBe(0)
  expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['shop-consent'])
})

test('the keyboard goes through the tabs as the eye does', async () => {
  const page = await open({ unit: unitIn('bestFirst'), width: 1280 })
  await isAlive(page)
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
  await expect.poll(() => page.locator('h2').innerText()).toBe('For him')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('BEST')
})

test('people who do not see it can use it, on a phone and on a desktop', async () => {
  for (const width of [360, 1280]) {
    const page = await open({ width })
    await isAlive(page)
    expect(await violationsOn(page)).toEqual([])
  }
})

test('nothing of it was worth a word on the console', () => {
  expect(complaints).toEqual([])
})
