/**
 * How a command ends that asks one question of a log: it reads the log, asks, and writes the answer in the form that was asked for.
 */
import type { EventsOptions, LogTable } from '@heddle/analysis'
import type { Input } from './command.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { readCache } from './read-cache.js'
import { mappingIn } from './read-mapping.js'
import type { Terminal } from './terminal.js'
import { whileReading } from './while-reading.js'
import { type Views, writeReport } from './write-report.js'

/** What the words of a command ask for, or what is wrong with them. */
export type ReadQuestion<Question> =
  | { readonly status: 'options'; readonly options: Question }
  | { readonly status: 'wrong'; readonly sentence: string }

export interface LogQuestion<Question, Report> extends Views<Report> {
  /** Of the command. */
  readonly name: string
  readonly read: ReadQuestion<Question>
  /** What must be kept of the log for it. */
  readonly kept?: EventsOptions
  readonly ask: (table: LogTable, question: Question) => Promise<Report>
}

/** @throws Error with a sentence about the log, or about what it does not hold */
export async function answerFromLog<Question, Report>(
  { sources, options }: Input,
  terminal: Terminal,
  { name, read, kept = {}, ask, ...views }: LogQuestion<Question, Report>,
): Promise<ExitCode> {
  if (read.status === 'wrong') {
    terminal.note(`heddle ${name}: ${read.sentence}`)
    return exitCode.usage
  }
  const { readTable } = await import('@heddle/analysis/node')
  const mapping = await mappingIn(options)
  const table = await whileReading(terminal, readCache(options), (reading) =>
    readTable(sources, { ...reading, ...mapping, ...kept }),
  )
  writeReport(await ask(table, read.options), options, terminal, views)
  return exitCode.done
}
