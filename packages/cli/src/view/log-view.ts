/**
 * How the log itself was: how much of it could be read, what arrived, what could not be understood.
 */
import type { LogReport } from '@heddle/analysis'
import { formatCount } from '@heddle/analysis/view'
import { brokenLines } from './broken-lines.js'
import { checkLines } from './check-line.js'
import { deliveryLines } from './delivery-view.js'
import type { Screen } from './screen.js'
import { plural, printable } from './text.js'

export function logLines(log: LogReport, screen: Screen): string[] {
  const { broken, conflicts, delivery, events, lines, unknownTypes } = log
  const found = `${plural(lines, formatCount(lines), 'line')}, ${plural(events, formatCount(events), 'different event')}`
  return [
    screen.paint.strong('the log'),
    ...(events > 0
      ? checkLines('good', 'read', found, screen)
      : checkLines('bad', 'read', `${found}. ${lines === 0 ? nothingThere : noEvents}`, screen)),
    ...deliveryLines(delivery, screen),
    ...conflictLines(conflicts, screen),
    ...unknownLines(unknownTypes, screen),
    ...brokenLines(broken, lines, screen),
    ...unfedLines(log, screen),
  ]
}

/** What to do about a log without events; the report says the same. */
const nothingThere = 'The log is empty: name another file, or wait until a page has sent something to heddle collect.'
const noEvents = 'No line is an event: is it a log? The log of another tool is read with --mapping.'

function conflictLines(conflicts: number, screen: Screen): string[] {
  if (conflicts === 0) return []
  const events = `${plural(conflicts, formatCount(conflicts), 'event')} with different contents under one number`
  return checkLines('doubtful', 'conflicts', `${events}; nobody can tell which is true, so they count nowhere`, screen)
}

/** Metrics that nothing in the log counts for; none where all are fed. */
export function unfedLines(
  { unfedMetrics, goals }: Pick<LogReport, 'unfedMetrics' | 'goals'>,
  screen: Screen,
): string[] {
  if (unfedMetrics.length === 0) return []
  const there =
    goals.length > 0
      ? `its goals are ${goals.map(printable).join(', ')}: check the spelling`
      : 'it holds no goal at all: is it the right log?'
  const found = `the log holds no event for ${unfedMetrics.map(printable).join(', ')}; ${there}`
  return checkLines('doubtful', 'goals', found, screen)
}

function unknownLines(types: LogReport['unknownTypes'], screen: Screen): string[] {
  const known = Object.entries(types)
  if (known.length === 0) return []
  const found = known.map(([type, count]) => `${printable(type)}: ${formatCount(count)}`).join(', ')
  return checkLines('doubtful', 'unknown types', `${found}; kept in the log and left out of every number`, screen)
}
