/**
 * `heddle compact`: the finished files of a log to Parquet.
 * Reads the words, asks the analysis, says what became of each file.
 */
import type { CompactedFile } from '@heddle/analysis/duckdb'
import { formatCount } from '@heddle/analysis/view'
import { type Command, type Input, textOf } from './command.js'
import { type ExitCode, exitCode } from './exit-code.js'
import type { Terminal } from './terminal.js'
import { plural } from './view/text.js'
import { whileReading } from './while-reading.js'

export const compactCommand: Command = {
  name: 'compact',
  summary: 'turn the finished files of a log into Parquet',
  description:
    'Writes each finished file of a log as Parquet, sorted by visitor and time, a tenth of its size; never the ' +
    'events.ndjson that a collector writes to. A file that is there already is not written again, so it may be run as ' +
    'often as one likes, and killed at any moment. heddle lift reads the folder as it reads a log. Needs @duckdb/node-api.',
  argument: { name: '<log...>', description: 'log files or folders of them' },
  options: [
    { flags: '--to <folder>', description: 'where to write; made if it is missing' },
    {
      flags: '--remove',
      description: 'remove files once they are in Parquet; not those with lines that cannot be read',
    },
    {
      flags: '--memory <size>',
      description: 'how much memory DuckDB takes, 2GB unless given; beyond it the disk is used',
    },
  ],
  examples: [
    { meaning: 'every night; then the comparison', line: 'heddle compact heddle-log --to heddle-parquet --remove' },
    {
      meaning: 'what was compacted, and what is new since',
      line: 'heddle lift heddle-parquet heddle-log --metric "entered=proportion(best)"',
    },
  ],
  async run({ sources, options }: Input, terminal: Terminal): Promise<ExitCode> {
    const to = textOf(options, 'to')
    if (to === undefined) {
      terminal.note('heddle compact: --to names the folder to write to, such as --to heddle-parquet.')
      return exitCode.usage
    }
    const memoryLimit = textOf(options, 'memory')
    const { compactLog } = await import('@heddle/analysis/duckdb')
    const files = await whileReading(terminal, undefined, (reading) =>
      compactLog(sources, {
        ...reading,
        to,
        remove: options.remove === true,
        ...(memoryLimit === undefined ? {} : { memoryLimit }),
      }),
    )
    terminal.write(files.length === 0 ? 'No file is finished yet.\n' : files.map(lineOf).join(''))
    return exitCode.done
  },
}

function lineOf({ path, status, rows, broken, removed }: CompactedFile): string {
  const what = status === 'compacted' ? plural(rows, formatCount(rows), 'line') : 'there already'
  const kept = broken > 0 ? `; ${plural(broken, formatCount(broken), 'line')} cannot be read, so the file stays` : ''
  return `${path}: ${what}${removed ? ', removed' : kept}\n`
}
