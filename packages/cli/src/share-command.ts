/**
 * `heddle share`: of all clicks on a set of goals, says which share fell on each.
 * Reads the words, asks the analysis, writes the view.
 */
import type { ShareOptions } from '@heddle/analysis'
import { answerFromLog, type ReadQuestion } from './answer-from-log.js'
import { type Command, type Options, textOf } from './command.js'
import { namesIn } from './names-in.js'
import { readAlpha } from './read-alpha.js'
import { cacheOptions } from './read-cache.js'
import { mappingOption } from './read-mapping.js'
import { shareSheets } from './view/share-sheets.js'
import { shareView } from './view/share-view.js'
import { formatOption } from './write-report.js'

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
    mappingOption,
    ...cacheOptions,
    formatOption,
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
  run: (input, terminal) =>
    answerFromLog(input, terminal, {
      name: 'share',
      read: readShareOptions(input.options),
      ask: async (table, question) => (await import('@heddle/analysis')).shareOfClicks(table, question),
      ...{ view: shareView, sheets: shareSheets },
    }),
}

function readShareOptions(options: Options): ReadQuestion<ShareOptions> {
  const wrong = (sentence: string): ReadQuestion<ShareOptions> => ({ status: 'wrong', sentence })
  const alpha = readAlpha(options)
  if (alpha.status === 'wrong') return alpha
  const given = textOf(options, 'goals')
  if (given === undefined)
    return wrong('Say which goals share the clicks, as in --goals favourites-bar,favourites-menu.')
  const goals = namesIn(options, 'goals')
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
