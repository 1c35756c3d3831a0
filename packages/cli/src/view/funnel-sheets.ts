/**
 * A funnel as a table: a row a variant and a step. Pure.
 */
import type { FunnelReport } from '@heddle/analysis'
import { endsOf } from './lift-sheets.js'
import type { Sheet, SheetColumn } from './sheet.js'

const columns: readonly SheetColumn[] = [
  { name: 'variant', is: 'text' },
  { name: 'step', is: 'count' },
  { name: 'goal', is: 'text' },
  { name: 'units', is: 'count' },
  { name: 'of all', is: 'share' },
  { name: 'of step before', is: 'share' },
  { name: 'left', is: 'count' },
  { name: 'median seconds', is: 'number' },
  { name: 'difference', is: 'points' },
  { name: 'difference low', is: 'points' },
  { name: 'difference high', is: 'points' },
  { name: 'adjusted p', is: 'p' },
]

export function funnelSheets({ experiment, variants, comparisons }: FunnelReport): readonly Sheet[] {
  const rows = variants.flatMap(({ variant, units, steps }) => [
    [variant, 0, 'exposed', units, units > 0 ? 1 : null, null, 0],
    ...steps.map((step, index) => {
      const compared = comparisons.filter(({ fromStart }) => fromStart.variant === variant)[index]?.fromStart
      const against = compared ? [...endsOf(compared.difference), compared.adjustedPValue] : []
      const counts = [step.units, step.share, step.fromPrevious, step.lost, step.took?.median]
      return [variant, index + 1, step.goal, ...counts, ...against]
    }),
  ])
  return [{ about: { experiment }, notes: [], columns, rows }]
}
