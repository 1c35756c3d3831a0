/** The workbench as one file opened from a disk, in a real browser. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Saying } from '@heddle/events'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { reaches, sees, textOf, visit } from '../analysis/log-builder.js'
import { heddle } from '../cli/heddle.js'
import { violationsOn } from './support/axe.js'
import { sharedChromium } from './support/chromium.js'

const file = fileURLToPath(new URL('../../packages/workbench/dist/workbench.html', import.meta.url))

const chromium = sharedChromium()
let folder: string

beforeAll(async () => {
  if (!existsSync(file)) throw new Error('The workbench is not built: run npm run build before this test.')
  folder = await mkdtemp(join(tmpdir(), 'heddle-workbench-'))
  await writeFile(join(folder, 'log.ndjson'), log)
  await writeFile(join(folder, 'wrong.csv'), 'who,what\n1,2\n')
  await writeFile(join(folder, 'experiments.json'), JSON.stringify(experiments))
  await writeFile(join(folder, 'long.ndjson.gz'), longLog())
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const pressed = (item: string, slot: number): Saying => ({ type: 'click', goal: item, item, slot, slots: 2 })

const hostile = '<img src=x onerror="document.title=1">'
const log = textOf(
  ['control', hostile].flatMap((variant) =>
    Array.from({ length: 60 }, (_, place) =>
      visit(
        { visitor: `${variant} ${place}` },
        [place * 3_600_000, sees('home-tabs', variant, { attributes: { language: place % 3 ? 'en' : 'ar' } })],
        ...(place % (variant === 'control' ? 4 : 2) === 0
          ? [[place * 3_600_000 + 5, pressed('best', variant === 'control' ? 1 : 0)] as const]
          : []),
        ...(place % 5 === 0 ? [[place * 3_600_000 + 7, pressed('fun', variant === 'control' ? 0 : 1)] as const] : []),
        ...(place % 6 === 0 ? [[place * 3_600_000 + 9, reaches('order')] as const] : []),
      ),
    ).flat(),
  ),
)

const experiments = {
  experiments: [
    {
      ...{ key: 'home-tabs', variants: { control: 1, bestFirst: 2 } },
      plan: { hypothesis: 'Who finds BEST first enters it.', primary: 'entered', units: 1000 },
    },
  ],
  metrics: { entered: { kind: 'proportion', goal: 'best' } },
}

/** Takes longer to read than any test waits, and no room on the disk: 32 million lines that are not JSON, packed. */
const longLog = (): Buffer => gzipSync(Buffer.alloc(2 ** 26, '{\n'))

/** A page of which nothing may be heard, on the network or the console. */
async function opened(hash = '', options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context: BrowserContext = await chromium.browser.newContext({ acceptDownloads: true, ...options })
  const page = await context.newPage()
  const said: string[] = []
  page.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) said.push(request.url())
  })
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  onTestFinished(async () => {
    await context.close()
    expect(said).toEqual([])
  })
  await page.goto(`${pathToFileURL(file).href}${hash}`)
  return page
}

const choose = (page: Page, name: string) => page.setInputFiles('#file', join(folder, name))
const panel = (page: Page) => page.locator('#panel:not([aria-busy])')

test('shows a log in every view, open to everyone, and asks for nothing', async () => {
  const page = await opened('#goal=best&goal=order&step=best', {
    viewport: { width: 390, height: 800 },
    colorScheme: 'dark',
  })
  await expect.poll(() => page.locator('#place').innerText()).toContain('This link shows a certain view of a log')
  expect(await violationsOn(page)).toEqual([])
  await choose(page, 'log.ndjson')
  const words = {
    Lift: 'May the numbers be read?',
    'Over time': 'day by day',
    Funnel: 'best → order',
    'Share of clicks': 'Compared with the control',
    Slots: 'The slot itself, for any item',
    Paths: 'What visitors did after best',
  }
  for (const [view, text] of Object.entries(words)) {
    await page.getByRole('link', { name: view, exact: true }).click()
    await expect.poll(() => panel(page).innerText()).toContain(text)
    for (const summary of await page.locator('summary').all()) await summary.click()
    expect([view, await violationsOn(page)]).toEqual([view, []])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  }
  expect(await page.title()).toBe('heddle · Workbench')
})

test('keeps what is chosen in its address, and a report of it in a file', async () => {
  const page = await opened()
  await choose(page, 'log.ndjson')
  await expect.poll(() => panel(page).innerText()).toContain('May the numbers be read?')
  await page.locator('#segment').focus()
  await page.keyboard.press('ArrowDown') // The keyboard alone chooses.
  await expect.poll(() => panel(page).innerText()).toContain('By language')
  await page.selectOption('#lang', 'zh')
  await expect.poll(() => panel(page).innerText()).toContain('按 language 细分')
  const hash = new URL(page.url()).hash
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('另存为报告').click()])
  expect(download.suggestedFilename()).toBe('report.html')

  const again = await opened(hash)
  await choose(again, 'log.ndjson')
  await expect.poll(() => panel(again).innerText()).toContain('按 language 细分')
})

test('says what is wrong with a table, and takes the next file', async () => {
  const page = await opened()
  await choose(page, 'wrong.csv')
  await expect.poll(() => page.getByRole('alert').innerText()).toContain('Its columns are who, what.')
  await choose(page, 'log.ndjson')
  await expect.poll(() => panel(page).innerText()).toContain('May the numbers be read?')
})

test('decides by the plan of an experiment file that is opened after the log', async () => {
  const page = await opened()
  await choose(page, 'log.ndjson')
  await panel(page).locator('.metric').first().waitFor()
  expect(await page.locator('#panel .hypothesis').count()).toBe(0)
  await choose(page, 'experiments.json')
  await expect.poll(() => panel(page).innerText()).toContain('Who finds BEST first enters it.')
  const shown = await panel(page).innerText()
  const plain = await heddle(['lift', 'log.ndjson', '--experiments', 'experiments.json', '--format', 'json'], folder)
  const { decision } = JSON.parse(plain.out).experiments[0]
  expect(shown).toContain(decision.sentence)
})

test('shows single visits page by page, also by keyboard, and keeps them in its address', async () => {
  const page = await opened('#view=paths&step=best')
  await choose(page, 'log.ndjson')
  const visits = page.locator('.visits > li')
  await expect.poll(() => visits.count()).toBe(10)
  await expect.poll(() => page.locator('#single ~ .pages p').innerText()).toBe('1 to 10 of 45')
  const [first] = await visits.allInnerTexts()
  await page.locator('#next-visits').focus()
  for (const shown of ['11 to 20 of 45', '21 to 30 of 45', '31 to 40 of 45', '41 to 45 of 45']) {
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.pages p').innerText()).toBe(shown)
    expect(await page.evaluate(() => document.activeElement?.id), 'the keyboard stays at its place').toBe('next-visits')
  }
  await page.keyboard.press('Enter') // There is no further page, and no harm in asking for one.
  expect(await page.locator('.pages p').innerText()).toBe('41 to 45 of 45')
  expect(new URL(page.url()).hash).toContain('skip=40')
  await page.selectOption('#variant', { label: 'control' })
  await expect.poll(() => page.locator('.pages p').innerText()).toBe('1 to 10 of 15')
  await page.selectOption('#last', { label: 'ended after best itself' })
  await expect.poll(() => visits.count()).toBeLessThan(10)
  for (const text of await visits.allInnerTexts()) expect(text).toMatch(/control.*click best \(slot 1\)/s)
  await page.goBack()
  await page.goBack()
  await page.selectOption('#step', { label: 'best' })
  await expect.poll(async () => (await visits.allInnerTexts())[0]).toBe(first)
  expect(await page.locator('#panel').innerHTML()).not.toContain('page of')
})

test('answers while it reads: another language, an end to it, another file', async () => {
  const page = await opened()
  await choose(page, 'long.ndjson.gz')
  await expect.poll(() => page.locator('#reading').innerText()).toContain('Reading')
  await page.selectOption('#lang', 'zh')
  await expect.poll(() => page.locator('#reading').innerText()).toContain('正在读取')
  await page.locator('#place button').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('#place').innerText()).toContain('已取消')

  await choose(page, 'long.ndjson.gz')
  await expect.poll(() => page.locator('#reading').innerText()).toContain('正在读取')
  await choose(page, 'log.ndjson')
  await expect.poll(() => panel(page).innerText()).toContain('home-tabs')
  expect(await page.locator('#status').innerText()).toContain('log.ndjson')
})
