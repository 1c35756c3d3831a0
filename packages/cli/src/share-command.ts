/**
 * `heddle share`: of all clicks on a set of goals, says which share fell on each.
 * Reads the words, asks the analysis, writes the view.
 */
import type { ShareOptions } from '@heddle/analysis'
import { type Command, type Input, type Options, textOf } from './command.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { readAlpha } from './read-alpha.js'
import { cacheOptions, readCache } from './read-cache.js'
import type { Terminal } from './terminal.js'
import { shareView } from './view/share-view.js'
import { whileReading } from './while-reading.js'

export const shareCommand: Command = {
  name: 'share',
  summary: 'say which share of the clicks fell on each of some goals',
  description:
    'Where one thing can be reached in two or more ways: of all clicks on the goals that are named, the share of each, ' +
    'over the whole log or per variant, with intervals that count a visitor with many clicks as one visitor. Reads a ' +
    'log (NDJSON files or the folder of a collector).',
  argument: { name: '<log...>', description: 'log files or folders of them' },
  options: [
    { flags: '--goals <goals>', description: 'the goals, with commas between them; at least two' },
    {
      flags: '--experiment <key>',
      description: 'per variant of this experiment, from the first exposure on, and compared',
    },
    {
      flags: '--control <variant>',
      description: 'what the others are compared with; else "control", else the smallest value',
    },
    {
      flags: '--alpha <share>',
      description: 'accepted chance of a false alarm; intervals cover the rest',
      default: '0.05',
    },
    ...cacheOptions,
    {
      flags: '--format <format>',
      description: 'how to print the report',
      default: 'table',
      choices: ['table', 'json'],
    },
  ],
  examples: [
    {
      meaning: 'two ways to the same list, over the whole log',
      line: 'heddle share heddle-log --goals favourites-bar,favourites-menu',
    },
    {
      meaning: 'per variant, and compared',
      line: 'heddle share heddle-log --goals favourites-bar,favourites-menu --experiment home-tabs',
    },
  ],
  async run({ sources, options }: Input, terminal: Terminal): Promise<ExitCode> {
    const read = readShareOptions(options)
    if (read.status === 'wrong') {
      terminal.note(`heddle share: ${read.sentence}`)
      return exitCode.usage
    }
    const { readTable } = await import('@heddle/analysis/node')
    const { shareOfClicks } = await import('@heddle/analysis')
    const table = await whileReading(terminal, readCache(options), (reading) => readTable(sources, reading))
    const report = shareOfClicks(table, read.options)
    terminal.write(
      options.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : shareView(report, terminal.screen),
    )
    return exitCode.done
  },
}

type ReadShare =
  | { readonly status: 'options'; readonly options: ShareOptions }
  | { readonly status: 'wrong'; readonly sentence: string }

function readShareOptions(options: Options): ReadShare {
  const wrong = (sentence: string): ReadShare => ({ status: 'wrong', sentence })
  const alpha = readAlpha(options)
  if (alpha.status === 'wrong') return alpha
  const given = textOf(options, 'goals')
  if (given === undefined)
    return wrong('Say which goals share the clicks, as in --goals favourites-bar,favourites-menu.')
  const goals = [...new Set(given.split(',').map((goal) => goal.trim()))].filter((goal) => goal !== '')
  if (goals.length < 2)
    return wrong(`--goals names at least two different goals, with commas between them; got "${given}".`)
  const [experiment, control] = [textOf(options, 'experiment'), textOf(options, 'control')]
  if (control !== undefined && experiment === undefined) {
    return wrong('--control names a variant, so it needs --experiment as well.')
  }
  return {
    status: 'options',
    options: {
      ...{ goals, alpha: alpha.alpha },
      ...(experiment === undefined ? {} : { experiment }),
      ...(control === undefined ? {} : { control }),
    },
  }
}
