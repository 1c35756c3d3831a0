/** A number that a terminal, a page and a mail show of the same report is the same, to the last digit. */
import { fileURLToPath } from 'node:url'
import { exposures, funnel, type LiftReport, liftReport, mean, proportion, ratio, scan } from '@heddle/analysis'
import { analyseCounts } from '@heddle/analysis/duckdb'
import { reportMarkdown } from '@heddle/workbench'
import { expect, test } from 'vitest'
import { liftView } from '../../packages/cli/src/view/lift-view.js'
import { clicks, linesOf, reaches, sees, visit } from '../analysis/log-builder.js'
import { screenOf } from '../cli/reports.js'
import { rowsOf, viewOf } from './pages.js'

/** A small shop, the same at every run: a linear congruential generator. */
async function simulated(): Promise<LiftReport> {
  let state = 11
  const chance = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
  const events = Array.from({ length: 1500 }, (_, place) => {
    const variant = chance() < 0.5 ? 'control' : 'bestFirst'
    const attributes = { language: chance() < 0.6 ? 'en' : 'ar' }
    const presses = chance() < (variant === 'control' ? 0.3 : 0.38)
    const orders = presses && chance() < 0.4
    const amount = Math.round(chance() * 5000) / 100
    return visit(
      { visitor: `visitor ${place}` },
      [place, sees('home-tabs', variant, { attributes })],
      ...(presses ? [[place + 10, clicks('best')] as const] : []),
      ...(orders ? [[place + 20, reaches('order', amount)] as const] : []),
    )
  }).flat()
  const metrics = {
    best: proportion('best'),
    spent: mean('order', 'value'),
    presses: ratio('best', exposures('home-tabs')),
    signUp: funnel(['best', 'order']),
  }
  const measured = await scan([{ name: 'log', lines: linesOf(events) }], { metrics, segment: 'language' })
  const guardrails = [{ metric: 'spent', margin: { relative: 0.1 }, good: 'up' as const }]
  return liftReport(measured, { look: { plannedUnits: 3000, rule: 'always-valid' }, guardrails })
}

/** The rows of the terminal's tables that begin with a name, each as its cells: two spaces stand between columns. */
const terminalRows = (text: string, names: readonly string[]) =>
  text
    .split('\n')
    .filter((line) => names.some((name) => line.trimStart().startsWith(`${name} `)) && /\d/.test(line))
    .map((line) => line.replace(/\[ +/, '[').replace(/, +/g, ', ').trim().split(/ {2,}/))

test('terminal, page and Markdown show the same numbers of a log', async () => {
  const report = await simulated()
  const terminal = terminalRows(liftView(report, screenOf(110)), ['bestFirst', 'en', 'ar'])
    .filter((row) => row.length >= 8)
    .map((row) => row.slice(0, 8))
  const view = viewOf(report)
  const rows = (selector: string) => [...view.querySelectorAll(selector)].flatMap((table) => rowsOf(table))
  const variants = rows('table.numbers').filter(([name]) => name === 'bestFirst')
  const segments = rows('.segments table').map((row) => row.slice(0, -1))
  expect([variants.length, segments.length]).toEqual([4, 8])
  // The terminal repeats the variant above its segments.
  expect(terminal.slice(0, 4)).toEqual(variants)
  expect(terminal.slice(4).filter(([name]) => name !== 'bestFirst')).toEqual(segments)

  const page = [...variants, ...segments]
  const markdown = reportMarkdown(report)
  for (const row of page) expect(markdown).toContain(`| ${row.join(' | ')} |`.slice(0, -2))
})

test('terminal, page and Markdown show the same survey of an archive of tests', async () => {
  const sample = fileURLToPath(new URL('../fixtures/upworthy-sample.csv', import.meta.url))
  const columns = { variant: 'arm', experiment: 'test_id', counts: { successes: 'clicks', trials: 'impressions' } }
  const report = await analyseCounts(sample, columns)
  const [moved = [], quantiles = []] = [...viewOf(report).querySelectorAll('.survey > .card table')].map(rowsOf)
  const rows = [...moved, ...quantiles]
  expect(rows.length).toBeGreaterThan(1)
  const terminal = liftView(report, screenOf(140))
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/))
  for (const row of rows) expect(terminal).toContainEqual(row)
  for (const row of rows) expect(reportMarkdown(report)).toContain(`| ${row.join(' | ')} |`)
})
