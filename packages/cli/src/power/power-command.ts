/**
 * `heddle power`: how many units an experiment takes, how long it runs, and what it can find.
 * Reads the words, asks the analysis, writes the view.
 */
import type { PowerReport } from '@heddle/analysis'
import type { Command, Input } from '../command.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import { lookRules } from '../read-look.js'
import type { Terminal } from '../terminal.js'
import { formatOption, writeReport } from '../write-report.js'
import { metricsToPlan } from './metrics-to-plan.js'
import { readPowerRequest } from './power-request.js'
import { powerSheets } from './power-sheets.js'
import { powerView } from './power-view.js'

export const powerCommand: Command = {
  name: 'power',
  summary: 'say how many units an experiment takes, and what it can find',
  description:
    'For each lift: the units it takes to find it with the wanted chance, and the days. With --units the other way round: ' +
    'the smallest lift that they find. The spread of a metric is given (--baseline, and --deviation for means and ratios), ' +
    'or measured in the control of a log that is there already. A plan (--experiments) says level, look, units and margins.',
  argument: { name: '[log...]', description: 'a pilot: log files or folders of them' },
  options: [
    {
      flags: '--baseline <value>',
      description: 'the rate of the control, such as 10% or 0.1; with --deviation its mean',
    },
    {
      flags: '--deviation <value>',
      description: 'standard deviation of the value of a unit; then the metric is a mean',
    },
    {
      flags: '--lift <share>',
      description: 'smallest lift worth finding, such as 5%; several may be asked',
      repeatable: true,
    },
    { flags: '--units <count>', description: 'units, all variants together: what they can find' },
    { flags: '--margin <share>', description: 'shows instead that the metric is not worse by this share, such as 2%' },
    { flags: '--good <direction>', description: 'which way is good', choices: ['up', 'down'] },
    {
      flags: '--variants <count>',
      description: 'variants, the control among them; 2 unless given, or those of the plan',
    },
    { flags: '--per-day <count>', description: 'new units a day, all variants together; else those of the pilot' },
    { flags: '--window <time>', description: 'how long a unit is watched, such as "7 d"' },
    { flags: '--alpha <share>', description: 'accepted chance of a false alarm; else that of the plan, else 0.05' },
    { flags: '--power <share>', description: 'wanted chance to find what is there', default: '0.8' },
    {
      flags: '--look <rule>',
      description: 'how the data are looked at; else as the plan says, else once',
      choices: lookRules,
    },
    { flags: '--looks <count>', description: 'looks of --look group-sequential, evenly spaced; 4 unless given' },
    {
      flags: '--metric <name=metric>',
      description: 'what to measure in the pilot; else the metrics of --experiments, else every goal',
      repeatable: true,
    },
    { flags: '--experiments <file>', description: 'experiment file, .json or .ts: metrics and plans' },
    { flags: '--experiment <key>', description: 'the experiment; may be left out where there is only one' },
    formatOption,
  ],
  examples: [
    { meaning: 'a rate of 10 %: what it takes to find a lift of 5 %', line: 'heddle power --baseline 10% --lift 5%' },
    {
      meaning: 'the days, where the data are looked at as often as one likes',
      line: 'heddle power --baseline 10% --lift 5% --per-day 2000 --look always-valid',
    },
    { meaning: 'what 20,000 units can find', line: 'heddle power --baseline 10% --units 20000' },
    { meaning: 'a mean, three variants', line: 'heddle power --baseline 24 --deviation 60 --lift 5% --variants 3' },
    {
      meaning: 'that a load time is not worse by 2 %',
      line: 'heddle power --baseline 2400 --deviation 1100 --margin 2% --good down',
    },
    { meaning: 'from a log that is there already', line: 'heddle power heddle-log --lift 5%' },
  ],
  async run({ sources, options }: Input, terminal: Terminal): Promise<ExitCode> {
    const read = readPowerRequest(options)
    if (read.status === 'wrong') {
      terminal.note(`heddle power: ${read.sentence}`)
      return exitCode.usage
    }
    const found = await metricsToPlan(sources, read.request, terminal)
    if (found.status === 'wrong') {
      terminal.note(`heddle power: ${found.sentence}`)
      return exitCode.usage
    }
    const { powerReport } = await import('@heddle/analysis')
    const report: PowerReport = powerReport(found.options)
    writeReport(report, options, terminal, { view: powerView, sheets: powerSheets })
    return exitCode.done
  },
}
