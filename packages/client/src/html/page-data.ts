/**
 * Reads what the page says it tests and records, and leaves out what is wrong, with a sentence in the console for each.
 */
import { type Apply, decodeExperimentFile, isObject, selectorOf } from '@heddle/events'
import type { ApplyOptions } from '../apply-variant.js'
import type { Definition } from '../assignment.js'
import type { Change } from '../change.js'
import { changeNamed } from '../changes.js'
import { defineExperiment } from '../define-experiment.js'
import { complain, sentenceOf } from './complain.js'
import { checkValue } from './value-shapes.js'

export interface PageExperiment {
  readonly definition: Definition
  /** Nothing where the page's own code exposes it. */
  readonly place: Place | undefined
}

export interface Place {
  readonly selector: string
  readonly change: Change<unknown>
  readonly options: ApplyOptions
}

export interface PageData {
  readonly experiments: readonly PageExperiment[]
  readonly goals: readonly string[]
}

export const dataSelector = 'script[data-heddle-experiments]'

/** All data blocks of the page taken together. */
export function readPage(): PageData {
  const experiments = new Map<string, PageExperiment>()
  const goals = new Set<string>()
  for (const block of document.querySelectorAll(dataSelector)) {
    const data = attempt('The data in <script data-heddle-experiments>', () => listsIn(block.textContent))
    for (const goal of data?.goals ?? []) goals.add(goal)
    for (const [index, entry] of data?.experiments.entries() ?? []) {
      attempt(nameOf(entry, index), () => {
        const experiment = read(entry)
        if (experiments.has(experiment.definition.key))
          throw new Error('It is there twice; give one of them another key.')
        experiments.set(experiment.definition.key, experiment)
      })
    }
  }
  return { experiments: [...experiments.values()], goals: [...goals] }
}

/** The lists; each experiment is judged by itself, later. */
function listsIn(text: string | null) {
  const input: unknown = JSON.parse(text ?? '')
  const experiments: unknown = isObject(input) ? input.experiments : undefined
  if (!isObject(input) || !Array.isArray(experiments)) return decodeExperimentFile(input) // Throws, and knows why.
  const { goals } = decodeExperimentFile({ ...input, experiments: [] })
  return { goals, experiments: experiments as readonly unknown[] }
}

function read(entry: unknown): PageExperiment {
  const [experiment] = decodeExperimentFile({ experiments: [entry] }).experiments
  if (!experiment) throw new Error('It is empty.')
  const { key, variants, apply, ...options } = experiment
  const definition = defineExperiment(key, variants, options)
  return { definition, place: apply && placeOf(selectorOf(experiment), apply, Object.values(variants)) }
}

function placeOf(selector: string, { change: names, seen, ratio, dwellMs }: Apply, values: readonly unknown[]): Place {
  const change = changeNamed(names)
  for (const value of values) checkValue(names, value)
  change.check?.(values, seen)
  for (const given of [selector, seen]) if (given) document.querySelector(given) // Throws where it is no selector.
  const options = {
    ...(seen && { seen }),
    ...(ratio !== undefined && { ratio }),
    ...(dwellMs !== undefined && { dwellMs }),
  }
  return { selector, change, options }
}

const nameOf = (entry: unknown, index: number) =>
  isObject(entry) && typeof entry.key === 'string'
    ? `Experiment "${entry.key}"`
    : `The experiment at place ${index + 1}`

/** What the act returns; undefined where it throws, and the console says of whom and why. */
function attempt<Result>(subject: string, act: () => Result): Result | undefined {
  try {
    return act()
  } catch (cause) {
    const sentence = sentenceOf(cause)
    complain(sentence.includes(subject) ? sentence : `${subject}: ${sentence}`)
    return undefined
  }
}
