/**
 * `heddle simulate`: the log of an experiment whose truth is known, to try the analysis before going live; or how often the
 * plan would decide what.
 */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Definitions } from '@heddle/analysis'
import { formatCount, formatShare } from '@heddle/analysis/view'
import type { Experiment } from '@heddle/events'
import { type Command, type Input, textOf } from '../command.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import { readDefinitions } from '../read-definitions.js'
import { countOf } from '../read-number.js'
import type { Terminal } from '../terminal.js'
import { fittedLines, textTable } from '../view/table.js'
import { plural } from '../view/text.js'
import { decideOften } from './decide-often.js'
import { readTruth, simulated } from './truth.js'
import { simulatedLines, type Truth } from './visitors.js'

export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'write the log of an experiment whose truth you say',
  description:
    'Draws visitors, gives them their variants by the real assignment, lets them reach goals with the chances and effects ' +
    'that are said, and writes what a collector would have written. With --decide it writes nothing, simulates the ' +
    'experiment that often and counts what the plan decides.',
  options: [
    {
      flags: '--goal <goal=chance>',
      description:
        'what visitors do, in the control: best=36%; order=best:30% of those who did best; @50 for a mean value',
      repeatable: true,
    },
    {
      flags: '--effect <variant/name=lift>',
      description: 'what a variant does to a goal or a vital: bestFirst/best=+14%',
      repeatable: true,
    },
    { flags: '--vital <name=median>', description: 'a speed of the page, such as LCP=2400', repeatable: true },
    {
      flags: '--attribute <name=values>',
      description: 'attributes of exposures: language=en:60,ar:40',
      repeatable: true,
    },
    {
      flags: '--loss <share>',
      description: 'events lost on their way, 1%, or of one variant, bestFirst=5%',
      repeatable: true,
    },
    { flags: '--visitors <count>', description: 'visitors; else the units of the plan, else 10,000' },
    { flags: '--days <count>', description: 'days over which they come; 14 unless given' },
    { flags: '--seed <number>', description: 'the same seed gives the same log; 1 unless given' },
    {
      flags: '--experiments <file>',
      description: 'experiment file, .json or .ts; else an experiment "simulated" with "control" and "treatment"',
    },
    { flags: '--experiment <key>', description: 'the experiment of the file; may be left out where there is only one' },
    { flags: '--log <folder>', description: 'where to write; made if it is missing', default: 'simulated-log' },
    {
      flags: '--decide <count>',
      description: 'write nothing: simulate so many experiments, and count what the plan decides',
    },
  ],
  examples: [
    {
      meaning: 'a log in which the treatment reaches best more often by 14 %',
      line: 'heddle simulate --goal best=36% --goal order=best:30% --effect treatment/best=+14%',
    },
    {
      meaning: 'the experiment of a file, with languages and speeds',
      line: 'heddle simulate --experiments experiments.json --goal best=36% --vital LCP=2400 --attribute language=en:60,ar:40',
    },
    {
      meaning: 'how often its plan would decide what',
      line: 'heddle simulate --experiments experiments.json --goal best=36% --effect bestFirst/best=+10% --decide 20',
    },
  ],
  async run({ options }: Input, terminal: Terminal): Promise<ExitCode> {
    const refuse = (sentence: string): ExitCode => {
      terminal.note(`heddle simulate: ${sentence}`)
      return exitCode.usage
    }
    const path = textOf(options, 'experiments')
    const definitions = path === undefined ? undefined : await readDefinitions(path)
    const chosen = choose(definitions, textOf(options, 'experiment'))
    if (typeof chosen === 'string') return refuse(chosen)
    const { experiment, units } = chosen
    const read = readTruth(options, experiment, units)
    if (read.status === 'wrong') return refuse(read.sentence)
    const often = textOf(options, 'decide')
    if (often === undefined) return write(read.truth, textOf(options, 'log') ?? '', terminal)
    const repetitions = countOf(often)
    if (repetitions === undefined || repetitions < 1)
      return refuse(`--decide is a whole number above 0, got "${often}".`)
    if (!definitions || units === undefined)
      return refuse('--decide asks a plan, so name an experiment file that has one: --experiments FILE.')
    return decide(read.truth, repetitions, definitions, terminal)
  },
}

interface Chosen {
  readonly experiment: Experiment
  /** Of its plan. */
  readonly units?: number
}

/** The experiment that is meant, or a sentence on why none is. */
function choose(definitions: Definitions | undefined, key: string | undefined): Chosen | string {
  if (!definitions) return key === undefined ? { experiment: simulated } : { experiment: { ...simulated, key } }
  const { experiments } = definitions.file
  const known = experiments.map((one) => one.key).join(', ')
  const [found, ...others] = experiments.filter((one) => key === undefined || one.key === key)
  if (!found) return `--experiment: there is no "${key}" in the file. It has: ${known}.`
  if (others.length > 0) return `The file has several experiments, so name one with --experiment: ${known}.`
  const { plan, apply: _apply, ...experiment } = found
  const units = typeof plan === 'object' && plan !== null && 'units' in plan ? Number(plan.units) : undefined
  return { experiment, ...(units === undefined ? {} : { units }) }
}

const fileName = 'events.ndjson'

/** Never over a log that is there. */
async function write(truth: Truth, folder: string, terminal: Terminal): Promise<ExitCode> {
  const path = join(folder, fileName)
  await mkdir(folder, { recursive: true })
  const file = createWriteStream(path, { flags: 'wx' })
  try {
    await once(file, 'open')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
    terminal.note(
      `heddle simulate: ${path} is there already; a log is never written over. Name another folder with --log.`,
    )
    return exitCode.failed
  }
  let lines = 0
  let exposed = 0
  try {
    for (const line of simulatedLines(truth)) {
      lines++
      if (line.type === 'exposure') exposed++
      if (lines % 10_000 === 0) terminal.progress?.show(`${formatCount(lines)} lines written`)
      if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain')
    }
    file.end()
    await once(file, 'finish')
  } finally {
    terminal.progress?.clear()
  }
  terminal.write(`${path}\n`)
  const said = `${plural(lines, formatCount(lines), 'line')} of ${plural(exposed, formatCount(exposed), 'exposed visitor')}`
  terminal.note(`${said}, seed ${truth.seed}. The truth: ${truthText(truth)}.`)
  return exitCode.done
}

function truthText({ effects }: Truth): string {
  const texts = [...effects].flatMap(([variant, own]) =>
    [...own].map(
      ([name, effect]) => `${variant} ${effect < 0 ? '' : '+'}${Number((effect * 100).toPrecision(6))} % of ${name}`,
    ),
  )
  return texts.join(', ') || 'the variants are alike'
}

async function decide(
  truth: Truth,
  repetitions: number,
  definitions: Definitions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { file, metrics } = definitions
  const counts = await decideOften(
    truth,
    repetitions,
    { experiments: file, ...(metrics ? { metrics } : {}) },
    terminal.progress,
  )
  const columns = [
    { head: 'decision', align: 'left' },
    { head: 'experiments', align: 'right' },
    { head: 'share', align: 'right' },
    { head: 'standard error', align: 'right' },
  ] as const
  const rows = counts.map(({ decision, experiments }) => {
    const share = experiments / repetitions
    const error = Math.sqrt((share * (1 - share)) / repetitions)
    return [decision, formatCount(experiments), formatShare(share, 0), formatShare(error, 1)]
  })
  terminal.write(`${fittedLines(textTable(columns, rows), terminal.screen).join('\n')}\n`)
  const visitors = plural(truth.visitors, formatCount(truth.visitors), 'visitor')
  terminal.note(`${visitors} each, decided once, when all are there. The truth: ${truthText(truth)}.`)
  return exitCode.done
}
