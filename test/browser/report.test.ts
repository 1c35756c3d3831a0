/** The report as a reader opens it: from a disk, in a real browser. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { reportPage } from '@heddle/workbench'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  comparison,
  experiment,
  heterogeneity,
  logOf,
  proportionOf,
  reportOf,
  sampleRatio,
  segmentOf,
} from '../cli/reports.js'
import { emptyDocument } from '../workbench/pages.js'
import { violationsOn } from './support/axe.js'
import { sharedChromium } from './support/chromium.js'

const chromium = sharedChromium()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heddle-report-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const report = reportOf(
  [
    experiment('home-tabs', {
      look: { name: 'always valid', plannedUnits: 4000, units: 2000, decides: true },
      segmentedBy: 'language',
      metrics: {
        entered: proportionOf(
          comparison('bestFirst', { segments: [segmentOf('en', 0.2), segmentOf('ar', 0.02)], heterogeneity }),
        ),
      },
    }),
    experiment(
      '<script>document.title = "taken"</script>',
      {},
      { sampleRatio: sampleRatio({ control: 998, bestFirst: 800 }, 1e-6) },
    ),
  ],
  { log: logOf({ broken: { count: 1, first: [{ file: 'a', line: 1, reason: 'the line is not JSON' }] } }) },
)

test.each([
  [{ width: 1200, height: 800 }, 'light', 'en'],
  [{ width: 390, height: 800 }, 'dark', 'zh'],
] as const)('a report is open to everyone and asks for nothing: %o %s %s', async (viewport, colorScheme, lang) => {
  const file = join(folder, `${lang}.html`)
  await writeFile(file, await reportPage(report, emptyDocument(), { lang }))
  const context = await chromium.browser.newContext({ viewport, colorScheme })
  const page = await context.newPage()
  const asked: string[] = []
  const said: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  await page.goto(pathToFileURL(file).href)

  expect(asked).toEqual([pathToFileURL(file).href])
  expect(said).toEqual([])
  expect(await page.title()).toContain('home-tabs')
  // The style is in force, so its hash is right; nothing is wider than the screen.
  expect(
    await page
      .locator('.card')
      .first()
      .evaluate((card) => getComputedStyle(card).borderRadius),
  ).toBe('12px')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  expect(await violationsOn(page)).toEqual([])
  await context.close()
})
