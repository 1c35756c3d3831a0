/**
 * `heddle segments`: whether an effect differs between the values of an attribute.
 * Reads the words, asks the analysis, writes the view.
 */

import { analyse } from './analyse.js'
import { type Command, type Input, listOf, textOf } from './command.js'
import { type ExitCode, exitCode } from './exit-code.js'
import type { LiftSource } from './lift-request.js'
import { readOwnAlpha } from './read-alpha.js'
import { cacheOptions, readCache } from './read-cache.js'
import { lookRules, readLook } from './read-look.js'
import { mappingOption } from './read-mapping.js'
import { readMetrics } from './read-metrics.js'
import type { Terminal } from './terminal.js'
import { forestView } from './view/forest-view.js'
import { segmentsSheets } from './view/segments-sheets.js'
import { formatOption, writeReport } from './write-report.js'

export const segmentsCommand: Command = {
  name: 'segments',
  summary: 'say whether an effect differs between languages, devices, …',
  description:
    'Compares each variant with the control within each value of an attribute of the first exposure, tests whether the ' +
    'segments differ at all, and says what each most likely is when all are seen together. Reads a log (NDJSON files or ' +
    'the folder of a collector).',
  argument: { name: '<log...>', description: 'log files or folders of them' },
  options: [
    { flags: '--by <attribute>', description: 'the attribute of exposures, such as language' },
    {
      flags: '--metric <name=metric>',
      description:
        'what to measure, such as entered=proportion(GOAL); else the metrics of --experiments, else every goal',
      repeatable: true,
    },
    { flags: '--experiment <key>', description: 'the experiment; may be left out where the log has only one' },
    { flags: '--experiments <file>', description: 'experiment file, .json or .ts: metrics, plans' },
    {
      flags: '--control <variant>',
      description: 'what the others are compared with; else "control", else the smallest value',
    },
    {
      flags: '--alpha <share>',
      description: 'accepted chance of a false alarm; intervals cover the rest; else that of the plan, else 0.05',
    },
    { flags: '--planned-units <count>', description: 'units planned, all variants together; else those of the plan' },
    {
      flags: '--look <rule>',
      description: 'what a look may conclude: at any time (always-valid, default), once, or at a few planned looks',
      choices: lookRules,
    },
    { flags: '--looks <count>', description: 'looks of --look group-sequential, evenly spaced; 4 unless given' },
    mappingOption,
    ...cacheOptions,
    formatOption,
  ],
  examples: [
    {
      meaning: 'one metric, language by language',
      line: 'heddle segments heddle-log --by language --metric "entered=proportion(best)"',
    },
    { meaning: 'for a page', line: 'heddle segments heddle-log --by language --format md' },
  ],
  async run({ sources: paths, options }: Input, terminal: Terminal): Promise<ExitCode> {
    const refuse = (sentence: string): ExitCode => {
      terminal.note(`heddle segments: ${sentence}`)
      return exitCode.usage
    }
    const segment = textOf(options, 'by')
    if (segment === undefined) return refuse('Say by which attribute, as in --by language.')
    const alpha = readOwnAlpha(options)
    if (alpha.status === 'wrong') return refuse(alpha.sentence)
    const look = readLook(options)
    if (look.status === 'wrong') return refuse(look.sentence)
    const metrics = readMetrics(listOf(options, 'metric'))
    if (metrics.status === 'wrong') return refuse(metrics.sentence)
    const [experiments, control, mapping] = ['experiments', 'control', 'mapping'].map((name) => textOf(options, name))
    const source: LiftSource = {
      ...{ kind: 'log', paths, segment },
      ...(Object.keys(metrics.metrics).length > 0 ? { metrics: metrics.metrics } : {}),
      ...(experiments === undefined ? {} : { experiments }),
      ...(mapping === undefined ? {} : { mapping }),
    }
    const report = await analyse(
      {
        ...{ source, only: [] },
        ...(alpha.status === 'alpha' ? { alpha: alpha.alpha } : {}),
        ...(look.status === 'look' ? { look: look.look } : {}),
        ...(control === undefined ? {} : { control }),
      },
      readCache(options),
      terminal,
    )
    const { segmentsOf } = await import('@heddle/analysis')
    const found = segmentsOf(report, textOf(options, 'experiment'))
    writeReport(found, options, terminal, { view: forestView, sheets: segmentsSheets })
    return exitCode.done
  },
}
