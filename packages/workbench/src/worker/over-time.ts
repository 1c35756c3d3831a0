/** The log as it was at the end of each day: read once, measured every evening. */
import { createLogTable, type LiftReport, type LogTable, measure } from '@heddle/analysis'
import { dayOf, type Feed, type FeedLine, isWithin } from './feed.js'
import type { LiftQuestion, OverTime } from './messages.js'

/** @param report of the table, by a plan of so many units */
export async function overTime(
  feed: Feed,
  { from, to, planned }: LiftQuestion,
  report: (table: LogTable, planned: number) => LiftReport,
): Promise<OverTime> {
  const byDay = new Map<string, FeedLine[]>()
  for await (const one of feed()) {
    const day = dayOf(one.text)
    if (!isWithin(day, { from, to })) continue
    const lines = byDay.get(day)
    if (lines) lines.push(one)
    else byDay.set(day, [one])
  }
  const table = createLogTable({ visits: true })
  const days = [...byDay.keys()].sort()
  const units = planned ?? (await unitsAtTheEnd(byDay))
  const found: { day: string; report: LiftReport }[] = []
  for (const day of days) {
    for (const { text, file, line } of byDay.get(day) ?? []) table.add(text, file, line)
    found.push({ day, report: report(table, units) })
  }
  return { days: found }
}

/** Without a plan the end of the log stands for it, so that the intervals are those of somebody who looked every day. */
async function unitsAtTheEnd(byDay: ReadonlyMap<string, readonly FeedLine[]>) {
  const table = createLogTable({ visits: true })
  for (const lines of byDay.values()) for (const { text, file, line } of lines) table.add(text, file, line)
  const counts = measure(table, { metrics: {} }).experiments.map(({ observed }) =>
    [...observed.values()].reduce((sum, count) => sum + count, 0),
  )
  return Math.max(1, ...counts)
}
