/** What the log, or the table, was like: how much of it could be read, and what could not be understood. */
import type { LiftReport, LogReport, RowsReport } from '@heddle/analysis'
import { formatCount, printable } from '@heddle/analysis/view'
import type { Texts } from '../texts/texts.js'
import { deliverySaid } from './checks.js'
import type { Said } from './said.js'

export interface SourceSaid {
  readonly title: string
  readonly said: readonly Said[]
}

/** Undefined where there is nothing to say, as of a table without holes. */
export function sourceSaid({ log, rows }: LiftReport, texts: Texts): SourceSaid | undefined {
  if (log) return { title: texts.log.title, said: logSaid(log, texts) }
  const said = rows ? rowsSaid(rows, texts) : []
  return said.length > 0 ? { title: texts.log.table, said } : undefined
}

function logSaid(log: LogReport, texts: Texts): Said[] {
  const { log: words, checks } = texts
  const { lines, events, broken, unknownTypes, unfedMetrics, goals, delivery } = log
  const unknown = Object.entries(unknownTypes).map(([type, count]) => `${printable(type)}: ${formatCount(count)}`)
  const places = broken.first.map(({ file, line, reason }) => `${printable(file)}:${line}: ${printable(reason)}`)
  const rest = broken.count - broken.first.length
  return [
    {
      verdict: events === 0 ? 'doubtful' : 'good',
      name: words.read,
      text: words.lines(formatCount(lines), formatCount(events)),
    },
    deliverySaid(delivery, texts),
    ...(unknown.length > 0
      ? [{ verdict: 'doubtful', name: words.unknown, text: words.unknownFound(checks.list(unknown)) } as const]
      : []),
    ...(broken.count > 0
      ? [
          {
            // A broken line now and then is a page that was cut off; most lines broken is something that is no log.
            verdict: broken.count > lines / 2 ? 'bad' : 'doubtful',
            name: words.broken,
            text: words.brokenFound(broken.count, formatCount(broken.count)),
            lines: [...places, ...(rest > 0 && places.length > 0 ? [words.more(formatCount(rest))] : [])],
          } as const,
        ]
      : []),
    ...(unfedMetrics.length > 0
      ? [
          {
            verdict: 'doubtful',
            name: words.goals,
            text: words.unfed(
              checks.list(unfedMetrics.map(printable)),
              goals.length > 0 ? checks.list(goals.map(printable)) : undefined,
            ),
          } as const,
        ]
      : []),
  ]
}

function rowsSaid({ rows, withoutName, empty }: RowsReport, { log: words, checks }: Texts): Said[] {
  const holes = Object.entries(empty).filter(([, count]) => count > 0)
  const found = checks.list(holes.map(([column, count]) => `${printable(column)}: ${formatCount(count)}`))
  return [
    ...(withoutName > 0
      ? [
          {
            verdict: 'doubtful',
            name: words.read,
            text: words.withoutName(formatCount(withoutName), formatCount(rows)),
          } as const,
        ]
      : []),
    ...(holes.length > 0 ? [{ verdict: 'doubtful', name: words.empty, text: words.emptyFound(found) } as const] : []),
  ]
}
