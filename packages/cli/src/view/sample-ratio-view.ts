/**
 * Whether the variants got the shares of units that they should have: one line if so, a table of the shares if not.
 */
import type { SampleRatioReport } from '@heddle/analysis'
import { formatCount, formatShare, sampleRatioLevels, sentenceP } from '@heddle/analysis/view'
import { checkLines, signs } from './check-line.js'
import type { Screen } from './screen.js'
import { tableLines } from './table.js'
import { printable, shorten, wrap } from './text.js'

export { sampleRatioLevels }

const indent = '  '

/** @param first the variant that is named before the others */
export function sampleRatioLines(report: SampleRatioReport, first: string, screen: Screen): string[] {
  const warnings = (report.warnings ?? []).flatMap((warning) =>
    checkLines('doubtful', 'sample ratio', printable(warning), screen),
  )
  return [...verdictLines(report, first, screen), ...warnings]
}

function verdictLines(report: SampleRatioReport, first: string, screen: Screen): string[] {
  if (report.status === 'undefined') {
    const found = `not checked: ${printable(report.reason)} Counted: ${sharesText(report, first)}`
    return checkLines('doubtful', 'sample ratio', found, screen)
  }
  const { pValue } = report
  if (pValue >= sampleRatioLevels.doubtful) {
    return checkLines('good', 'sample ratio', `${sharesText(report, first)}; ${sentenceP(pValue)}`, screen)
  }
  const broken = pValue < sampleRatioLevels.broken
  const name = broken ? 'SAMPLE RATIO BROKEN' : 'sample ratio in doubt'
  const brush = broken ? screen.paint.bad : screen.paint.doubtful
  const advice = broken
    ? 'The variants did not get the units they should have; something decided who was counted. Do not trust the numbers below until the cause is known.'
    : 'The variants hardly got the units they should have by chance. Look for a cause before trusting a small effect.'
  return [
    `${brush(`${signs[broken ? 'bad' : 'doubtful']} ${name}`)}  ${sentenceP(pValue)}`,
    ...wrap(advice, screen.width - 2).map((line) => `${indent}${line}`),
    ...expectedTable(report, first, screen).map((line) => `${indent}${line}`),
    '',
  ]
}

/** `control: 998 (49.9 %), bestFirst: 1,002 (50.1 %)`; the planned share is named where the shares are not all equal. */
function sharesText(report: SampleRatioReport, first: string): string {
  const total = sum(report.observed)
  const expected = report.status === 'ok' ? report.expected : {}
  const equal = new Set(Object.values(expected).map((units) => units.toPrecision(9))).size <= 1
  return inOrder(report, first)
    .map(([variant, units]) => {
      const planned = equal ? '' : `, planned ${formatShare((expected[variant] ?? 0) / sum(expected))}`
      return `${printable(variant)}: ${formatCount(units)} (${formatShare(total > 0 ? units / total : 0)}${planned})`
    })
    .join(', ')
}

function expectedTable(report: Extract<SampleRatioReport, { status: 'ok' }>, first: string, screen: Screen): string[] {
  const total = sum(report.observed)
  const number = { align: 'right' } as const
  const columns = [
    { head: 'variant', align: 'left' } as const,
    { head: 'observed', ...number },
    { head: 'share', ...number },
    { head: 'expected', ...number },
    { head: 'share', ...number },
  ]
  const rows = inOrder(report, first).map(([variant, units]) => {
    const expected = report.expected[variant] ?? 0
    return [
      shorten(printable(variant), Math.floor(screen.width / 3)),
      formatCount(units),
      formatShare(units / total),
      formatCount(expected),
      formatShare(expected / total),
    ].map((text) => ({ text }))
  })
  return tableLines({ columns, rows }, screen)
}

function inOrder({ observed }: SampleRatioReport, first: string): [variant: string, units: number][] {
  const all = Object.entries(observed)
  return [...all.filter(([variant]) => variant === first), ...all.filter(([variant]) => variant !== first)]
}

const sum = (counts: { readonly [variant: string]: number }) =>
  Object.values(counts).reduce((total, count) => total + count, 0)
