/**
 * Which share of the clicks fell on each goal, as a table: a row a variant and a goal. Pure.
 */
import type { ShareReport } from '@heddle/analysis'
import { endsOf } from './lift-sheets.js'
import type { Sheet, SheetColumn } from './sheet.js'

const columns: readonly SheetColumn[] = [
  { name: 'variant', is: 'text' },
  { name: 'goal', is: 'text' },
  { name: 'clickers', is: 'count' },
  { name: 'clicks', is: 'count' },
  { name: 'share', is: 'share' },
  { name: 'share low', is: 'share' },
  { name: 'share high', is: 'share' },
  { name: 'difference', is: 'points' },
  { name: 'difference low', is: 'points' },
  { name: 'difference high', is: 'points' },
  { name: 'p', is: 'p' },
  { name: 'adjusted p', is: 'p' },
]

export function shareSheets({ experiment, groups, comparisons, method }: ShareReport): readonly Sheet[] {
  const rows = groups.flatMap(({ variant, clickers, shares }) =>
    shares.map(({ goal, clicks, share }) => {
      const compared = comparisons.find((comparison) => comparison.variant === variant && comparison.goal === goal)
      const against = compared ? [...endsOf(compared.difference), compared.pValue, compared.adjustedPValue] : []
      return [variant, goal, clickers, clicks, ...endsOf(share), ...against]
    }),
  )
  const of = experiment?.experiment ?? 'the whole log'
  return [{ about: { of }, notes: [`Shares: ${method}.`], columns, rows }]
}
