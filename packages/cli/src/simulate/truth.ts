/**
 * What is to be true of a simulated experiment, from the words of a command line. Pure.
 */
import type { Experiment } from '@heddle/events'
import { listOf, type Options, textOf } from '../command.js'
import { countOf, numberOf, shareOf } from '../read-number.js'
import type { SimulatedGoal, Truth } from './visitors.js'

export type ReadTruth =
  | { readonly status: 'truth'; readonly truth: Truth }
  | { readonly status: 'wrong'; readonly sentence: string }

/** Where nobody names an experiment. */
export const simulated: Experiment = { key: 'simulated', variants: { control: 0, treatment: 1 } }

class Wrong extends Error {}

/** @param units that a plan speaks of, for whoever says no number of visitors */
export function readTruth(options: Options, experiment: Experiment, units?: number): ReadTruth {
  try {
    const goals = listOf(options, 'goal').map(readGoal)
    const vitals = new Map(listOf(options, 'vital').map(readVital))
    const named = [...goals.map(({ goal }) => goal), ...vitals.keys()]
    for (const { goal, after } of goals) {
      const place = goals.findIndex((one) => one.goal === after)
      if (after !== undefined && !(place >= 0 && place < goals.findIndex((one) => one.goal === goal))) {
        throw new Wrong(`--goal ${goal} comes after "${after}", so give --goal ${after}=… before it.`)
      }
    }
    if (goals.length === 0) throw new Wrong('Say what visitors do, such as --goal best=36% --goal order=best:30%.')
    const variants = Object.keys(experiment.variants)
    return {
      status: 'truth',
      truth: {
        experiment,
        visitors: readCount(options, 'visitors') ?? units ?? 10_000,
        days: readCount(options, 'days') ?? 14,
        seed: readCount(options, 'seed') ?? 1,
        ...{ goals, vitals },
        effects: readEffects(listOf(options, 'effect'), variants, named),
        attributes: new Map(listOf(options, 'attribute').map(readAttribute)),
        losses: readLosses(listOf(options, 'loss'), variants),
      },
    }
  } catch (cause) {
    if (cause instanceof Wrong) return { status: 'wrong', sentence: cause.message }
    throw cause
  }
}

function readCount(options: Options, name: string): number | undefined {
  const text = textOf(options, name)
  if (text === undefined) return undefined
  const count = countOf(text)
  if (count !== undefined && (count > 0 || name === 'seed')) return count
  throw new Wrong(`--${name} is a whole number above 0, got "${text}".`)
}

/** `best=36%`, `order=best:30%`, `order=best:30%@50` */
function readGoal(text: string): SimulatedGoal {
  const [, goal = '', after, share = '', worth] = /^([^=]+)=(?:([^:@]+):)?([^@:]+)(?:@(.+))?$/s.exec(text) ?? []
  const chance = shareOf(share)
  const mean = worth === undefined ? undefined : numberOf(worth)
  if (chance === undefined || chance < 0 || chance > 1 || (worth !== undefined && !(Number(mean) > 0))) {
    throw new Wrong(
      `--goal is a goal with its chance in the control, such as best=36%; of those who reached another, order=best:30%; with a mean value, order=best:30%@50. Got "${text}".`,
    )
  }
  return {
    goal: goal.trim(),
    chance,
    ...(after === undefined ? {} : { after: after.trim() }),
    ...(mean === undefined ? {} : { worth: mean }),
  }
}

function readVital(text: string): [string, number] {
  const [, name = '', median = ''] = /^(LCP|INP|CLS|FCP|TTFB)=(.+)$/s.exec(text) ?? []
  const value = numberOf(median)
  if (value !== undefined && value > 0) return [name, value]
  throw new Wrong(
    `--vital is a speed with its median in the control, such as LCP=2400 (LCP, INP, CLS, FCP, TTFB); got "${text}".`,
  )
}

/** `bestFirst/best=+14%` */
function readEffects(
  texts: readonly string[],
  variants: readonly string[],
  named: readonly string[],
): Truth['effects'] {
  const effects = new Map<string, Map<string, number>>()
  for (const text of texts) {
    const [, variant = '', name = '', share = ''] = /^([^/]+)\/([^=]+)=(.+)$/s.exec(text) ?? []
    const effect = shareOf(share)
    if (effect === undefined || effect < -1) {
      throw new Wrong(`--effect is a variant, a goal or vital and a lift, such as bestFirst/best=+14%; got "${text}".`)
    }
    if (!variants.includes(variant))
      throw new Wrong(`--effect: "${variant}" is no variant. There is: ${variants.join(', ')}.`)
    if (!named.includes(name))
      throw new Wrong(`--effect: "${name}" is no --goal or --vital. There is: ${named.join(', ')}.`)
    const own = effects.get(variant) ?? new Map<string, number>()
    effects.set(variant, own.set(name, effect))
  }
  return effects
}

/** `language=en:60,ar:40` */
function readAttribute(text: string): [string, Map<string, number>] {
  const [, name = '', list = ''] = /^([^=]+)=(.+)$/s.exec(text) ?? []
  const values = list.split(',').map((part) => part.split(':').map((one) => one.trim()))
  const weights = values.map(([value = '', weight = '1']) => [value, numberOf(weight)] as const)
  if (name === '' || weights.some(([value, weight]) => value === '' || weight === undefined || weight < 0)) {
    throw new Wrong(`--attribute is a name with values and their weights, such as language=en:60,ar:40; got "${text}".`)
  }
  return [name.trim(), new Map(weights.map(([value, weight]) => [value, weight ?? 0]))]
}

/** `1%` of all events, or `bestFirst=5%` */
function readLosses(texts: readonly string[], variants: readonly string[]): Truth['losses'] {
  const losses = new Map<string, number>()
  for (const text of texts) {
    const [, variant, share = ''] = /^(?:([^=]+)=)?(.+)$/s.exec(text) ?? []
    const loss = shareOf(share)
    if (loss === undefined || loss < 0 || loss > 1) {
      throw new Wrong(`--loss is a share of events, such as 1%, or of a variant, such as bestFirst=5%; got "${text}".`)
    }
    if (variant !== undefined && !variants.includes(variant)) {
      throw new Wrong(`--loss: "${variant}" is no variant. There is: ${variants.join(', ')}.`)
    }
    for (const one of variant === undefined ? variants : [variant]) losses.set(one, loss)
  }
  return losses
}
