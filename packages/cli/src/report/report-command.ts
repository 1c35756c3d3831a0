/**
 * `heddle report`: the lift as a file to keep, to send and to print.
 * Reads the words, asks the analysis, hands the report to a format and to the mail.
 */
import { writeFile } from 'node:fs/promises'
import { env } from 'node:process'
import type { LiftReport } from '@heddle/analysis'
import { analyse } from '../analyse.js'
import { type Command, type Input, textOf } from '../command.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import { liftCommand } from '../lift-command.js'
import { readLiftRequest } from '../lift-request.js'
import { onlyExperiments } from '../only-experiments.js'
import { readCache } from '../read-cache.js'
import type { Terminal } from '../terminal.js'
import { printable } from '../view/text.js'
import { readMailSettings } from './mail-settings.js'
import { readReportWords } from './report-words.js'

export const reportCommand: Command = {
  name: 'report',
  summary: 'write the lift as a page to keep, to send and to print',
  description:
    'The same comparisons as heddle lift, as one HTML file that needs no network and holds no script, as Markdown or as ' +
    'CSV. --mail sends it: the server is in HEDDLE_SMTP_URL (smtps://name:password@host), the sender in HEDDLE_MAIL_FROM.',
  argument: { name: '<source...>', description: 'log files or one folder of them, or one table' },
  options: [
    { flags: '--out <file>', description: 'where to write; else to standard output, unless it is mailed' },
    {
      flags: '--format <format>',
      description: 'html, md (Markdown) or csv; else by the ending of --out, else html',
      choices: ['html', 'md', 'csv'],
    },
    { flags: '--lang <language>', description: 'of the report', default: 'en', choices: ['en', 'zh'] },
    { flags: '--mail <address>', description: 'whom to send it to', repeatable: true },
    { flags: '--subject <text>', description: 'of the mail; the names of the experiments unless given' },
    ...liftCommand.options.filter(({ flags }) => !flags.startsWith('--format')),
  ],
  examples: [
    { meaning: 'one file, for a browser or a printer', line: 'heddle report heddle-log --out report.html' },
    { meaning: 'for a wiki or a pull request, in Chinese', line: 'heddle report heddle-log --format md --lang zh' },
    {
      meaning: 'every Monday, from a timer',
      line: 'HEDDLE_SMTP_URL=smtps://name:password@mail.example.com HEDDLE_MAIL_FROM=heddle@example.com heddle report heddle-log --mail team@example.com',
    },
  ],
  async run(input: Input, terminal: Terminal): Promise<ExitCode> {
    const refuse = (sentence: string, code: ExitCode): ExitCode => {
      terminal.note(`heddle report: ${sentence}`)
      return code
    }
    const words = readReportWords(input.options)
    if (words.status === 'wrong') return refuse(words.sentence, exitCode.usage)
    const read = readLiftRequest(input)
    if (read.status === 'wrong') return refuse(read.sentence, exitCode.usage)
    const mail = words.mail.length > 0 ? readMailSettings(env) : undefined
    if (mail?.status === 'wrong') return refuse(mail.sentence, exitCode.usage)
    const only = onlyExperiments(await analyse(read.request, readCache(input.options), terminal), read.request.only)
    if (only.status === 'unknown') return refuse(only.sentence, exitCode.failed)

    const { contentTypes, renderReport } = await import('./render-report.js')
    const { format, lang, out } = words
    const content = await renderReport(only.report, format, lang)
    if (out !== undefined) {
      await writeFile(out, content)
      terminal.note(`Written to ${out}.`)
    }
    if (mail) {
      const { sendReport } = await import('./send-report.js')
      const text = await renderReport(only.report, 'md', lang)
      const attachment = { filename: `report.${format}`, contentType: contentTypes[format], content }
      const subject = textOf(input.options, 'subject') ?? subjectOf(only.report)
      await sendReport({ to: words.mail, subject, text, attachment }, mail.settings)
      terminal.note(`Sent to ${words.mail.join(', ')}.`)
    }
    if (out === undefined && !mail) terminal.write(content)
    return exitCode.done
  },
}

function subjectOf({ experiments }: LiftReport): string {
  const names = experiments.slice(0, 3).map(({ experiment }) => printable(experiment))
  return `Lift: ${names.join(', ')}${experiments.length > names.length ? ' …' : ''}`
}
