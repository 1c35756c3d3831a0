/**
 * What an experiment takes as a table: a row a metric and a lift. Pure.
 */
import type { PowerReport } from '@heddle/analysis'
import type { Sheet, SheetColumn } from '../view/sheet.js'

const columns: readonly SheetColumn[] = [
  { name: 'lift', is: 'lift' },
  { name: 'margin', is: 'share' },
  { name: 'units a variant', is: 'count' },
  { name: 'units', is: 'count' },
  { name: 'days', is: 'count' },
  { name: 'power', is: 'share' },
]

export function powerSheets({ metrics }: PowerReport): readonly Sheet[] {
  return metrics.map(({ metric = 'the metric', margin, answers, spread, smallestLift }) => ({
    about: { metric },
    notes: [
      ...(spread.status === 'undefined' ? [spread.reason] : []),
      ...(smallestLift?.status === 'ok'
        ? [`Smallest lift that is found: ${(smallestLift.lift * 100).toPrecision(2)} %.`]
        : []),
    ],
    columns,
    rows: answers.map((answer) =>
      answer.status === 'ok'
        ? [answer.lift, margin, answer.unitsPerVariant, answer.units, answer.days, answer.power]
        : [answer.lift, margin],
    ),
  }))
}
