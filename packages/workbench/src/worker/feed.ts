/**
 * The lines of what is open, as often as they are asked for: some questions are about a part of the log.
 */
import { createLogTable, type LogTable } from '@heddle/analysis'
import { linesOf } from './lines-of.js'
import type { Days } from './messages.js'

export interface FeedLine {
  readonly text: string
  readonly file: string
  /** 1 is the first. */
  readonly line: number
}

export type Feed = () => AsyncIterable<FeedLine>

/** @param onDay told the day of each line that names one */
export async function readTable(feed: Feed, wanted: Days, onDay?: (day: string) => void): Promise<LogTable> {
  const table = createLogTable({ visits: true })
  const restricted = wanted.from !== undefined || wanted.to !== undefined
  for await (const { text, file, line } of feed()) {
    const day = restricted || onDay ? dayOf(text) : ''
    if (restricted && !isWithin(day, wanted)) continue
    if (day !== '') onDay?.(day)
    table.add(text, file, line)
  }
  return table
}

/** The same for the same days. */
export const keyOf = ({ from, to }: Days): string => `${from ?? ''} ${to ?? ''}`

/** The day of receipt, in UTC. Read from the text, since the line need not be understood for it; empty where it names none. */
export function dayOf(text: string): string {
  const [, receivedAt] = /"receivedAt":(\d{1,15})/.exec(text) ?? []
  return receivedAt === undefined ? '' : new Date(Number(receivedAt)).toISOString().slice(0, 10)
}

export const isWithin = (day: string, { from, to }: Days): boolean =>
  day !== '' && (from === undefined || day >= from) && (to === undefined || day <= to)

export function feedOfFiles(files: readonly File[], onRead: (bytes: number) => void): Feed {
  return async function* () {
    for (const file of files) {
      let line = 0
      const { lines, broken } = linesOf(file, onRead)
      for await (const text of lines) yield { text, file: file.name, line: ++line }
      const reason = broken()
      // The reader of the log counts it as a line that is not JSON, at its place.
      if (reason !== undefined) yield { text: reason, file: file.name, line: line + 1 }
    }
  }
}

export function feedOfLines(lines: readonly string[]): Feed {
  return async function* () {
    for (const [place, text] of lines.entries()) yield { text, file: 'table', line: place + 2 }
  }
}
