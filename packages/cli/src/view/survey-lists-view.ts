/**
 * The extremes of many experiments: the comparisons with the strongest evidence, and the worst sample ratios.
 */
import {
  decimalsForDigits,
  effectDecimals,
  endsText,
  estimateText,
  type Finding,
  formatCount,
  formatNumber,
  formatP,
  formatShare,
  furthestOff,
  isShare,
  levelText,
  liftScale,
  nothing,
  openText,
  type Survey,
  unitSuffix,
} from '@heddle/analysis/view'
import type { Screen } from './screen.js'
import { type Column, fittedLines, textTable } from './table.js'
import { printable, shorten, wrap } from './text.js'

const nameColumns = { experiment: 26, other: 16 } as const

export function strongestLines({ strongest, metrics }: Survey, alpha: number, screen: Screen): string[] {
  if (strongest.length === 0) return []
  const several = metrics.length > 1
  const columns: Column[] = [
    { head: 'experiment', align: 'left' },
    ...(several ? [{ head: 'metric', align: 'left' } as const] : []),
    { head: 'variant', align: 'left' },
    { head: 'control', align: 'right', goes: 1 },
    { head: 'value', align: 'right', goes: 2 },
    { head: 'lift', align: 'right' },
    { head: `${levelText(alpha)} interval`, align: 'right' },
    { head: 'adj. p', align: 'right' },
  ]
  const rows = strongest.map((finding) => [
    shorten(printable(finding.experiment.experiment), nameColumns.experiment),
    ...(several ? [shorten(printable(finding.metric), nameColumns.other)] : []),
    shorten(printable(finding.comparison.variant), nameColumns.other),
    valueText(finding, finding.experiment.control),
    valueText(finding, finding.comparison.variant),
    estimateText(finding.comparison.lift, liftScale, decimalsOf(finding)),
    intervalText(finding),
    formatP(finding.comparison.adjustedPValue),
  ])
  return [
    '',
    `${screen.paint.strong('strongest evidence')} ${screen.paint.faint('(where the sample ratio holds)')}`,
    ...fittedLines(textTable(columns, rows), screen),
    ...wrap(
      'Picked because they are extreme, so their lifts are larger than what a repetition would show.',
      screen.width,
    ).map(screen.paint.faint),
  ]
}

function valueText({ report }: Finding, variant: string): string {
  const value = report.variants[variant]?.value
  if (value === null || value === undefined) return nothing
  if (isShare(report)) return formatShare(value, decimalsForDigits(value * 100, 3))
  return `${formatNumber(value, decimalsForDigits(value, 3))}${unitSuffix(report)}`
}

/** Each row by itself: lifts of different experiments differ too much in size for common decimals. */
const decimalsOf = ({ comparison: { lift } }: Finding) => effectDecimals([lift], liftScale)

function intervalText(finding: Finding): string {
  const { lift } = finding.comparison
  const decimals = decimalsOf(finding)
  const ends = endsText(lift, liftScale, decimals)
  if (ends) return `[${ends.low}, ${ends.high}]`
  return lift.status === 'ok' ? nothing : openText(lift, liftScale, decimals)
}

export function worstLines({ worst }: Survey, screen: Screen): string[] {
  if (worst.length === 0) return []
  const columns: Column[] = [
    { head: 'experiment', align: 'left' },
    { head: 'variants', align: 'right', goes: 1 },
    { head: 'units', align: 'right', goes: 2 },
    { head: 'furthest off', align: 'left' },
    { head: 'observed', align: 'right' },
    { head: 'expected', align: 'right' },
    { head: 'p', align: 'right' },
  ]
  const rows = worst.flatMap(({ experiment, checks: { sampleRatio } }) => {
    const off = sampleRatio.status === 'ok' ? furthestOff(sampleRatio) : undefined
    if (sampleRatio.status !== 'ok' || off === undefined) return []
    const units = Object.values(sampleRatio.observed)
    return [
      [
        shorten(printable(experiment), nameColumns.experiment),
        formatCount(units.length),
        formatCount(units.reduce((sum, count) => sum + count, 0)),
        shorten(printable(off.variant), nameColumns.other),
        formatCount(off.observed),
        formatCount(off.expected),
        formatP(sampleRatio.pValue),
      ],
    ]
  })
  return ['', screen.paint.bad('worst sample ratios'), ...fittedLines(textTable(columns, rows), screen)]
}
