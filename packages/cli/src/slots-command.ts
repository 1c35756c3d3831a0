/**
 * `heddle slots`: what was clicked where in a list, and how much of it is the item, how much the slot.
 * Reads the words, asks the analysis, writes the view.
 */
import type { SlotsOptions } from '@heddle/analysis'
import { answerFromLog, type ReadQuestion } from './answer-from-log.js'
import { type Command, type Options, textOf } from './command.js'
import { namesIn } from './names-in.js'
import { readAlpha } from './read-alpha.js'
import { cacheOptions } from './read-cache.js'
import { mappingOption } from './read-mapping.js'
import { slotsSheets } from './view/slots-sheets.js'
import { slotsView } from './view/slots-view.js'
import { formatOption } from './write-report.js'

export const slotsCommand: Command = {
  name: 'slots',
  summary: 'say what was clicked where, and tell items from slots',
  description:
    'Where a list was reordered: for each variant, how many units clicked each item in which slot, and which share of ' +
    'the clicks fell on each slot; then what an item draws in whatever slot, and what a slot draws for whatever item. ' +
    'Reads a log (NDJSON files or the folder of a collector) whose clicks name their item and slot, as trackClicks does.',
  argument: { name: '<log...>', description: 'log files or folders of them' },
  options: [
    { flags: '--experiment <key>', description: 'the experiment that reordered the list' },
    { flags: '--goals <goals>', description: 'clicks on these goals only, with commas between them; else on all' },
    { flags: '--items <items>', description: 'these items only, where other lists name items too; else all' },
    { flags: '--applied', description: 'only units with the change on a page that exposed them' },
    {
      flags: '--control <variant>',
      description: 'the variant that comes first; else "control", else the smallest value',
    },
    {
      flags: '--alpha <share>',
      description: 'intervals cover the rest',
      default: '0.05',
    },
    mappingOption,
    ...cacheOptions,
    formatOption,
  ],
  examples: [
    { meaning: 'a tab bar that was reordered', line: 'heddle slots heddle-log --experiment home-tabs' },
    {
      meaning: 'only two of its items',
      line: 'heddle slots heddle-log --experiment home-tabs --items fun,best',
    },
  ],
  run: (input, terminal) =>
    answerFromLog(input, terminal, {
      name: 'slots',
      read: readSlotsOptions(input.options),
      ask: async (table, question) => (await import('@heddle/analysis')).clicksBySlot(table, question),
      ...{ view: slotsView, sheets: slotsSheets },
    }),
}

function readSlotsOptions(options: Options): ReadQuestion<SlotsOptions> {
  const alpha = readAlpha(options)
  if (alpha.status === 'wrong') return alpha
  const [experiment, control] = [textOf(options, 'experiment'), textOf(options, 'control')]
  if (experiment === undefined) {
    return { status: 'wrong', sentence: 'Say which experiment reordered the list, as in --experiment home-tabs.' }
  }
  const [goals, items] = [namesIn(options, 'goals'), namesIn(options, 'items')]
  return {
    status: 'options',
    options: {
      ...{ experiment, alpha: alpha.alpha },
      ...(goals.length > 0 ? { goals } : {}),
      ...(items.length > 0 ? { items } : {}),
      ...(options.applied === true ? { population: 'applied' as const } : {}),
      ...(control === undefined ? {} : { control }),
    },
  }
}
