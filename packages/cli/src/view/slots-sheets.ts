/**
 * What was clicked where, as a table: a row a variant, item and slot. Pure.
 */
import type { SlotsReport } from '@heddle/analysis'
import { endsOf } from './lift-sheets.js'
import type { Sheet, SheetColumn } from './sheet.js'

const columns: readonly SheetColumn[] = [
  { name: 'variant', is: 'text' },
  { name: 'units', is: 'count' },
  { name: 'item', is: 'text' },
  { name: 'slot', is: 'count' },
  { name: 'clicks', is: 'count' },
  { name: 'clickers', is: 'count' },
  { name: 'clicks per unit', is: 'number' },
  { name: 'clicked', is: 'share' },
  { name: 'clicked low', is: 'share' },
  { name: 'clicked high', is: 'share' },
]

export function slotsSheets({ experiment, variants, effects, method }: SlotsReport): readonly Sheet[] {
  const rows = variants.flatMap(({ variant, units, cells }) =>
    cells.map(({ item, slot, clicks, clickers, perUnit, clicked }) => [
      ...[variant, units, item, slot, clicks, clickers, perUnit],
      ...endsOf(clicked),
    ]),
  )
  const told = effects.status === 'ok' ? effects.warnings : [effects.reason]
  return [{ about: { of: experiment.experiment }, notes: [`Shares: ${method}.`, ...told], columns, rows }]
}
