/** The log as it was at the end of each day: read once, measured every evening. */
import { type LiftReport, type LogTable, measure } from '@heddle/analysis'
import type { Feed } from './feed.js'
import type { LiftQuestion, OverTime } from './messages.js'
import { eachEvening } from './read-days.js'

/**
 * @param table of all days that are asked for
 * @param report of the table, by a plan of so many units
 */
export async function overTime(
  feed: Feed,
  question: LiftQuestion,
  table: LogTable,
  report: (table: LogTable, planned: number) => LiftReport,
  signal?: AbortSignal,
): Promise<OverTime> {
  const planned = question.planned ?? unitsIn(table)
  const days: { day: string; report: LiftReport }[] = []
  await eachEvening(feed, question, (day, evening) => days.push({ day, report: report(evening, planned) }), signal)
  return { days }
}

/** Without a plan the end of the log stands for it, so that the intervals are those of somebody who looked every day. */
function unitsIn(table: LogTable): number {
  const counts = measure(table, { metrics: {} }).experiments.map(({ observed }) =>
    [...observed.values()].reduce((sum, count) => sum + count, 0),
  )
  return Math.max(1, ...counts)
}
