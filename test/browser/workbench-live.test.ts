/** The workbench on a log that is written to while somebody looks at it, in a real browser. */
import { existsSync } from 'node:fs'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { proportion } from '@heddle/analysis'
import { workbenchSite } from '@heddle/cli'
import { serve } from '@heddle/collector/node'
import type { Browser, Page } from 'playwright-core'
import puppeteer from 'puppeteer-core'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { programPath } from '../../scripts/browser.mjs'
import { clicks, sees, textOf, visit } from '../analysis/log-builder.js'
import { violationsOn } from './support/axe.js'
import { sharedChromium } from './support/chromium.js'

const file = fileURLToPath(new URL('../../packages/workbench/dist/workbench.html', import.meta.url))

const chromium = sharedChromium()
let html: string

beforeAll(async () => {
  if (!existsSync(file)) throw new Error('The workbench is not built: run npm run build before this test.')
  html = await readFile(file, 'utf8')
})

const dayMs = 86_400_000
let visitors = 0

/** So many visitors of each variant, on two days; all of them press. */
function visits(count: number, ...goals: readonly string[]): string {
  return textOf(
    ['control', 'bestFirst'].flatMap((variant) =>
      Array.from({ length: count }, (_, place) => {
        const at = (place % 2) * dayMs
        const pressed = goals.map((goal, order) => [at + 5 + order, clicks(goal)] as const)
        return visit({ visitor: `visitor ${++visitors}` }, [at, sees('home-tabs', variant)], ...pressed)
      }).flat(),
    ),
  )
}

interface Following {
  readonly url: string
  readonly add: (text: string) => Promise<void>
  /** The status of each answer about the log. */
  readonly answers: readonly number[]
  readonly end: () => Promise<void>
  readonly begin: () => Promise<void>
}

/** A server of one log. */
async function following(text: string, definitions?: Parameters<typeof workbenchSite>[1]): Promise<Following> {
  const folder = await mkdtemp(join(tmpdir(), 'heddle-live-'))
  const log = join(folder, 'events.ndjson')
  await writeFile(log, text)
  const site = workbenchSite(html, { log: folder, at: '/live/', ...definitions })
  const answers: number[] = []
  const handle = async (request: Request) => {
    const response = await site(request)
    if (request.url.includes('/log/')) answers.push(response.status)
    return response
  }
  let server = await serve(handle)
  const { port } = server
  onTestFinished(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    url: `${server.url}/live/`,
    answers,
    add: (more) => appendFile(log, more),
    end: () => server.close(),
    begin: async () => {
      server = await serve(handle, { port })
    },
  }
}

/** A page that complains of nothing but a server that is gone. */
async function opened(url: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await chromium.browser.newContext(options)
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  onTestFinished(async () => {
    await context.close()
    expect(said.filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
  })
  await page.goto(url)
  return page
}

const panel = (page: Page) => page.locator('#panel:not([aria-busy])')
const status = (page: Page) => page.locator('#status').innerText()
const pulse = (page: Page) => page.locator('#live').innerText()

test('numbers change in place, and nothing moves that the reader has under the hands', async () => {
  const log = await following(visits(10, 'best'))
  const page = await opened(log.url, { viewport: { width: 1000, height: 500 } })
  await expect.poll(() => panel(page).innerText()).toContain('May the numbers be read?')
  await page.evaluate(`
    cell = document.querySelector('tbody td')
    heading = document.querySelector('h2')
    heard = []
    new MutationObserver(() => heard.push(document.querySelector('#said').textContent)).observe(document.querySelector('#said'), { childList: true })
    scrollTo(0, 300)`)
  await page.locator('#metrics').focus()
  await page.keyboard.type('mean(be')
  await page.evaluate('scrollTo(0, 300)')
  expect(await page.evaluate('cell.textContent')).toBe('10')

  await log.add(visits(20, 'best'))
  await expect.poll(() => page.evaluate('cell.textContent')).toBe('30')
  expect(await status(page)).toContain('120 events')
  expect(
    await page.evaluate(`({
      isThere: cell.isConnected && heading.isConnected,
      focused: document.activeElement.id, typed: document.activeElement.value, scrolled: scrollY, heard })`),
  ).toEqual({ isThere: true, focused: 'metrics', typed: 'mean(be', scrolled: 300, heard: [] })
  await expect.poll(() => log.answers.at(-1)).toBe(304)
  expect(log.answers.filter((code) => code !== 304)).toEqual([200, 226])
})

test('every view follows the log', async () => {
  const log = await following(visits(10, 'best', 'fun'))
  const page = await opened(`${log.url}#goal=best&goal=fun&step=best`)
  for (const view of ['Lift', 'Over time', 'Funnel', 'Share of clicks', 'Paths']) {
    await page.getByRole('link', { name: view, exact: true }).click()
    await expect.poll(() => panel(page).locator('table').count()).toBeGreaterThan(0)
    const before = await panel(page).innerText()
    await log.add(visits(5, 'best', 'fun'))
    await expect.poll(() => panel(page).innerText()).not.toBe(before)
    expect([view, await violationsOn(page)]).toEqual([view, []])
  }
})

test('new choices wait until nobody is choosing', async () => {
  const log = await following(visits(10, 'best'))
  const page = await opened(`${log.url}#view=funnel`)
  const options = () => page.locator('#goals-1 option').allInnerTexts()
  await expect.poll(options).toEqual(['none', 'best'])
  await page.locator('#goals-1').focus()
  await log.add(visits(5, 'fun'))
  await expect.poll(() => status(page)).toContain('60 events')
  expect(await options()).toEqual(['none', 'best'])
  await page.evaluate('document.activeElement.blur()')
  await expect.poll(options).toEqual(['none', 'best', 'fun'])
})

test('says that the server is gone, and comes back by itself', async () => {
  const log = await following(visits(10, 'best'))
  const page = await opened(log.url, { colorScheme: 'dark' })
  await expect.poll(() => pulse(page)).toMatch(/^Live, last heard \d\d:\d\d:\d\d$/)
  await expect.poll(() => panel(page).innerText()).toContain('May the numbers be read?')
  await log.end()
  await expect.poll(() => pulse(page)).toMatch(/^The server does not answer: these are the numbers of \d\d:\d\d:\d\d/)
  expect(await page.locator('#said').innerText()).toContain('The server does not answer')
  expect(await panel(page).innerText()).toContain('May the numbers be read?')
  expect(await violationsOn(page)).toEqual([])
  await log.add(visits(5, 'best'))
  await log.begin()
  await expect.poll(() => status(page)).toContain('60 events')
  expect(await pulse(page)).toContain('Live')
  expect(await page.locator('#said').innerText()).toBe('The server answers again.')
})

test('can be paused, in Chinese too', async () => {
  const log = await following(visits(10, 'best'))
  const page = await opened(`${log.url}#lang=zh`, { viewport: { width: 390, height: 800 } })
  await expect.poll(() => pulse(page)).toContain('实时')
  await page.getByRole('button', { name: '暂停' }).click()
  await expect.poll(() => pulse(page)).toContain('暂停')
  await log.add(visits(5, 'best'))
  const asked = log.answers.length
  await page.waitForTimeout(3000)
  expect(log.answers.length - asked).toBeLessThanOrEqual(1) // One may have been under way.
  expect(await status(page)).toContain('40')
  expect(await violationsOn(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: '恢复实时' }).click()
  await expect.poll(() => status(page)).toContain('60')
})

test('asks nothing while the page cannot be seen', async () => {
  const log = await following(visits(10, 'best'))
  const window = await puppeteer.launch({
    executablePath: programPath('chromium'),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  onTestFinished(() => window.close())
  const page = await window.newPage()
  await page.goto(log.url)
  await expect.poll(() => log.answers.length).toBeGreaterThan(1)
  const front = await window.newPage()
  await front.bringToFront()
  await expect.poll(() => page.evaluate('document.visibilityState')).toBe('hidden')
  const asked = log.answers.length
  await log.add(visits(5, 'best'))
  await new Promise((resolve) => setTimeout(resolve, 5000))
  expect(log.answers.length - asked).toBeLessThanOrEqual(1)
  await front.close()
  await page.bringToFront()
  await expect.poll(() => page.$eval('#status', ({ textContent }) => textContent)).toContain('60 events')
})

test('waits for the first events of an empty log', async () => {
  const log = await following('')
  const page = await opened(log.url)
  await expect.poll(() => page.locator('#place').innerText()).toContain('The log is empty so far.')
  expect(await violationsOn(page)).toEqual([])
  await log.add(visits(10, 'best'))
  await expect.poll(() => panel(page).innerText()).toContain('May the numbers be read?')
})

test('a log that the reader opens stays until the reader goes back', async () => {
  const log = await following(visits(10, 'best'))
  const page = await opened(log.url)
  await expect.poll(() => status(page)).toContain('40 events')
  await page.setInputFiles('#file', {
    ...{ name: 'own.ndjson', mimeType: 'text/plain', buffer: Buffer.from(visits(3, 'best')) },
  })
  await expect.poll(() => status(page)).toBe('own.ndjson: 12 lines, 12 events')
  await log.add(visits(5, 'best'))
  await page.waitForTimeout(3000)
  expect(await status(page)).toBe('own.ndjson: 12 lines, 12 events')
  await page.getByRole('button', { name: 'Go live' }).click()
  await expect.poll(() => status(page)).toContain('60 events')
})

test('shows the hypothesis, the decision and the metrics that were defined, and takes them by name', async () => {
  const metrics = { 'entered-best': proportion('best'), 'asked-for-help': proportion('help') }
  const plan = { hypothesis: 'BEST </script> draws more.', primary: 'entered-best', units: 400 }
  const experiments = [{ key: 'home-tabs', variants: { control: 1, bestFirst: 2 }, plan }]
  const log = await following(visits(10, 'best', 'fun'), {
    definitions: { file: { experiments, goals: [], metrics: {} }, metrics },
  })
  const page = await opened(`${log.url}#goal=best&goal=fun`)
  await expect.poll(() => panel(page).innerText()).toContain('BEST </script> draws more.')
  expect(await panel(page).locator('.metric h3').allInnerTexts()).toEqual([
    expect.stringContaining('entered-best'),
    expect.stringContaining('asked-for-help'),
  ])
  expect(await panel(page).innerText()).toContain('20 of 400 planned units')
  await page.fill('#metrics', 'asked-for-help; proportion(fun)')
  await page.keyboard.press('Enter')
  await expect.poll(() => panel(page).locator('.metric h3').allInnerTexts()).toHaveLength(2)
  await expect.poll(() => panel(page).innerText()).toContain('proportion(fun)')
  expect(await panel(page).innerText()).not.toContain('was not measured')
  await page.getByRole('link', { name: 'Funnel', exact: true }).click()
  await expect.poll(() => panel(page).innerText()).toContain('best → fun')
  expect(await panel(page).innerText()).not.toContain('was not measured')
})
