/**
 * How far units come along a row of goals, as text: the steps of each variant with who left and how long it took, then what
 * each variant does to each step.
 * Pure: a report and a screen in, a text out.
 */
import type { FunnelReport, FunnelVariant } from '@heddle/analysis'
import {
  effectDecimals,
  endsText,
  estimateText,
  formatCount,
  formatNumber,
  formatP,
  formatShare,
  levelText,
  nothing,
} from '@heddle/analysis/view'
import { checksLines } from './checks-view.js'
import { createFootnotes, type Footnotes } from './footnotes.js'
import type { Screen } from './screen.js'
import { type Column, fittedLines, textTable } from './table.js'
import { printable, shorten, wrap } from './text.js'
import { titleOf } from './title.js'

const number = { align: 'right' } as const
const points = { factor: 100, suffix: ' pp' } as const

/** The whole text, ending in a line break. */
export function funnelView(report: FunnelReport, screen: Screen): string {
  const footnotes = createFootnotes()
  const parts = [
    headLines(report, screen),
    ...report.variants.map((variant) => variantLines(variant, report, screen)),
    comparisonLines(report, footnotes, screen),
    footnotes.lines(screen.width),
    meaningLines(report, screen),
  ]
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${texts.join('\n\n')}\n`
}

function headLines({ experiment, checks, control }: FunnelReport, screen: Screen): string[] {
  return [...titleOf(experiment, screen), ...checksLines(checks, control, screen)]
}

const bars = 24

function variantLines({ variant, units, steps }: FunnelVariant, { control }: FunnelReport, screen: Screen): string[] {
  const { paint } = screen
  const columns: Column[] = [
    { head: 'step', align: 'left' },
    { head: 'units', ...number },
    { head: 'of all', ...number },
    { head: 'of step before', ...number, goes: 4 },
    { head: 'left', ...number },
    { head: 'median time', ...number, goes: 2 },
    { head: '3 of 4 within', ...number, goes: 1 },
    { head: '', align: 'left', goes: 3 },
  ]
  const rows = steps.map(({ goal, units: reached, share, fromPrevious, lost, took }, index) => [
    `${index + 1} ${nameText(goal, screen)}`,
    formatCount(reached),
    share === null ? nothing : formatShare(share),
    fromPrevious === null ? nothing : formatShare(fromPrevious),
    lost === 0 ? '0' : `-${formatCount(lost)}`,
    durationText(took?.median),
    durationText(took?.upperQuartile),
    '█'.repeat(Math.round((share ?? 0) * bars)),
  ])
  const role = variant === control ? paint.faint(' (control)') : ''
  const exposed = [
    '0 exposed',
    formatCount(units),
    units > 0 ? formatShare(1) : nothing,
    '',
    '',
    '',
    '',
    units > 0 ? '█'.repeat(bars) : '',
  ]
  return [`${paint.strong(printable(variant))}${role}`, ...fittedLines(textTable(columns, [exposed, ...rows]), screen)]
}

/** `3.2 s`, `4.5 min`, `2.0 h`, `1.5 d`: one unit, two or three digits. */
function durationText(seconds: number | null | undefined): string {
  if (seconds === undefined) return ''
  if (seconds === null) return nothing
  const [size, unit] = scales.find(([size]) => seconds >= size) ?? [1, 's']
  return `${formatNumber(seconds / size, seconds / size < 100 ? 1 : 0)} ${unit}`
}

const scales = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
] as const

function comparisonLines(
  { comparisons, alpha, variants }: FunnelReport,
  footnotes: Footnotes,
  screen: Screen,
): string[] {
  if (comparisons.length === 0) return []
  const several = variants.length > 2
  const columns: Column[] = [
    { head: 'step', align: 'left' },
    ...(several ? [{ head: 'variant', align: 'left' } as const] : []),
    { head: 'of all', ...number },
    { head: `${levelText(alpha)} interval`, ...number },
    { head: 'adj. p', ...number },
    { head: 'of step before', ...number, goes: 2 },
    { head: 'adj. p', ...number, goes: 1 },
  ]
  const decimals = effectDecimals(
    comparisons.flatMap(({ fromStart, fromPrevious }) => [fromStart.difference, fromPrevious.difference]),
    points,
  )
  const rows = comparisons.map(({ goal, fromStart, fromPrevious }) => {
    const ends = endsText(fromStart.difference, points, decimals)
    const why = fromStart.difference.status === 'undefined' ? footnotes.mark(fromStart.difference.reason) : ''
    return [
      nameText(goal, screen),
      ...(several ? [nameText(fromStart.variant, screen)] : []),
      `${estimateText(fromStart.difference, points, decimals)}${why}`,
      ends ? `[${ends.low}, ${ends.high}]` : nothing,
      formatP(fromStart.adjustedPValue, fromStart.logPValue),
      estimateText(fromPrevious.difference, points, decimals),
      formatP(fromPrevious.adjustedPValue, fromPrevious.logPValue),
    ]
  })
  return [screen.paint.strong('against the control'), ...fittedLines(textTable(columns, rows), screen)]
}

const nameText = (name: string, { width }: Screen) => shorten(printable(name), Math.max(Math.floor(width / 4), 12))

function meaningLines({ strict, withinMs, comparisons }: FunnelReport, { paint, width }: Screen): string[] {
  const limit = withinMs === undefined ? '' : `, the last within ${durationText(withinMs / 1000)} of the first`
  const order = strict ? 'with no other step in between' : 'with anything in between'
  const adjusted =
    comparisons.length > 0 ? ' adj. p: Holm, over the steps of a variant; the numbers hold for one look.' : ''
  const text =
    `Steps in this order after the exposure, ${order}${limit}. Times: from the first of one goal to the next of the other, ` +
    `of those who went on. Who reached a step is chosen by the variant itself: "of step before" says where units are lost, "of ` +
    `all" what the variant is worth.${adjusted}`
  return wrap(text, width).map(paint.faint)
}
