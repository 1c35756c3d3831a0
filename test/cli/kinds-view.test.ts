/** How the terminal shows the kinds of metrics that have more than a share or a number. */
import type { MetricReport, StepReport } from '@heddle/analysis'
import { expect, test } from 'vitest'
import { liftView } from '../../packages/cli/src/view/lift-view.js'
import { comparison, experiment, ok, reportOf, screenOf } from './reports.js'

const view = (metric: MetricReport, width = 120) =>
  liftView(reportOf([experiment('home-tabs', { metrics: { it: metric } })]), screenOf(width))

const slower = comparison('bestFirst', { difference: ok(120, 40, 200), lift: ok(0.05, 0.02, 0.08) })

const speed: MetricReport = {
  ...{ kind: 'quantile', p: 0.75, unit: 'ms' },
  variants: { control: { n: 900, value: 2400 }, bestFirst: { n: 910, value: 2520 } },
  comparisons: [slower],
}

const step = (goal: string, control: number, bestFirst: number): StepReport => ({
  goal,
  variants: { control: { n: control, value: control / 1000 }, bestFirst: { n: bestFirst, value: bestFirst / 1000 } },
  comparisons: [comparison('bestFirst', { adjustedPValue: 0.03 })],
  fromPrevious: [],
})

const signUp: MetricReport = {
  kind: 'funnel',
  variants: { control: { n: 1000, value: 0.4 }, bestFirst: { n: 1000, value: 0.5 } },
  comparisons: [comparison('bestFirst', { difference: ok(0.1, 0.06, 0.14) })],
  steps: [step('page', 900, 910), step('phone', 600, 700), step('done', 400, 500)],
}

test('shows which quantile, and its values and differences in their unit', () => {
  const lines = view(speed).split('\n')
  expect(lines).toContainEqual('it (quantile 0.75)')
  expect(lines.find((line) => line.startsWith('control  '))).toContain('2,400 ms')
  expect(lines.find((line) => line.startsWith('bestFirst'))).toContain('+120 ms')
})

test('shows a funnel with a line for each step', () => {
  const text = view(signUp)
  expect(text).toContain('it (funnel)')
  expect(text.split('\n').filter((line) => /^\d /.test(line))).toEqual([
    '1 page   900 (90.0 %)  910 (91.0 %)              0.030',
    '2 phone  600 (60.0 %)  700 (70.0 %)              0.030',
    '3 done   400 (40.0 %)  500 (50.0 %)              0.030',
  ])
  expect(text).toContain('+10.0 pp')
})

test('shows shares of retention as percent, and how many units are left out', () => {
  const text = view({
    kind: 'retention',
    variants: { control: { n: 1000, value: 0.4, open: 30 }, bestFirst: { n: 1000, value: 0.5, open: 31 } },
    comparisons: [comparison('bestFirst', { difference: ok(0.1, 0.06, 0.14) })],
  })
  expect(text).toContain('40.0 %')
  expect(text).toContain('Left out: 61 units whose time was not over at the end of the log.')
})

test('says what totals were cut at and how much noise was taken out', () => {
  const adjusted = { control: 10, treatment: 11, unadjustedDifference: 1.2, varianceReduction: 0.384 }
  const text = view({
    kind: 'mean',
    cap: { p: 0.99, value: 1250.5 },
    variants: { control: { n: 1000, value: 10 }, bestFirst: { n: 1000, value: 11 } },
    comparisons: [comparison('bestFirst', { adjusted })],
  })
  expect(text).toContain('A unit counts with 1,251 at most, the quantile 0.99 of all units.')
  expect(text).toContain('variance of the difference less by: bestFirst 38.4 %.')
})

test('fits 80 columns and survives empty variants', () => {
  const empty = { n: 0, value: null }
  const nothing = { status: 'undefined', reason: 'The control has no units.' } as const
  const none = comparison('bestFirst', { difference: nothing, lift: nothing, pValue: null, adjustedPValue: null })
  const variants = { control: empty, bestFirst: empty }
  for (const metric of [
    { ...speed, variants, comparisons: [none] },
    { ...signUp, variants, comparisons: [none], steps: [{ ...step('page', 0, 0), variants, comparisons: [none] }] },
  ]) {
    for (const line of view(metric, 80).split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  }
})
