/**
 * Terminal, report and workbench tell the same of the same data, to the last digit: real Chromium opens the
 * report that the built command wrote and the workbench as one file, and the numbers are read where a person reads them.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ComparisonReport, LiftReport, MetricReport } from '@heddle/analysis'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { heddle, heddleProcess } from '../cli/heddle.js'
import { sharedChromium } from './support/chromium.js'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const workbench = at('packages/workbench/dist/workbench.html')

const chromium = sharedChromium()
let folder: string

beforeAll(async () => {
  if (!existsSync(workbench)) throw new Error('The workbench is not built: run npm run build before this test.')
  folder = await mkdtemp(join(tmpdir(), 'heddle-same-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

interface Told {
  readonly terminal: string
  readonly json: LiftReport
  readonly report: Page
}

/** What the command says of a source, in its three forms. @param report who writes the page; default: the command without a process */
async function told(source: string, options: readonly string[], report = heddle): Promise<Told> {
  const file = join(folder, `${Math.random()}.html`)
  const { err } = await report(['report', source, ...options, '--out', file], folder)
  expect(err).toContain('Written')
  const text = await heddle(['lift', source, ...options], folder, { COLUMNS: '120' })
  const json = await heddle(['lift', source, ...options, '--format', 'json'], folder)
  return { terminal: text.out, json: JSON.parse(json.out), report: await opened(pathToFileURL(file).href) }
}

async function opened(address: string): Promise<Page> {
  const context = await chromium.browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(address)
  return page
}

/** The workbench with a file dropped into it. */
async function workbenchWith(source: string, hash: string): Promise<Page> {
  const page = await opened(`${pathToFileURL(workbench).href}#${hash}`)
  await page.setInputFiles('#file', source)
  await page.locator('#panel:not([aria-busy]) .lift').waitFor()
  return page
}

interface Shown {
  /** What may be believed: sample ratio, loss, delivery, crossover, plan; and the decision. */
  readonly checks: readonly string[]
  readonly decision: string | undefined
  /** By metric: each row of its numbers, and of its segments. */
  readonly metrics: readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[]
}

/** Every number of every experiment on a page. */
const shownOn = (page: Page): Promise<readonly Shown[]> =>
  page.locator('article.experiment').evaluateAll((articles) => {
    const text = (element: Element | null | undefined) =>
      (element?.textContent ?? '').replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim()
    const all = (inside: Element, selector: string) => [...inside.querySelectorAll(selector)]
    return articles.map((article) => ({
      checks: all(article, '.checked .check .found').map(text),
      decision: article.querySelector('.decision .why') ? text(article.querySelector('.decision .why')) : undefined,
      metrics: all(article, '.metric').map((metric) => ({
        name: text(metric.querySelector('h3')?.firstChild?.parentElement)
          .replace(text(metric.querySelector('small')), '')
          .trim(),
        rows: [...all(metric, 'table.numbers tbody tr'), ...all(metric, '.segments table tbody tr')].map((row) =>
          [...row.children].map(text),
        ),
      })),
    }))
  })

/** A row of the terminal as its cells: two spaces stand between columns, marks of footnotes beside names. */
const terminalRows = (terminal: string): string[][] =>
  terminal.split('\n').map((line) =>
    line
      .replace(/\[ +/, '[')
      .replace(/, +/g, ', ')
      .trim()
      .split(/ {2,}/)
      .map((cell) => cell.replace(/ [¹²³⁴⁵⁶⁷⁸⁹⁰]+$/, '')),
  )

/** Lines that belong together, without their breaks: what was wrapped is one sentence again. */
const flowing = (terminal: string) => terminal.replace(/\s+/g, ' ')

/** `+8.2 pp`, `5e-5`, `3,368 ms`: what it says, and how exactly. */
function numberIn(text: string): { readonly value: number; readonly exact: number } {
  const [, digits = '', exponent = '0'] = /^([+\-−]?[\d,.]+)(?:e([+-]?\d+))?/.exec(text) ?? []
  const plain = digits.replaceAll(',', '').replace('−', '-')
  const decimals = plain.split('.')[1]?.length ?? 0
  const step = 10 ** (Number(exponent) - decimals)
  return { value: Number(plain) * 10 ** Number(exponent), exact: step }
}

/** Whether a cell is a number of the JSON, rounded once. */
function expectNumber(cell: string, value: number | null | undefined, where: string): void {
  if (value === null || value === undefined) {
    expect([where, cell]).toEqual([where, '–'])
    return
  }
  const shown = numberIn(cell)
  const factor = /%|pp/.test(cell) ? 100 : 1
  expect([where, cell, Math.abs(shown.value - value * factor) <= shown.exact * 0.5000001]).toEqual([where, cell, true])
}

function expectComparison(
  row: readonly string[],
  comparison: Omit<ComparisonReport, 'variant' | 'method'>,
  where: string,
) {
  const { difference, lift, pValue, adjustedPValue } = comparison
  const [, , , shownDifference = '', shownLift = '', interval = '', p = '', adjusted = ''] = row
  if (difference.status === 'ok') expectNumber(shownDifference, difference.estimate, where)
  if (lift.status === 'ok') {
    expectNumber(shownLift, lift.estimate, where)
    const [low = '', high = ''] = interval.slice(1, -1).split(', ')
    expectNumber(`${low} %`, lift.low, where)
    expectNumber(`${high} %`, lift.high, where)
  }
  expectNumber(p, pValue, where)
  expectNumber(adjusted, adjustedPValue, where)
}

/** That a metric on a page is what the JSON says of it. */
function expectMetric(
  rows: readonly (readonly string[])[],
  { variants, comparisons, added }: MetricReport,
  name: string,
): void {
  const segments = added ? [] : comparisons.flatMap(({ segments = [] }) => segments)
  expect(rows.length).toBe(1 + comparisons.length + segments.length)
  for (const [place, row] of rows.entries()) {
    const found = place <= comparisons.length ? variants[row[0] ?? ''] : undefined
    if (!found) continue
    expectNumber(row[1] ?? '', found.n, name)
    expectNumber(row[2] ?? '', found.value, name)
  }
  for (const [place, comparison] of comparisons.entries()) expectComparison(rows[place + 1] ?? [], comparison, name)
  for (const [place, segment] of segments.entries()) {
    expectComparison(rows[place + 1 + comparisons.length] ?? [], segment, `${name}, ${segment.segment}`)
  }
}

/** That what stands on a page stands in the terminal, and that both are what the JSON says. */
function expectSame(shown: readonly Shown[], { terminal, json }: Told): void {
  const lines = terminalRows(terminal)
  expect(shown.length).toBe(json.experiments.length)
  for (const [place, { metrics, decision }] of shown.entries()) {
    const experiment = json.experiments[place]
    expect(metrics.map(({ name }) => name).sort()).toEqual(Object.keys(experiment?.metrics ?? {}).sort())
    for (const { name, rows } of metrics) {
      const metric = experiment?.metrics[name]
      if (metric) expectMetric(rows, metric, name)
      // The control's row has no comparison; the terminal leaves its cells out.
      for (const row of rows) {
        const cells = row.slice(0, 8).filter((cell, column) => column < 3 || cell !== '–' || row[3] !== '–')
        expect(lines.map((line) => line.slice(0, cells.length))).toContainEqual(cells)
      }
    }
    const said = experiment?.decision
    if (decision === undefined) continue
    expect(decision).toBe(said?.status === 'ok' ? said.sentence : said?.reason)
    expect(flowing(terminal)).toContain(decision)
  }
}

/** Every number of the checks stands in the terminal, too. */
function expectSameChecks(shown: readonly Shown[], { terminal }: Told): void {
  const there = new Set(numbersOf(flowing(terminal)))
  const checks = shown.flatMap(({ checks }) => checks)
  expect(checks.length).toBeGreaterThan(0)
  expect(checks.flatMap(numbersOf).filter((number) => !there.has(number))).toEqual([])
}

const numbersOf = (text: string) => text.match(/\d[\d,.]*(e-\d+)?(?<=\d)/g) ?? []

const shop = ['--experiments', at('examples/shop/experiments.ts'), '--experiment', 'home-tabs', '--visitors', '1500']
const truth = ['--goal', 'best=24%', '--goal', 'help=6%', '--goal', 'order=best:30%', '--effect', 'bestFirst/best=+20%']

async function simulated(name: string, ...more: readonly string[]): Promise<string> {
  const visitors = ['--vital', 'LCP=2400', '--attribute', 'language=en:60,ar:40', '--seed', '7', '--log', name]
  const { code, err } = await heddle(['simulate', ...shop, ...truth, ...visitors, ...more], folder)
  expect([code, err.includes('Error')]).toEqual([0, false])
  return join(folder, name, 'events.ndjson')
}

test('terminal, report and workbench show the same numbers of the shop, its segments, its funnel and its checks', async () => {
  const log = await simulated('shop', '--loss', '2%')
  const metrics = [
    'best=proportion(best)',
    'orders=mean(order)',
    'path=funnel(best, order)',
    'rate=ratio(best/exposures)',
  ]
  const asked = metrics.flatMap((metric) => ['--metric', metric])
  const all = await told(log, [...asked, '--segment', 'language', '--planned-units', '2000'], heddleProcess)
  const page = await workbenchWith(
    log,
    new URLSearchParams({ metrics: metrics.join(';'), segment: 'language', planned: '2000' }).toString(),
  )
  const report = await shownOn(all.report)
  expectSame(report, all)
  expectSameChecks(report, all)
  expect(await shownOn(page)).toEqual(report)
  expect(report[0]?.metrics.map(({ rows }) => rows.length)).toEqual([4, 4, 4, 4, 2])
})

test('terminal and report say the same decision of a plan', async () => {
  const log = await simulated('decided')
  const plan = ['--primary', 'best', '--planned-units', '1500', '--look', 'fixed', '--guardrail', 'help=10%']
  const decided = await told(log, plan)
  expectSame(await shownOn(decided.report), decided)
  expect((await shownOn(decided.report))[0]?.decision).toMatch(/^(Ship|Keep)/)
})

test('terminal, report and workbench say alike that nothing may be believed where a check fails', async () => {
  const broken = await simulated('broken')
  const lines = (await readFile(broken, 'utf8')).split('\n')
  const half = join(folder, 'half.ndjson')
  const isLeft = (line: string) => line.includes('"bestFirst"') && /"visitor":"[^"]*[02468]"/.test(line)
  await writeFile(half, lines.filter((line) => !isLeft(line)).join('\n'))
  const all = await told(half, [])
  const report = await shownOn(all.report)
  expectSame(report, all)
  expect(report[0]?.decision).toContain('Do not read these numbers')
  expect(await shownOn(await workbenchWith(half, ''))).toEqual(report)
})

const archive = at('test/fixtures/upworthy-sample.csv')
const columns = ['--experiment', 'test_id', '--variant', 'arm', '--counts', 'clicks/impressions']

test('terminal, report and workbench show the same survey of an archive of tests', async () => {
  const all = await told(archive, columns)
  const page = await workbenchWith(archive, '')
  const tables = (on: Page) =>
    on
      .locator('.survey table tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').replaceAll('\u00a0', ' '))),
      )
  const report = await tables(all.report)
  expect(report.length).toBeGreaterThan(10)
  expect(await tables(page)).toEqual(report)
  const lines = terminalRows(all.terminal)
  const [, ...quantiles] = await all.report.locator('.survey > .card table').all()
  expect(quantiles.length).toBeGreaterThan(0)
  for (const row of report.slice(0, 4)) expect(lines).toContainEqual(row)
})

test('terminal, report and workbench show the same comparisons of real tests', async () => {
  const [, ...rows] = (await readFile(archive, 'utf8')).split('\n')
  const some = [...new Set(rows.map((row) => row.split(',')[0] ?? ''))].slice(0, 8)
  const all = await told(archive, [...columns, ...some.flatMap((name) => ['--only', name])])
  const report = await shownOn(all.report)
  expect(report.length).toBe(8)
  expectSame(report, all)
  const page = await workbenchWith(archive, '')
  for (const [place, name] of some.entries()) {
    await page.selectOption('#experiment', name)
    await expect.poll(() => page.locator('#panel:not([aria-busy]) article h2').allInnerTexts()).toEqual([name])
    expect(await shownOn(page)).toEqual([report[place]])
  }
})
