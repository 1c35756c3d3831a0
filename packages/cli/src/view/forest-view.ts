/**
 * Whether an effect differs between segments, as a forest: each segment with its interval, the mean of all, and what each
 * most likely is when all are seen together.
 * Pure: a report and a screen in, a text out.
 */
import type { ComparisonReport, MetricReport, SegmentsReport } from '@heddle/analysis'
import {
  decimalsForDigits,
  differenceScale,
  type EffectScale,
  effectDecimals,
  endsText,
  estimateText,
  formatCount,
  formatNumber,
  formatP,
  formatShare,
  formatSigned,
  isShare,
  levelText,
  nothing,
  openText,
} from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import { checksLines } from './checks-view.js'
import { createFootnotes, type Footnotes } from './footnotes.js'
import { intervalBar, scaleOf } from './interval-bar.js'
import { lookLines, lookMeaning } from './look-view.js'
import type { Screen } from './screen.js'
import { heterogeneityLines } from './segment-view.js'
import { type Column, fittedLines, tableWidth, textTable } from './table.js'
import { displayWidth, printable, shorten, wrap } from './text.js'
import { titleOf } from './title.js'

/** The whole text, ending in a line break. */
export function forestView(report: SegmentsReport, screen: Screen): string {
  const footnotes = createFootnotes()
  const { experiment, checks, control, look, metrics } = report
  const { width } = screen
  const parts = [
    [
      ...titleOf(experiment, screen),
      ...checksLines(checks, control, screen),
      ...(look ? lookLines(look, undefined, screen) : []),
    ],
    ...Object.entries(metrics).flatMap(([name, metric]) => [
      ...metric.comparisons.map((comparison) => forestLines(name, metric, comparison, report, footnotes, screen)),
      heterogeneityLines(metric, report.segmentedBy, width),
    ]),
    footnotes.lines(width),
    meaningLines(report, screen),
  ]
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${texts.join('\n\n')}\n`
}

interface Row {
  readonly name: string
  readonly units: number | undefined
  readonly values: readonly (number | null | undefined)[]
  readonly difference: Interval
  readonly shrunken?: Interval
  readonly adjustedPValue?: number | null
}

const barColumns = { least: 16, most: 40 } as const

function forestLines(
  name: string,
  metric: MetricReport,
  comparison: ComparisonReport,
  { control, alpha, segmentedBy }: SegmentsReport,
  footnotes: Footnotes,
  screen: Screen,
): string[] {
  const { paint, width } = screen
  const scale = differenceScale(metric)
  const rows = rowsOf(metric, comparison, control)
  const decimals = effectDecimals(
    rows.map(({ difference }) => difference),
    scale,
  )
  const number = { align: 'right' } as const
  const columns: Column[] = [
    { head: printable(segmentedBy), align: 'left' },
    { head: 'units', ...number, goes: 3 },
    { head: nameText(control, screen), ...number, goes: 2 },
    { head: nameText(comparison.variant, screen), ...number, goes: 1 },
    { head: 'difference', ...number },
    { head: `${levelText(alpha)} interval`, ...number },
    { head: 'shrunken', ...number },
    { head: 'adj. p', ...number },
  ]
  const cells = rows.map((row) => [
    nameText(row.name, screen),
    row.units === undefined ? '' : formatCount(row.units),
    ...row.values.map((value) => valueText(value, metric)),
    `${estimateText(row.difference, scale, decimals)}${row.difference.status === 'undefined' ? footnotes.mark(row.difference.reason) : ''}`,
    intervalText(row.difference, scale, decimals),
    row.shrunken ? estimateText(row.shrunken, scale, decimals) : '',
    row.adjustedPValue === undefined ? '' : formatP(row.adjustedPValue),
  ])
  const table = textTable(columns, cells)
  const drawn = withBars(table, rows, scale, width)
  const title = `${paint.strong(printable(name))} ${paint.faint(`(${metric.kind}; ${printable(comparison.variant)} against ${printable(control)}, by ${printable(segmentedBy)})`)}`
  return [title, ...fittedLines(drawn, screen)]
}

function rowsOf(metric: MetricReport, comparison: ComparisonReport, control: string): Row[] {
  const { variant, segments = [], heterogeneity, difference, adjustedPValue } = comparison
  const valuesOf = (variants: MetricReport['variants']) => [variants[control]?.value, variants[variant]?.value]
  const unitsOf = (variants: MetricReport['variants']) => (variants[control]?.n ?? 0) + (variants[variant]?.n ?? 0)
  return [
    ...segments.map((segment) => ({
      ...{ name: segment.segment, units: unitsOf(segment.variants), values: valuesOf(segment.variants) },
      ...{ difference: segment.difference, shrunken: segment.shrunken, adjustedPValue: segment.adjustedPValue },
    })),
    ...(heterogeneity?.status === 'ok'
      ? [
          {
            name: 'mean of segments',
            units: undefined,
            values: [undefined, undefined],
            difference: heterogeneity.pooled,
          },
        ]
      : []),
    {
      ...{ name: 'all units', units: unitsOf(metric.variants), values: valuesOf(metric.variants) },
      ...{ difference, adjustedPValue },
    },
  ]
}

function withBars(
  table: ReturnType<typeof textTable>,
  rows: readonly Row[],
  { factor, suffix }: EffectScale,
  width: number,
) {
  const differences = rows.map(({ difference }) => difference)
  const scale = scaleOf(differences)
  const room = Math.min(width - tableWidth(table) - 2, barColumns.most)
  if (scale === undefined || room < barColumns.least) return table
  const end = (value: number) => `${formatSigned(value * factor, decimalsForDigits(value * factor, 2))}${suffix}`
  const low = end(scale.low)
  const head = `${low}${end(scale.high).padStart(room - displayWidth(low))}`
  return {
    columns: [...table.columns, { head, align: 'left' } as const],
    rows: table.rows.map((row, index) => {
      const difference = differences[index]
      return [...row, { text: difference ? intervalBar(difference, scale, room) : '' }]
    }),
  }
}

function intervalText(interval: Interval, scale: EffectScale, decimals: number): string {
  const ends = endsText(interval, scale, decimals)
  if (ends) return `[${ends.low}, ${ends.high}]`
  return interval.status === 'ok' ? nothing : openText(interval, scale, decimals)
}

function valueText(value: number | null | undefined, metric: MetricReport): string {
  if (value === undefined) return ''
  if (value === null) return nothing
  return isShare(metric) ? formatShare(value) : formatNumber(value, decimalsForDigits(value, 3))
}

const nameText = (name: string, { width }: Screen) => shorten(printable(name), Math.max(Math.floor(width / 5), 12))

function meaningLines({ look, metrics }: SegmentsReport, { paint, width }: Screen): string[] {
  const family = Object.keys(metrics).length > 1 ? ' of a metric' : ''
  const text =
    `Shrunken: what each segment most likely is, given all of them; plan with it. adj. p: Holm, over all segments${family}; ` +
    `that of all units over the metrics. ${look ? `${lookMeaning(look)} The mean and what is shrunken hold for one look.` : 'The numbers hold for one look.'} A segment chosen after looking ` +
    'is a hypothesis for the next experiment.'
  return wrap(text, width).map(paint.faint)
}
