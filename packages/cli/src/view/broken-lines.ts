/**
 * Lines of a log that could not be read: how many, and where the first of them stand.
 */
import type { LogReport } from '@heddle/analysis'
import { formatCount } from '@heddle/analysis/view'
import { checkLines } from './check-line.js'
import type { Screen } from './screen.js'
import { plural, printable, wrap } from './text.js'

/**
 * @param lines of the log in all
 * @param words what each of them is, and what it could not be
 */
export function brokenLines(
  { count, first }: LogReport['broken'],
  lines: number,
  screen: Screen,
  { one, was }: { readonly one: string; readonly was: string } = { one: 'line', was: 'read' },
): string[] {
  if (count === 0) return []
  const found = `${plural(count, formatCount(count), one)} could not be ${was} and ${count === 1 ? 'is' : 'are'} left out:`
  const places = first.flatMap(({ file, line, reason }) =>
    wrap(`${printable(file)}:${line}: ${printable(reason)}`, screen.width - 4, '  ').map((text) => `    ${text}`),
  )
  const rest = count - first.length
  const more = rest > 0 && first.length > 0 ? [`    and ${formatCount(rest)} more`] : []
  // A broken line now and then is a page that was cut off; most lines broken is something that is no log.
  const verdict = count > lines / 2 ? 'bad' : 'doubtful'
  return [...checkLines(verdict, `broken ${one}s`, found, screen), ...places, ...more]
}
