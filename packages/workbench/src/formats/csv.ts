/**
 * Every comparison of a report as a row of numbers, in full precision: for a spreadsheet or a notebook.
 */
import type { ComparisonReport, LiftReport, MetricReport, SegmentReport } from '@heddle/analysis'
import type { Interval } from '@heddle/stats'

const columns = [
  ...['experiment', 'metric', 'kind', 'segmented by', 'segment', 'control', 'variant'],
  ...['control n', 'control value', 'n', 'value'],
  ...['difference', 'difference low', 'difference high', 'lift', 'lift low', 'lift high'],
  ...['p', 'ln p', 'adjusted p', 'sample ratio p', 'decides', 'method'],
] as const

type Cell = string | number | null | undefined

/** Lines end in CRLF. A cell without a number is empty; shares and lifts are plain numbers, 0.05 is 5 %. */
export function reportCsv({ experiments }: LiftReport): string {
  const rows = experiments.flatMap(({ experiment, control, metrics, segmentedBy, checks, look }) => {
    const ratio = checks.sampleRatio.status === 'ok' ? checks.sampleRatio.pValue : null
    return Object.entries(metrics).flatMap(([name, metric]) =>
      metric.comparisons.flatMap((comparison) => {
        const start = (segment: string | undefined) => [experiment, name, metric.kind, segmentedBy, segment, control]
        const end = [ratio, look ? String(look.decides) : undefined, comparison.method]
        return [
          [...start(undefined), ...numbersOf(comparison.variant, control, comparison, metric.variants), ...end],
          ...(comparison.segments ?? []).map((segment) => [
            ...start(segment.segment),
            ...numbersOf(comparison.variant, control, segment, segment.variants),
            ...end,
          ]),
        ]
      }),
    )
  })
  return [columns, ...rows].map((row: readonly Cell[]) => `${row.map(cellText).join(',')}\r\n`).join('')
}

function numbersOf(
  variant: string,
  control: string,
  { difference, lift, pValue, logPValue, adjustedPValue }: ComparisonReport | SegmentReport,
  variants: MetricReport['variants'],
): Cell[] {
  const of = (name: string) => [variants[name]?.n, variants[name]?.value]
  return [
    ...[variant, ...of(control), ...of(variant)],
    ...[...endsOf(difference), ...endsOf(lift), pValue, logPValue, adjustedPValue],
  ]
}

const endsOf = (interval: Interval): Cell[] =>
  interval.status === 'undefined' ? [null, null, null] : [interval.estimate, interval.low, interval.high]

/**
 * @see RFC 4180; OWASP, CSV Injection: a text that a spreadsheet would take for a formula begins with an apostrophe
 */
function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const tame = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}
