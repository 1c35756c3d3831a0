/**
 * `heddle lift`: reads a log or a table and says what each variant was worth.
 * Reads the words, asks the analysis, writes the view.
 */
import type { LiftReport } from '@heddle/analysis'
import { fewExperiments, isBroken } from '@heddle/analysis/view'
import { analyse } from './analyse.js'
import { credentialsNote, serverOptions } from './clickhouse-servers.js'
import type { Command, Input } from './command.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { engines, readLiftRequest } from './lift-request.js'
import { onlyExperiments } from './only-experiments.js'
import { cacheOptions, readCache } from './read-cache.js'
import { lookRules } from './read-look.js'
import { mappingOption } from './read-mapping.js'
import type { Terminal } from './terminal.js'
import { liftSheets } from './view/lift-sheets.js'
import { liftView } from './view/lift-view.js'
import { formatOption, writeReport } from './write-report.js'

export const liftCommand: Command = {
  name: 'lift',
  summary: 'say what each variant was worth, from a log or a table',
  description:
    'Compares each variant with the control: checks first, then what the plan says to do, then the difference and the ' +
    'lift of every metric with their intervals. Reads a log (NDJSON files or the folder of a collector), a table with one ' +
    'row per unit (--unit), or a table of counts (--counts); tables are CSV or Parquet. The events of another tool are ' +
    'read by a mapping (--mapping). Or asks ClickHouse servers (--engine clickhouse). ' +
    `${credentialsNote} Ends with ${exitCode.done}, or with ${exitCode.broken} where a check says that an ` +
    'experiment cannot be trusted.',
  argument: {
    name: '[source...]',
    description: 'log files or one folder of them, or one table; nothing where --engine clickhouse asks servers',
  },
  options: [
    {
      flags: '--metric <name=metric>',
      description:
        'what to measure, such as back=proportion(COLUMN), orders=mean(COLUMN); in a log, goals instead of columns',
      repeatable: true,
    },
    {
      flags: '--experiments <file>',
      description: 'experiment file, .json or .ts: weights, plans, and metrics if there is no --metric',
    },
    mappingOption,
    { flags: '--unit <column>', description: 'the table has one row per unit: the column that names the unit' },
    {
      flags: '--counts <successes/trials>',
      description: 'the table has counts: two columns, such as clicks/impressions',
    },
    { flags: '--variant <column>', description: 'the column that names the variant' },
    {
      flags: '--experiment <column>',
      description: 'the column that names the experiment; without it the table is one experiment',
    },
    {
      flags: '--control <variant>',
      description: 'what the others are compared with; else "control", else the smallest value',
    },
    {
      flags: '--alpha <share>',
      description: 'accepted chance of a false alarm; intervals cover the rest; else that of the plan, else 0.05',
    },
    {
      flags: '--primary <metric>',
      description: 'the metric that decides; else that of the plan',
    },
    {
      flags: '--planned-units <count>',
      description: 'units planned, all variants together; then the numbers hold however often one looks',
    },
    {
      flags: '--look <rule>',
      description: 'what a look may conclude: at any time (always-valid, default), once, or at a few planned looks',
      choices: lookRules,
    },
    { flags: '--looks <count>', description: 'looks of --look group-sequential, evenly spaced; 4 unless given' },
    {
      flags: '--segment <attribute>',
      description: 'compare within each value of an attribute, too; in a log, such as language',
    },
    {
      flags: '--guardrail <metric=margin>',
      description: 'a metric that must not get worse by more than a margin: 2% of the control, or an amount',
      repeatable: true,
    },
    {
      flags: '--good <metric=direction>',
      description: 'which way a metric is good, up or down; down for speeds of pages and up for others unless given',
      repeatable: true,
    },
    {
      flags: '--engine <engine>',
      description:
        'what reads a log: scan; duckdb, which reads compacted logs and larger ones than memory; or clickhouse, servers to which heddle ingest brought it',
      choices: engines,
    },
    { flags: '--memory <size>', description: 'how much memory to take, such as 2GB; beyond it the disk is used' },
    ...serverOptions,
    ...cacheOptions,
    { flags: '--only <experiment>', description: 'show this experiment only, in full', repeatable: true },
    formatOption,
  ],
  examples: [
    { meaning: 'a log: for each goal, the share of units that reached it', line: 'heddle lift heddle-log' },
    { meaning: 'a log, one metric', line: 'heddle lift heddle-log --metric "entered=proportion(best)"' },
    {
      meaning: 'with options by name: of the first week, of one item, of units with an attribute',
      line: 'heddle lift heddle-log --metric "entered=proportion(best, window=7 d, item=tab-best, only lang=ar)"',
    },
    {
      meaning: 'looking before the planned units are there, as often as one likes',
      line: 'heddle lift heddle-log --planned-units 20000',
    },
    {
      meaning: 'what the plan in the experiment file says to do',
      line: 'heddle lift heddle-log --experiments experiments.json',
    },
    { meaning: 'language by language', line: 'heddle lift heddle-log --segment language' },
    {
      meaning: 'a metric that must not get worse by more than 5 %',
      line: 'heddle lift heddle-log --guardrail best=5%',
    },
    {
      meaning: 'the events that Google Analytics exports to BigQuery',
      line: 'heddle lift export.ndjson --mapping ga4 --metric "bought=proportion(purchase)"',
    },
    {
      meaning: 'one row per unit',
      line: 'heddle lift visits.csv --unit userid --variant version --control gate_30 --metric "day7=proportion(retention_7)"',
    },
    {
      meaning: 'counts of many experiments',
      line: 'heddle lift counts.csv --experiment test_id --variant arm --counts clicks/impressions',
    },
  ],
  async run(input: Input, terminal: Terminal): Promise<ExitCode> {
    const read = readLiftRequest(input)
    if (read.status === 'wrong') return refuse(read.sentence, exitCode.usage, terminal)
    const { request } = read
    const only = onlyExperiments(await analyse(request, readCache(input.options), terminal), request.only)
    if (only.status === 'unknown') return refuse(only.sentence, exitCode.failed, terminal)
    writeReport(only.report, input.options, terminal, { view: liftView, sheets: liftSheets })
    return mayBeTrusted(only.report) ? exitCode.done : exitCode.broken
  },
}

/** Of many experiments some fail by chance; the survey counts them, and says so. */
function mayBeTrusted({ experiments }: LiftReport): boolean {
  return experiments.length > fewExperiments || !experiments.some(isBroken)
}

function refuse(sentence: string, code: ExitCode, terminal: Terminal): ExitCode {
  terminal.note(`heddle lift: ${sentence}`)
  return code
}
