/**
 * `heddle check`: reads a log and says what became of every event.
 * Reads the words, asks the analysis, writes the view.
 */
import type { CheckReport } from '@heddle/analysis'
import type { Command, Input, Options } from './command.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { cacheOptions, readCache } from './read-cache.js'
import { mappingIn, mappingOption } from './read-mapping.js'
import type { Terminal } from './terminal.js'
import { checkSheets } from './view/check-sheets.js'
import { checkView } from './view/check-view.js'
import { mappedCheckSheets, mappedCheckView } from './view/mapped-check-view.js'
import { whileReading } from './while-reading.js'
import { formatOption, writeReport } from './write-report.js'

/** Streams that are listed unless all are asked for. */
const listed = 20

export const checkCommand: Command = {
  name: 'check',
  summary: 'say whether every event arrived, and which did not',
  description:
    'Counts what the pages issued, what the log received, what was repeated, dropped on purpose, is missing or still ' +
    'open: in all, by browser, by client version, by variant, and the numbers that each stream misses. Reads a log ' +
    '(NDJSON files or the folder of a collector). Of the log of another tool (--mapping) it says how much could be made of it. ' +
    `Ends with ${exitCode.done} when nothing is missing, with ${exitCode.missing} when something is.`,
  argument: { name: '<log...>', description: 'log files or folders of them' },
  options: [
    { flags: '--all', description: `list every stream that misses something, not the ${listed} that miss most` },
    mappingOption,
    ...cacheOptions,
    formatOption,
  ],
  examples: [
    { meaning: 'what became of the events of a log', line: 'heddle check heddle-log' },
    { meaning: 'for a program: the same as JSON, every stream', line: 'heddle check heddle-log --all --format json' },
  ],
  async run({ sources, options }: Input, terminal: Terminal): Promise<ExitCode> {
    const { mapping } = await mappingIn(options)
    if (mapping) {
      const { checkExport } = await import('@heddle/analysis/node')
      const made = await whileReading(terminal, undefined, (reading) => checkExport(sources, mapping, reading))
      writeReport(made, options, terminal, { view: mappedCheckView, sheets: mappedCheckSheets })
      return exitCode.done
    }
    const report = await check(sources, options.all ? Infinity : listed, options, terminal)
    writeReport(report, options, terminal, { view: checkView, sheets: checkSheets })
    return report.total.missing > 0 ? exitCode.missing : exitCode.done
  },
}

async function check(
  paths: readonly string[],
  worst: number,
  options: Options,
  terminal: Terminal,
): Promise<CheckReport> {
  const { checkLog } = await import('@heddle/analysis/node')
  return whileReading(terminal, readCache(options), (reading) => checkLog(paths, { worst, ...reading }))
}
