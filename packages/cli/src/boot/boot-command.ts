/**
 * `heddle boot`: the script that puts variants into the first paint of a page that a server renders.
 */
import { type Command, type Options, textOf } from '../command.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import { readDefinitions } from '../read-definitions.js'

export const bootCommand: Command = {
  name: 'boot',
  summary: 'print the inline script that puts variants into the first paint',
  description:
    'Reads an experiment file, or the module that the page defines its experiments in, and prints one <script> element on standard output, for the head of a page that a server ' +
    'renders, and its source for a Content Security Policy on standard error.',
  argument: { name: '<experiments>', description: 'experiment file, .json or .ts; experiments with "apply" are taken' },
  options: [
    {
      flags: '--limit <ms>',
      description: 'how long an element may stay hidden before every variant shows the original and nobody is exposed',
      default: '1000',
    },
    {
      flags: '--declined <expression>',
      description: 'JavaScript that tells on the page whether the visitor has declined, and gets control',
    },
  ],
  examples: [
    {
      meaning: 'the script in a file, to be included by the template of the head',
      line: 'heddle boot experiments.json',
    },
    {
      meaning: 'where the page keeps the answer of its consent banner',
      line: `heddle boot experiments.json --declined "localStorage.consent === 'no'"`,
    },
    { meaning: 'the definitions of the page itself', line: 'heddle boot experiments.ts' },
    { meaning: 'a slow site may wait longer', line: 'heddle boot experiments.json --limit 2000' },
  ],
  async run({ sources, options }, terminal): Promise<ExitCode> {
    const [path = ''] = sources
    const limitMs = readLimit(options)
    const declined = textOf(options, 'declined')
    if (limitMs === undefined) {
      terminal.note(`heddle boot: --limit is a whole number of ms above 0, got "${options.limit}".`)
      return exitCode.usage
    }
    const { bootScript } = await import('./boot-script.js') // Its bundler and minifier take a while to load.
    const { file, askedByPage = [] } = await readDefinitions(path)
    const unasked = file.experiments.find(({ key, apply }) => apply && askedByPage.includes(key))
    if (unasked) {
      throw new Error(
        `Experiment "${unasked.key}": its audience is a function, which only code can ask; say it as data.`,
      )
    }
    const { element, cspSource } = await bootScript(file, {
      limitMs,
      ...(declined === undefined ? {} : { declined }),
    })
    terminal.write(`${element}\n`)
    terminal.note(cspSource)
    return exitCode.done
  },
}

function readLimit(options: Options): number | undefined {
  const text = textOf(options, 'limit') ?? ''
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined
}
