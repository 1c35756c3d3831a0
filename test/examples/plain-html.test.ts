/**
 * The page without a build step, as it is in the repository, with the files that are published and a real collector.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openCollector, serve } from '@heddle/collector/node'
import { decodeLogLine, type LoggedEvent } from '@heddle/events'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violationsOn } from '../browser/support/axe.js'
import { useChromium, visit } from '../browser/support/visit.js'

useChromium()

const root = fileURLToPath(new URL('../../', import.meta.url))
const types: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
}

let directory: string
let collector: Awaited<ReturnType<typeof openCollector>>
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'heddle-plain-html-'))
  collector = await openCollector({ directory })
  server = await serve(async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/collect') return collector.handle(request)
    const type = types[extname(pathname)]
    const isOurs = /^\/(examples\/plain-html|packages\/client\/dist)\//.test(pathname)
    const body = isOurs && type && (await readFile(join(root, pathname)).catch(() => undefined))
    if (!body) return new Response('There is no such file.', { status: 404 })
    return new Response(new Uint8Array(body), { headers: { 'content-type': type } })
  })
})
afterAll(async () => {
  await server?.close()
  await collector?.close()
  await rm(directory, { recursive: true, force: true })
})

async function events(page: Page): Promise<readonly LoggedEvent[]> {
  await page.evaluate('heddle.client.flush()')
  const lines = (await readFile(collector.path, 'utf8')).split('\n').filter((line) => line !== '')
  return lines
    .map((line) => decodeLogLine(JSON.parse(line)))
    .flatMap((line) => (line.status === 'event' ? [line.event] : []))
}

async function open(query = '', size = { width: 390, height: 844 }) {
  const page = await visit('about:blank')
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  await page.setViewportSize(size)
  await page.goto(`${server.url}/examples/plain-html/index.html${query}`)
  return { page, complaints }
}

const order = (page: Page) =>
  page.locator('[role=tab]').evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute('data-item')))

test('a visitor who agrees is in the log, with the slot of the tab and the label that they saw', async () => {
  const { page, complaints } = await open()
  expect(await page.evaluate('Object.keys(localStorage)')).toEqual([])
  await page.getByRole('button', { name: 'Yes, count me' }).click()
  await page.locator('#programme').scrollIntoViewIfNeeded()
  await expect.poll(async () => (await events(page)).filter(({ type }) => type === 'exposure').length).toBe(2)
  await page.click('[data-item=late]')
  expect(await page.locator('#late').isVisible()).toBe(true)
  await page.click('#book')
  const log = await events(page)
  const slot = (await order(page)).indexOf('late')
  expect(log.filter(({ type }) => type === 'click')).toMatchObject([
    { goal: 'late', item: 'late', slot, slots: 4 },
    { goal: 'book' },
  ])
  const exposures = log.flatMap((event) => (event.type === 'exposure' ? [[event.experiment, event.variant]] : []))
  expect(Object.fromEntries(exposures)).toEqual({
    'programme-order': slot === 0 ? 'lateFirst' : 'control',
    'book-label': (await page.innerText('#book')) === 'Book tickets' ? 'control' : 'seats',
  })
  expect(complaints).toEqual([])
})

test('a review link shows the other layout from the first paint on, without a shift', async () => {
  const { page, complaints } = await open('?heddle=programme-order:lateFirst,book-label:seats')
  expect(await order(page)).toEqual(['late', 'today', 'week', 'family'])
  expect(await page.innerText('#book')).toBe('Choose your seats')
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
        }).observe({ type: 'layout-shift', buffered: true })
        requestAnimationFrame(() => setTimeout(() => resolve(sum), 200))
      }),
  )
  expect(shift).toBe(0)
  await page.focus('[data-item=today]')
  await page.keyboard.press('ArrowLeft')
  expect(await page.locator('#late').isVisible()).toBe(true)
  expect(complaints).toEqual([])
})

test('the devtools open from the published file, under the policy of the page', async () => {
  const { page, complaints } = await open('?heddle-devtools')
  await page.locator('heddle-devtools .toggle').click()
  const text = () => page.locator('heddle-devtools .panel').innerText()
  await expect.poll(text).toContain('programme-order')
  await expect.poll(text).toContain('book-label')
  expect(complaints).toEqual([])
})

test.each([
  ['phone', { width: 390, height: 844 }],
  ['desktop', { width: 1280, height: 800 }],
])('the page has nothing that axe objects to, and fits, on a %s', async (_, size) => {
  const { page } = await open('', size)
  expect(await violationsOn(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
})
