/**
 * Writes a report in the form that was asked for: for a person, for a page, for a spreadsheet, for a program.
 */
import { type OptionSpec, type Options, textOf } from './command.js'
import type { Terminal } from './terminal.js'
import type { Screen } from './view/screen.js'
import { csvOf, markdownOf, type Sheet } from './view/sheet.js'

/** Every command that reports has it. */
export const formatOption: OptionSpec = {
  flags: '--format <format>',
  description: 'how to print the report: for people (table), a page (md), a spreadsheet (csv) or a program (json)',
  default: 'table',
  choices: ['table', 'json', 'csv', 'md'],
}

/** How one kind of report is shown. */
export interface Views<Report> {
  readonly view: (report: Report, screen: Screen) => string
  readonly sheets: (report: Report) => readonly Sheet[]
}

/** Nothing else is ever written to standard output. */
export function writeReport<Report>(
  report: Report,
  options: Options,
  { write, screen }: Terminal,
  views: Views<Report>,
): void {
  write(textIn(textOf(options, 'format'), report, screen, views))
}

function textIn<Report>(
  format: string | undefined,
  report: Report,
  screen: Screen,
  { view, sheets }: Views<Report>,
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`
    case 'csv':
      return csvOf(sheets(report))
    case 'md':
      return markdownOf(sheets(report))
    default:
      return view(report, screen)
  }
}
