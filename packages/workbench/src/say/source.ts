/** What the log, or the table, was like: how much of it could be read, and what could not be understood. */
import type { LiftReport, LogReport, MappedReport, RowsReport } from '@heddle/analysis'
import { formatCount, printable } from '@heddle/analysis/view'
import type { Texts } from '../texts/texts.js'
import { deliverySaid } from './checks.js'
import type { Said } from './said.js'

export interface SourceSaid {
  readonly title: string
  readonly said: readonly Said[]
}

/** Undefined where there is nothing to say, as of a table without holes. */
export function sourceSaid({ log, rows, mapped }: LiftReport, texts: Texts): SourceSaid | undefined {
  if (log) return { title: texts.log.title, said: logSaid(log, texts) }
  if (mapped) return { title: texts.log.mappedBy(printable(mapped.mapping)), said: mappedSaid(mapped, texts) }
  const said = rows ? rowsSaid(rows, texts) : []
  return said.length > 0 ? { title: texts.log.table, said } : undefined
}

function logSaid(log: LogReport, texts: Texts): Said[] {
  const { log: words, checks } = texts
  const { lines, events, broken, conflicts, unknownTypes, delivery } = log
  const advice = events > 0 ? [] : [lines === 0 ? words.nothingThere : words.noEvents]
  const unknown = Object.entries(unknownTypes).map(([type, count]) => `${printable(type)}: ${formatCount(count)}`)
  return [
    {
      verdict: events === 0 ? 'bad' : 'good',
      name: words.read,
      text: [words.lines(formatCount(lines), formatCount(events)), ...advice].join(' '),
    },
    deliverySaid(delivery, texts),
    ...(conflicts === 0 ? [] : [doubt(words.conflicts, words.conflictsFound(conflicts, formatCount(conflicts)))]),
    ...(unknown.length === 0 ? [] : [doubt(words.unknown, words.unknownFound(checks.list(unknown)))]),
    ...brokenSaid(broken, lines, { name: words.broken, found: words.brokenFound }, texts),
    ...unfedSaid(log, texts),
  ]
}

function mappedSaid(mapped: MappedReport, texts: Texts): Said[] {
  const { log: words, checks, fromAnalysis } = texts
  const { records, events, repeated, other, broken, delivery, warnings } = mapped
  const some = (count: number) => (count === 0 ? undefined : formatCount(count))
  return [
    {
      verdict: events === 0 ? 'bad' : 'good',
      name: words.read,
      text: words.records({
        records: formatCount(records),
        events: formatCount(events),
        repeated: some(repeated),
        other: some(other),
      }),
    },
    doubt(checks.delivery, fromAnalysis(printable(delivery.reason))),
    ...brokenSaid(broken, records, { name: words.brokenRecords, found: words.brokenRecordsFound }, texts),
    ...warnings.map((warning) => doubt(words.mapping, fromAnalysis(printable(warning)))),
    ...unfedSaid(mapped, texts),
  ]
}

/** @param all lines, or records, of the log */
function brokenSaid(
  { count, first }: LogReport['broken'],
  all: number,
  { name, found }: { readonly name: string; readonly found: (count: number, shown: string) => string },
  { log: words, fromAnalysis }: Texts,
): Said[] {
  if (count === 0) return []
  const places = first.map(({ file, line, reason }) => `${printable(file)}:${line}: ${fromAnalysis(printable(reason))}`)
  const rest = count - first.length
  return [
    {
      // A broken line now and then is a page that was cut off; most lines broken is something that is no log.
      verdict: count > all / 2 ? 'bad' : 'doubtful',
      name,
      text: found(count, formatCount(count)),
      lines: [...places, ...(rest > 0 && places.length > 0 ? [words.more(formatCount(rest))] : [])],
    },
  ]
}

function unfedSaid(
  { unfedMetrics, goals }: Pick<LogReport, 'unfedMetrics' | 'goals'>,
  { log: words, checks }: Texts,
): Said[] {
  if (unfedMetrics.length === 0) return []
  const there = goals.length > 0 ? checks.list(goals.map(printable)) : undefined
  return [doubt(words.goals, words.unfed(checks.list(unfedMetrics.map(printable)), there))]
}

function rowsSaid({ rows, withoutName, empty }: RowsReport, { log: words, checks }: Texts): Said[] {
  const holes = Object.entries(empty).filter(([, count]) => count > 0)
  const found = checks.list(holes.map(([column, count]) => `${printable(column)}: ${formatCount(count)}`))
  return [
    ...(withoutName > 0 ? [doubt(words.read, words.withoutName(formatCount(withoutName), formatCount(rows)))] : []),
    ...(holes.length > 0 ? [doubt(words.empty, words.emptyFound(found))] : []),
  ]
}

const doubt = (name: string, text: string): Said => ({ verdict: 'doubtful', name, text })
