/**
 * What visitors did around a step, as tables: a row a variant and a path, then a row a variant and a last goal. Pure.
 */
import type { PathsReport } from '@heddle/analysis'
import type { Sheet, SheetColumn } from './sheet.js'

const columns: readonly SheetColumn[] = [
  { name: 'variant', is: 'text' },
  { name: 'path', is: 'text' },
  { name: 'visitors', is: 'count' },
  { name: 'share', is: 'share' },
]

export function pathsSheets({ step, direction, groups, without }: PathsReport): readonly Sheet[] {
  const rows = groups.flatMap(({ variant, paths, otherPaths }) => [
    ...paths.map(({ goals, whole, visitors, share }) => [variant, pathOf(goals, whole, direction), visitors, share]),
    [variant, 'all other paths', otherPaths.visitors, otherPaths.share],
  ])
  const left = groups.flatMap(({ variant, left }) =>
    (left?.last ?? []).map(({ goal, visitors, share }) => [variant, goal, visitors, share]),
  )
  const last =
    without === undefined ? 'the last goal of the visit' : `the last goal of those who left without ${without}`
  return [
    { about: { what: `${direction} ${step}` }, notes: [], columns, rows },
    { about: { what: last }, notes: [], columns, rows: left },
  ]
}

function pathOf(goals: readonly string[], whole: boolean, direction: PathsReport['direction']): string {
  const end = whole ? [direction === 'after' ? 'end of the visit' : 'start of the visit'] : []
  return (direction === 'after' ? [...goals, ...end] : [...end, ...goals]).join(' → ')
}
