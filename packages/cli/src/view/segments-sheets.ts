/**
 * The segments of each metric as tables: a row a variant and a segment. Pure.
 */
import type { SegmentsReport } from '@heddle/analysis'
import { isShare } from '@heddle/analysis/view'
import { endsOf } from './lift-sheets.js'
import type { Sheet, SheetColumn } from './sheet.js'

export function segmentsSheets({ experiment, control, metrics }: SegmentsReport): readonly Sheet[] {
  return Object.entries(metrics).map(([metric, report]) => ({
    about: { experiment, metric },
    notes: report.comparisons.flatMap(({ variant, heterogeneity }) =>
      heterogeneity?.status === 'ok'
        ? [
            `${variant}: Cochran's Q ${heterogeneity.q.toFixed(1)} on ${heterogeneity.df} df, p = ${heterogeneity.pValue.toPrecision(2)}.`,
          ]
        : [],
    ),
    columns: columnsFor(isShare(report)),
    rows: report.comparisons.flatMap(({ variant, segments = [] }) =>
      segments.map(({ segment, variants, difference, shrunken, pValue, adjustedPValue }) => [
        ...[variant, segment, variants[control]?.n, variants[variant]?.n],
        ...[variants[control]?.value, variants[variant]?.value, ...endsOf(difference), ...endsOf(shrunken)],
        ...[pValue, adjustedPValue],
      ]),
    ),
  }))
}

function columnsFor(share: boolean): readonly SheetColumn[] {
  const [value, difference] = share ? (['share', 'points'] as const) : (['number', 'signed'] as const)
  return [
    { name: 'variant', is: 'text' },
    { name: 'segment', is: 'text' },
    { name: 'control units', is: 'count' },
    { name: 'variant units', is: 'count' },
    { name: 'control value', is: value },
    { name: 'variant value', is: value },
    { name: 'difference', is: difference },
    { name: 'difference low', is: difference },
    { name: 'difference high', is: difference },
    { name: 'shrunken', is: difference },
    { name: 'shrunken low', is: difference },
    { name: 'shrunken high', is: difference },
    { name: 'p', is: 'p' },
    { name: 'adjusted p', is: 'p' },
  ]
}
