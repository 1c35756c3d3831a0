/**
 * One metric over many experiments: how many comparisons moved, in which direction, and how far.
 */
import {
  formatCount,
  formatExpected,
  formatShare,
  formatSigned,
  type Group,
  type MetricSurvey,
  nothing,
  quantileOf,
  type Significant,
} from '@heddle/analysis/view'
import { sampleRatioLevels } from './sample-ratio-view.js'
import type { Screen } from './screen.js'
import { type Column, fittedLines, type TextTable, textTable } from './table.js'
import { printable, wrap } from './text.js'

/** The metric's name and its two tables, with the experiments whose sample ratio holds apart from the others. */
export function metricSurveyLines(
  { metric, kind, holds, fails, all }: MetricSurvey,
  alpha: number,
  screen: Screen,
): string[] {
  const { paint, width } = screen
  const groups = [
    { name: 'holds', group: holds },
    { name: `fails at ${sampleRatioLevels.doubtful}`, group: fails },
    { name: 'all', group: all },
  ].filter(({ group }, index) => group.comparisons > 0 && (index < 2 || fails.comparisons > 0))
  const meaning =
    `Significant: adjusted p ≤ ${alpha}, Holm within each experiment. With no effect anywhere, chance would still make ` +
    `up to ${formatExpected(holds.experiments * alpha)} of the ${formatCount(holds.experiments)} experiments whose sample ratio holds show one.`
  return [
    `${paint.strong(printable(metric))} ${paint.faint(`(${kind})`)}`,
    ...fittedLines(significanceTable(groups), screen),
    ...wrap(meaning, width).map(paint.faint),
    '',
    ...fittedLines(quantileTable(groups), screen),
    ...wrap('Quantiles of the estimated lifts; chance spreads them wider than the true ones.', width).map(paint.faint),
  ]
}

interface NamedGroup {
  readonly name: string
  readonly group: Group
}

function significanceTable(groups: readonly NamedGroup[]): TextTable {
  const moved = ({ comparisons, experiments }: Significant) =>
    comparisons === 0 ? '0' : `${formatCount(comparisons)} in ${formatCount(experiments)}`
  return textTable(
    [
      { head: 'sample ratio', align: 'left' },
      { head: 'experiments', align: 'right' },
      { head: 'comparisons', align: 'right' },
      { head: 'significant up', align: 'right' },
      { head: 'down', align: 'right' },
      { head: 'undefined', align: 'right', goes: 1 },
    ],
    groups.map(({ name, group }) => [
      name,
      formatCount(group.experiments),
      formatCount(group.comparisons),
      moved(group.up),
      moved(group.down),
      formatCount(group.undefined),
    ]),
  )
}

const shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const

function quantileTable(groups: readonly NamedGroup[]): TextTable {
  const percent = (lift: number | undefined) => (lift === undefined ? nothing : `${formatSigned(lift * 100, 1)} %`)
  return textTable(
    [
      { head: 'lift', align: 'left' },
      ...shares.map((share): Column => {
        const head = share === 0.5 ? 'median' : formatShare(share, 0)
        return { head, align: 'right', ...(share === 0.01 || share === 0.99 ? { goes: 1 } : {}) }
      }),
    ],
    groups.map(({ name, group }) => [name, ...shares.map((share) => percent(quantileOf(group.lifts, share)))]),
  )
}
