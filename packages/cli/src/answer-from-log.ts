/**
 * How a command ends that asks one question of a log: it reads the log, asks, and writes the answer as text or JSON.
 */
import type { EventsOptions, LogTable } from '@heddle/analysis'
import type { Input } from './command.js'
import { type ExitCode, exitCode } from './exit-code.js'
import type { Terminal } from './terminal.js'
import type { Screen } from './view/screen.js'
import { whileReading } from './while-reading.js'

/** What the words of a command ask for, or what is wrong with them. */
export type ReadQuestion<Question> =
  | { readonly status: 'options'; readonly options: Question }
  | { readonly status: 'wrong'; readonly sentence: string }

export interface LogQuestion<Question, Report> {
  /** Of the command. */
  readonly name: string
  readonly read: ReadQuestion<Question>
  /** What must be kept of the log for it. */
  readonly kept?: EventsOptions
  readonly ask: (table: LogTable, question: Question) => Promise<Report>
  readonly view: (report: Report, screen: Screen) => string
}

/** @throws Error with a sentence about the log, or about what it does not hold */
export async function answerFromLog<Question, Report>(
  { sources, options }: Input,
  terminal: Terminal,
  { name, read, kept = {}, ask, view }: LogQuestion<Question, Report>,
): Promise<ExitCode> {
  if (read.status === 'wrong') {
    terminal.note(`heddle ${name}: ${read.sentence}`)
    return exitCode.usage
  }
  const { readTable } = await import('@heddle/analysis/node')
  const table = await whileReading(terminal.progress, (reading) => readTable(sources, { ...reading, ...kept }))
  const report = await ask(table, read.options)
  terminal.write(options.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : view(report, terminal.screen))
  return exitCode.done
}
