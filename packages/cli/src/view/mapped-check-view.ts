/**
 * What could be made of the log of another tool, for people and for a spreadsheet.
 */
import type { MappedCheckReport } from '@heddle/analysis'
import { checkLines } from './check-line.js'
import { mappedLines } from './mapped-view.js'
import type { Screen } from './screen.js'
import type { Sheet } from './sheet.js'
import { printable } from './text.js'

export function mappedCheckView({ mapped, experiments }: MappedCheckReport, screen: Screen): string {
  const [verdict, found] =
    experiments.length > 0
      ? (['good', experiments.map(printable).join(', ')] as const)
      : (['bad', 'none: no unit is known to have met a variant'] as const)
  const goals = mapped.goals.length > 0 ? mapped.goals.map(printable).join(', ') : 'none'
  return `${[
    ...mappedLines(mapped, screen),
    ...checkLines(verdict, 'experiments', found, screen),
    ...checkLines(mapped.goals.length > 0 ? 'good' : 'doubtful', 'goals', goals, screen),
  ].join('\n')}\n`
}

export function mappedCheckSheets({ mapped, experiments }: MappedCheckReport): readonly Sheet[] {
  const { mapping, records, events, repeated, other, broken } = mapped
  return [
    {
      about: { mapping },
      notes: [mapped.delivery.reason, ...mapped.warnings],
      columns: [
        { name: 'records', is: 'count' },
        { name: 'events', is: 'count' },
        { name: 'repeated', is: 'count' },
        { name: 'other', is: 'count' },
        { name: 'broken', is: 'count' },
        { name: 'experiments', is: 'text' },
      ],
      rows: [[records, events, repeated, other, broken.count, experiments.join(', ')]],
    },
  ]
}
