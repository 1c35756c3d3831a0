/**
 * `heddle funnel`: how far the units of each variant come along a row of goals.
 * Reads the words, asks the analysis, writes the view.
 */
import type { FunnelReportOptions } from '@heddle/analysis'
import { answerFromLog, type ReadQuestion } from './answer-from-log.js'
import { type Command, type Options, textOf } from './command.js'
import { readAlpha } from './read-alpha.js'
import { cacheOptions } from './read-cache.js'
import { mappingOption } from './read-mapping.js'
import { funnelSheets } from './view/funnel-sheets.js'
import { funnelView } from './view/funnel-view.js'
import { formatOption } from './write-report.js'

export const funnelCommand: Command = {
  name: 'funnel',
  summary: 'say how far units come along goals, and where they leave',
  description:
    'For each variant of an experiment: how many units reach each goal by way of those before it, how many leave, how long ' +
    'each step takes, and what the variant does to each step. Reads a log (NDJSON files or the folder of a collector).',
  argument: { name: '<log...>', description: 'log files or folders of them' },
  options: [
    { flags: '--goals <goals>', description: 'the steps in their order, with commas between them; at least two' },
    { flags: '--within <time>', description: 'how long after the first step the last one may come, such as "1 d"' },
    { flags: '--strict', description: 'another step in between ends it' },
    { flags: '--experiment <key>', description: 'the experiment; may be left out where the log has only one' },
    {
      flags: '--control <variant>',
      description: 'what the others are compared with; else "control", else the smallest value',
    },
    {
      flags: '--alpha <share>',
      description: 'accepted chance of a false alarm; intervals cover the rest',
      default: '0.05',
    },
    mappingOption,
    ...cacheOptions,
    formatOption,
  ],
  examples: [
    { meaning: 'from the first press to the order', line: 'heddle funnel heddle-log --goals best,order' },
    { meaning: 'within a day', line: 'heddle funnel heddle-log --goals best,order --within "1 d"' },
    { meaning: 'for a spreadsheet', line: 'heddle funnel heddle-log --goals best,order --format csv' },
  ],
  run: (input, terminal) =>
    answerFromLog(input, terminal, {
      name: 'funnel',
      read: readFunnelOptions(input.options),
      ask: async (table, question) => (await import('@heddle/analysis')).funnelByVariant(table, question),
      view: funnelView,
      sheets: funnelSheets,
    }),
}

function readFunnelOptions(options: Options): ReadQuestion<FunnelReportOptions> {
  const wrong = (sentence: string): ReadQuestion<FunnelReportOptions> => ({ status: 'wrong', sentence })
  const alpha = readAlpha(options)
  if (alpha.status === 'wrong') return alpha
  const given = textOf(options, 'goals')
  if (given === undefined) return wrong('Say which goals are the steps, as in --goals page,phone,done.')
  const goals = given.split(',').map((goal) => goal.trim())
  if (goals.length < 2 || goals.includes('')) {
    return wrong(`--goals names at least two goals in their order, with commas between them; got "${given}".`)
  }
  const [within, experiment, control] = ['within', 'experiment', 'control'].map((name) => textOf(options, name))
  if (within !== undefined && !/^\d+(\.\d+)?\s*(ms|s|min|h|d|w)$/.test(within.trim())) {
    return wrong(`--within is a time such as "30 min" or "1 d" (ms, s, min, h, d, w); got "${within}".`)
  }
  return {
    status: 'options',
    options: {
      ...{ goals, alpha: alpha.alpha, strict: options.strict === true },
      ...(within === undefined ? {} : { within }),
      ...(experiment === undefined ? {} : { experiment }),
      ...(control === undefined ? {} : { control }),
    },
  }
}
