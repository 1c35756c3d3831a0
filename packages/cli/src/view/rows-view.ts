/**
 * How the table itself was: what in it could not be used, or was empty. A table without such things says nothing.
 */
import type { RowsReport } from '@heddle/analysis'
import { formatCount } from '@heddle/analysis/view'
import { checkLines } from './check-line.js'
import type { Screen } from './screen.js'
import { plural, printable } from './text.js'

export function rowsLines({ rows, withoutName, empty }: RowsReport, screen: Screen): string[] {
  const holes = Object.entries(empty).filter(([, count]) => count > 0)
  const found = holes.map(([column, count]) => `${printable(column)}: ${formatCount(count)}`).join(', ')
  const lines = [
    ...(withoutName > 0
      ? checkLines(
          'doubtful',
          'rows left out',
          `${formatCount(withoutName)} of ${plural(rows, formatCount(rows), 'row')}: a name of a unit, variant or experiment is empty`,
          screen,
        )
      : []),
    ...(holes.length > 0 ? checkLines('doubtful', 'empty fields', `${found}; counted as 0`, screen) : []),
  ]
  return lines.length > 0 ? [screen.paint.strong('the table'), ...lines] : []
}
