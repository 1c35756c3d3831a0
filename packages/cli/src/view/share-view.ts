/**
 * Which share of the clicks fell on each goal, as text: one table for the whole log, or one for each goal with a row for each
 * variant.
 * Pure: a report and a screen in, a text out.
 */
import type { ShareComparison, ShareGroup, ShareReport } from '@heddle/analysis'
import {
  effectDecimals,
  endsText,
  estimateText,
  formatCount,
  formatP,
  levelText,
  nothing,
  openText,
} from '@heddle/analysis/view'
import { createFootnotes, type Footnotes } from './footnotes.js'
import type { Screen } from './screen.js'
import { shareDecimals, shareTexts } from './share-text.js'
import { type Column, fittedLines, textTable } from './table.js'
import { plural, printable, shorten, wrap } from './text.js'
import { titleOf } from './title.js'

const number = { align: 'right' } as const
const points = { factor: 100, suffix: ' pp' } as const

/** The whole text, ending in a line break. */
export function shareView(report: ShareReport, screen: Screen): string {
  const { experiment, goals } = report
  const footnotes = createFootnotes()
  const parts = experiment
    ? [titleLines(report, screen), ...goals.map((goal) => goalLines(goal, report, footnotes, screen))]
    : [titleLines(report, screen), ...report.groups.map((group) => wholeLines(group, report, footnotes, screen))]
  const all = [...parts, footnotes.lines(screen.width), meaningLines(report, screen)]
  const texts = all.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${texts.join('\n\n')}\n`
}

function titleLines({ experiment, goals, groups }: ShareReport, screen: Screen): string[] {
  const { paint, width } = screen
  const whole = groups.reduce((sum, { clicks }) => sum + clicks, 0)
  const clickers = groups.reduce((sum, group) => sum + group.clickers, 0)
  const by = plural(clickers, formatCount(clickers), experiment ? 'unit' : 'visitor')
  const found = `${plural(whole, formatCount(whole), 'click')} on ${goals.map(printable).join(', ')} by ${by}`
  if (!experiment) return wrap(found, width).map(paint.strong)
  return [...titleOf(experiment.experiment, screen), ...wrap(found, width)]
}

function wholeLines({ shares }: ShareGroup, { alpha }: ShareReport, footnotes: Footnotes, screen: Screen): string[] {
  const columns: Column[] = [
    { head: 'goal', align: 'left' },
    { head: 'clicks', ...number },
    { head: 'share', ...number },
    { head: `${levelText(alpha)} interval`, ...number },
  ]
  const decimals = shareDecimals(shares.map(({ share }) => share))
  const rows = shares.map(({ goal, clicks, share }) => [
    nameText(goal, screen),
    formatCount(clicks),
    ...shareTexts(share, decimals, footnotes),
  ])
  return fittedLines(textTable(columns, rows), screen)
}

function goalLines(goal: string, report: ShareReport, footnotes: Footnotes, screen: Screen): string[] {
  const { groups, comparisons, alpha, experiment } = report
  const mine = comparisons.filter((comparison) => comparison.goal === goal)
  const shares = groups.map((group) => group.shares.find((share) => share.goal === goal))
  const decimals = shareDecimals(shares.flatMap((found) => (found ? [found.share] : [])))
  const interval = `${levelText(alpha)} interval`
  const columns: Column[] = [
    { head: 'variant', align: 'left' },
    { head: 'clickers', ...number, goes: 3 },
    { head: 'clicks', ...number, goes: 2 },
    { head: 'share', ...number },
    { head: interval, ...number, goes: 1 },
    { head: 'difference', ...number },
    { head: interval, ...number },
    { head: 'adj. p', ...number },
  ]
  const effects = effectDecimals(
    mine.map(({ difference }) => difference),
    points,
  )
  const rows = groups.map((group, index) => {
    const found = shares[index]
    const comparison = mine.find(({ variant }) => variant === group.variant)
    const marks = comparison ? footnotes.mark(...comparison.warnings) : ''
    return [
      `${nameText(group.variant ?? '', screen)}${marks}`,
      formatCount(group.clickers),
      formatCount(found?.clicks ?? 0),
      ...(found ? shareTexts(found.share, decimals, footnotes) : [nothing, '']),
      ...(comparison ? differenceTexts(comparison, effects, footnotes) : ['', '', '']),
    ]
  })
  const control = experiment ? ` ${screen.paint.faint(`(against ${printable(experiment.control)})`)}` : ''
  return [`${screen.paint.strong(printable(goal))}${control}`, ...fittedLines(textTable(columns, rows), screen)]
}

function differenceTexts(
  { difference, adjustedPValue }: ShareComparison,
  decimals: number,
  footnotes: Footnotes,
): string[] {
  const ends = endsText(difference, points, decimals)
  const why = difference.status === 'undefined' ? footnotes.mark(difference.reason) : ''
  const interval = ends
    ? `[${ends.low}, ${ends.high}]`
    : difference.status === 'ok'
      ? nothing
      : openText(difference, points, decimals)
  return [`${estimateText(difference, points, decimals)}${why}`, interval, formatP(adjustedPValue)]
}

const nameText = (name: string, { width }: Screen) => shorten(printable(name), Math.max(Math.floor(width / 4), 12))

function meaningLines({ comparisons, goals, method }: ShareReport, { paint, width }: Screen): string[] {
  const methods = [...new Set(comparisons.map((comparison) => comparison.method))]
  const family = comparisons.length / (goals.length === 2 ? 2 : 1) // Of two goals, one loses what the other wins.
  const adjusted = family > 1 ? ` adj. p: Holm, over ${family} comparisons; the intervals are not adjusted.` : ''
  const compared = comparisons.length > 0 ? ` Comparisons: ${methods.join('; ')}.${adjusted}` : ''
  return wrap(`Shares: ${method}.${compared} The numbers hold for one look.`, width).map(paint.faint)
}
