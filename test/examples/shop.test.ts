/**
 * The examples, opened as a visitor and an analyst would: the shop in both languages, and the workbench beside it.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { serveShop } from '../../scripts/start/serve-shop.mjs'
import { sharedChromium } from '../browser/support/chromium.js'

const chromium = sharedChromium()
let directory: string
let server: Awaited<ReturnType<typeof serveShop>>
const complaints: string[] = []

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'heddle-shop-'))
  server = await serveShop({ log: directory, port: 0 })
})
afterAll(async () => {
  await server?.close()
  await rm(directory, { recursive: true, force: true })
})

/** A page of a visitor of their own; whatever it complains of is kept. */
async function open(path: string, { withoutScripts = false } = {}): Promise<Page> {
  const context = await chromium.browser.newContext({ viewport: { width: 390, height: 844 } })
  onTestFinished(() => context.close()) // A page that is left open goes on asking for the log.
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${path}: ${message.text()}`)
  })
  if (withoutScripts)
    await page.route('**/main.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
  await page.goto(server.url + path)
  return page
}

const orderOf = (page: Page) =>
  page.locator('#tabs [data-item]').evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute('data-item')))

/** Where the items stand on the screen, from left to right. */
const seenFromLeft = (page: Page) =>
  page.locator('#tabs [data-item]').evaluateAll((tabs) =>
    tabs
      .map((tab) => ({ item: tab.getAttribute('data-item'), x: tab.getBoundingClientRect().x }))
      .sort((a, b) => a.x - b.x)
      .map(({ item }) => item),
  )

test('a review link shows the variants, in the order that the eye and the document agree on', async () => {
  const page = await open('/shop/?heddle=home-tabs:bestFirst,help-label:plain')
  await expect.poll(() => orderOf(page)).toEqual(['best', 'fun', 'man', 'woman', 'kids'])
  expect(await seenFromLeft(page)).toEqual(['best', 'fun', 'man', 'woman', 'kids'])
  await expect.poll(() => page.locator('#help').innerText()).toBe('Customer service')
  expect(await page.locator('#help svg').count()).toBe(1)
})

test('in Arabic, first is at the right', async () => {
  const page = await open('/shop/ar.html?heddle=home-tabs:bestFirst')
  await expect.poll(() => orderOf(page)).toEqual(['best', 'fun', 'man', 'woman', 'kids'])
  expect(await seenFromLeft(page)).toEqual(['kids', 'woman', 'man', 'fun', 'best'])
})

test('the variant is there before any script of the page has run', async () => {
  const page = await open('/shop/?heddle=home-tabs:bestFirst,help-label:plain', { withoutScripts: true })
  expect(await orderOf(page)).toEqual(['best', 'fun', 'man', 'woman', 'kids'])
  expect(await page.locator('#help').innerText()).toBe('Customer service')
})

test('in Arabic, the label is in Arabic', async () => {
  const page = await open('/shop/ar.html?heddle=help-label:plain')
  await expect.poll(() => page.locator('#help').innerText()).toBe('خدمة العملاء')
})

test('who has declined sees the original from the first frame on', async () => {
  const page = await open('/shop/')
  await page.click('#decline')
  for (let i = 0; i < 5; i++) {
    await page.reload()
    expect(await orderOf(page)).toEqual(['fun', 'best', 'man', 'woman', 'kids'])
    expect(await page.locator('#help').innerText()).toBe('Ticket')
  }
})

test('a tab opens its panel by mouse and by keyboard, whatever the order', async () => {
  const page = await open('/shop/?heddle=home-tabs:bestFirst')
  await expect.poll(() => orderOf(page)).toContain('best')
  await page.click('[data-item=best]')
  await expect.poll(() => page.locator('#panel-best').isVisible()).toBe(true)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('#panel-fun').isVisible()).toBe(true)
})

test('nothing is stored before the visitor agrees, and a decline stores only the choice', async () => {
  const page = await open('/shop/')
  await page.waitForLoadState('networkidle')
  const stored = () =>
    page.evaluate(async () => [...Object.keys(localStorage), ...(await indexedDB.databases()).map(({ name }) => name)])
  expect(await stored()).toEqual([])
  await page.click('#decline')
  expect(await stored()).toEqual(['shop-consent'])
})

/** Of each variant of home-tabs: its name, its units, its value. */
const valuesOf = (page: Page, metric: string) =>
  page
    .locator('article', { has: page.getByRole('heading', { name: 'home-tabs' }) })
    .locator('section.metric', { has: page.getByRole('heading', { name: metric }) })
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].slice(0, 3).map((cell) => cell.textContent?.replace('\u00a0', ' '))),
    )

test('a click in the shop changes the number that the live page shows', async () => {
  const lift = await open('/live/')
  await expect.poll(() => lift.locator('#place').innerText()).toContain('The log is empty so far.')
  const shop = await open('/shop/')
  await shop.click('#accept')
  await expect.poll(() => lift.locator('#panel').innerText()).toContain('More visitors enter BEST if it comes first')
  await lift.evaluate('document.body.dataset.same = "page"')
  const control = (await orderOf(shop))[0] === 'fun'
  const row = control ? 0 : 1
  await expect.poll(async () => (await valuesOf(lift, 'entered-best'))[row]?.slice(1)).toEqual(['1', '0.0 %'])
  await shop.click('[data-item=best]')
  await expect.poll(async () => (await valuesOf(lift, 'entered-best'))[row]?.slice(1)).toEqual(['1', '100.0 %'])
  expect(await lift.evaluate('document.body.dataset.same')).toBe('page')
})

test('who knows the live page by its old address finds it', async () => {
  const page = await open('/live-lift/')
  expect(new URL(page.url()).pathname).toBe('/live/')
  await expect.poll(() => page.locator('#live').innerText()).toContain('Live, last heard')
})

test('no page complained', () => {
  expect(complaints).toEqual([])
})
