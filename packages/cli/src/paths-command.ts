/**
 * `heddle paths`: what visitors did after a step or before it, and where they left.
 * Reads the words, asks the analysis, writes the view.
 */
import type { PathsOptions } from '@heddle/analysis'
import { answerFromLog, type ReadQuestion } from './answer-from-log.js'
import { type Command, type Options, textOf } from './command.js'
import { cacheOptions } from './read-cache.js'
import { mappingOption } from './read-mapping.js'
import { pathsSheets } from './view/paths-sheets.js'
import { pathsView } from './view/paths-view.js'
import { formatOption } from './write-report.js'

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
    {
      flags: '--single <count>',
      description:
        'also so many single visits, event by event, as text and JSON; with --without of those who left. No ids are shown',
    },
    { flags: '--last <goal>', description: 'with --single: visits whose last goal this was' },
    mappingOption,
    ...cacheOptions,
    formatOption,
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
    {
      meaning: 'five single visits of those who did nothing after help',
      line: 'heddle paths heddle-log --after help --single 5 --last help',
    },
  ],
  run: (input, terminal) =>
    answerFromLog(input, terminal, {
      name: 'paths',
      read: readPathsOptions(input.options),
      kept: { visits: true },
      ask: async (table, question) => (await import('@heddle/analysis')).pathsAround(table, question),
      ...{ view: pathsView, sheets: pathsSheets },
    }),
}

function readPathsOptions(options: Options): ReadQuestion<PathsOptions> {
  const wrong = (sentence: string): ReadQuestion<PathsOptions> => ({ status: 'wrong', sentence })
  const names = ['after', 'before', 'without', 'experiment', 'last'] as const
  const [after, before, without, experiment, last] = names.map((name) => textOf(options, name))
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
  const single = options.single === undefined ? undefined : readCount(options, 'single')
  if (options.single !== undefined && single === undefined) {
    return wrong(`--single is a whole number from 1 on, got "${options.single}".`)
  }
  if (last !== undefined && single === undefined) {
    return wrong('--last chooses among single visits, so it goes with --single.')
  }
  return {
    status: 'options',
    options: {
      ...{ step, direction: after === undefined ? 'before' : 'after', steps, top },
      ...(without === undefined ? {} : { without }),
      ...(experiment === undefined ? {} : { experiment }),
      ...(single === undefined ? {} : { single: { count: single, ...(last === undefined ? {} : { last }) } }),
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
