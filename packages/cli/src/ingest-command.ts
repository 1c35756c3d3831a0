/**
 * `heddle ingest`: brings a log to a database, each line once.
 * Reads the words, asks the analysis, says what was brought.
 */
import type { BrokenLine } from '@heddle/analysis'
import type { IngestReport } from '@heddle/analysis/clickhouse'
import { formatCount } from '@heddle/analysis/view'
import { addressesIn, credentialsNote, serverOptions, withServers } from './clickhouse-servers.js'
import { type Command, type Input, listOf, textOf } from './command.js'
import { type ExitCode, exitCode } from './exit-code.js'
import type { Terminal } from './terminal.js'
import { brokenLines } from './view/broken-lines.js'
import { plural, printable } from './view/text.js'
import { whileReading } from './while-reading.js'

export const ingestCommand: Command = {
  name: 'ingest',
  summary: 'bring a log to a database that is larger than one machine',
  description:
    'Brings the lines of a log to ClickHouse servers, each line once: what is there already is known again, also under ' +
    'another name or packed, and what an earlier try left half done is completed. Several servers share the visitors. ' +
    credentialsNote,
  argument: { name: '<source...>', description: 'the word clickhouse, then log files or folders of them' },
  options: [
    ...serverOptions,
    {
      flags: '--shard <part/parts>',
      description: 'bring only this part of the visitors, such as 2/3, to the one server given',
    },
    {
      flags: '--format <format>',
      description: 'how to print the report',
      default: 'table',
      choices: ['table', 'json'],
    },
  ],
  examples: [
    { meaning: 'one server', line: 'heddle ingest clickhouse heddle-log --url http://127.0.0.1:8123' },
    {
      meaning: 'two servers that share the visitors',
      line: 'heddle ingest clickhouse heddle-log --url http://ch-1:8123 --url http://ch-2:8123',
    },
    { meaning: 'afterwards', line: 'heddle lift --engine clickhouse --url http://ch-1:8123 --url http://ch-2:8123' },
  ],
  async run(input: Input, terminal: Terminal): Promise<ExitCode> {
    const read = readRequest(input)
    if (read.status === 'wrong') {
      terminal.note(`heddle ingest: ${read.sentence}`)
      return exitCode.usage
    }
    const { ingest } = await import('@heddle/analysis/clickhouse')
    const report = await withServers(addressesIn(input.options), terminal, (servers) =>
      whileReading(terminal, undefined, (reading) => ingest(read.paths, servers, { ...reading, ...read.part })),
    )
    terminal.write(
      input.options.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : reportText(report, terminal),
    )
    return exitCode.done
  },
}

type Request =
  | { readonly status: 'request'; readonly paths: readonly string[]; readonly part: Part | Record<string, never> }
  | { readonly status: 'wrong'; readonly sentence: string }

interface Part {
  readonly part: { readonly shard: number; readonly shards: number }
}

function readRequest({ sources: [store, ...paths], options }: Input): Request {
  const wrong = (sentence: string): Request => ({ status: 'wrong', sentence })
  if (store !== 'clickhouse') {
    return wrong(`the first word says where to bring the log, which is clickhouse; got "${store}".`)
  }
  if (paths.length === 0) return wrong('name the log, such as heddle ingest clickhouse heddle-log --url ADDRESS.')
  const servers = listOf(options, 'url').length
  if (servers === 0) return wrong('--url ADDRESS names the ClickHouse server, such as http://127.0.0.1:8123.')
  const text = textOf(options, 'shard')
  if (text === undefined) return { status: 'request', paths, part: {} }
  const [, part = 0, parts = 0] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text)?.map(Number) ?? []
  if (part < 1 || part > parts) return wrong(`--shard is a part of so many, such as 2/3; got "${text}".`)
  if (servers > 1) return wrong('--shard is for one server: give one --url, or leave out --shard.')
  return { status: 'request', paths, part: { part: { shard: part - 1, shards: parts } } }
}

function reportText({ lines, known, broken, unfinished, sent }: IngestReport, { screen }: Terminal): string {
  const brought = `${plural(lines, formatCount(lines), 'line')} brought`
  const there = known === 0 ? '' : `, ${formatCount(known)} ${known === 1 ? 'was' : 'were'} there already`
  const rows = sent.map(({ server, rows }) => `  ${printable(server)}: ${plural(rows, formatCount(rows), 'row')}`)
  const left = unfinished.map(
    ({ file, line, reason }: BrokenLine) => `  left for another time: ${printable(file)}:${line}: ${printable(reason)}`,
  )
  return `${[`${brought}${there}.`, ...rows, ...left, ...brokenLines(broken, lines, screen)].join('\n')}\n`
}
