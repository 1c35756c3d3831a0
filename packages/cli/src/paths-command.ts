/**
 * `heddle paths`: what visitors did after a step or before it, and where they left.
 * Reads the words, asks the analysis, writes the view.
 */
import type { PathsOptions } from '@heddle/analysis'
import { type Command, type Input, type Options, textOf } from './command.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { cacheOptions, readCache } from './read-cache.js'
import type { Terminal } from './terminal.js'
import { pathsView } from './view/paths-view.js'
import { whileReading } from './while-reading.js'

export const pathsCommand: Command = {
  name: 'paths',
  summary: 'say what visitors did after a step or before it',
  description:
    'The most common sequences of goals after a step, or before it, within one visit: each visitor counts once, by the ' +
    'first visit with the step. After a step it also says which goal was the last before they left. Reads a log (NDJSON ' +
    'files or the folder of a collector).',
  argument: { name: '<log...>', description: 'log files or folders of them' },
  options: [
    { flags: '--after <goal>', description: 'the step; paths follow it' },
    { flags: '--before <goal>', description: 'the step; paths lead to it' },
    { flags: '--steps <count>', description: 'goals in a path at most', default: '3' },
    { flags: '--top <count>', description: 'paths listed at most', default: '10' },
    {
      flags: '--without <goal>',
      description: 'with --after: the last goal of those only who did not reach this one later in the visit',
    },
    { flags: '--experiment <key>', description: 'per variant of this experiment, from the first exposure on' },
    ...cacheOptions,
    {
      flags: '--format <format>',
      description: 'how to print the report',
      default: 'table',
      choices: ['table', 'json'],
    },
  ],
  examples: [
    { meaning: 'what follows a press of help', line: 'heddle paths heddle-log --after help' },
    {
      meaning: 'what leads to an order, per variant',
      line: 'heddle paths heddle-log --before order --experiment home-tabs',
    },
    {
      meaning: 'where those left who pressed best and did not order',
      line: 'heddle paths heddle-log --after best --without order',
    },
  ],
  async run({ sources, options }: Input, terminal: Terminal): Promise<ExitCode> {
    const read = readPathsOptions(options)
    if (read.status === 'wrong') {
      terminal.note(`heddle paths: ${read.sentence}`)
      return exitCode.usage
    }
    const { readTable } = await import('@heddle/analysis/node')
    const { pathsAround } = await import('@heddle/analysis')
    const table = await whileReading(terminal, readCache(options), (reading) =>
      readTable(sources, { ...reading, visits: true }),
    )
    const report = pathsAround(table, read.options)
    terminal.write(
      options.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : pathsView(report, terminal.screen),
    )
    return exitCode.done
  },
}

type ReadPaths =
  | { readonly status: 'options'; readonly options: PathsOptions }
  | { readonly status: 'wrong'; readonly sentence: string }

function readPathsOptions(options: Options): ReadPaths {
  const wrong = (sentence: string): ReadPaths => ({ status: 'wrong', sentence })
  const [after, before, without, experiment] = ['after', 'before', 'without', 'experiment'].map((name) =>
    textOf(options, name),
  )
  const step = after ?? before
  if (step === undefined) return wrong('Say around which goal to look: --after GOAL or --before GOAL.')
  if (after !== undefined && before !== undefined) {
    return wrong('--after and --before are two questions: leave out one of them.')
  }
  if (without !== undefined && after === undefined) {
    return wrong('--without asks where visitors left after a step, so it goes with --after.')
  }
  const [steps, top] = [readCount(options, 'steps'), readCount(options, 'top')]
  if (steps === undefined || steps > mostSteps) {
    return wrong(`--steps is a whole number from 1 to ${mostSteps}, got "${options.steps}".`)
  }
  if (top === undefined) return wrong(`--top is a whole number from 1 on, got "${options.top}".`)
  return {
    status: 'options',
    options: {
      ...{ step, direction: after === undefined ? 'before' : 'after', steps, top },
      ...(without === undefined ? {} : { without }),
      ...(experiment === undefined ? {} : { experiment }),
    },
  }
}

/** Longer paths are nearly all different. */
const mostSteps = 20

function readCount(options: Options, name: string): number | undefined {
  const text = textOf(options, name) ?? ''
  const count = Number(text)
  return /^\d+$/.test(text) && count >= 1 && Number.isSafeInteger(count) ? count : undefined
}
