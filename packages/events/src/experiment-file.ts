/**
 * The experiment file: the same definitions as in code, as JSON, for pages without a build step and for the analysis.
 * Checks what everybody relies on; what a metric means is the analysis's business. The whole form is `schema/experiments.schema.json`.
 */

import type { Audience, Experiment } from './experiment.js'
import { isObject } from './is-object.js'

/** A metric as data; the analysis knows the kinds. */
export interface MetricSpec {
  readonly kind: string
  readonly [field: string]: unknown
}

/** An experiment whose audience is data. */
export type FileExperiment = Omit<Experiment, 'audience'> & { readonly audience?: Audience }

export interface ExperimentFile {
  readonly experiments: readonly FileExperiment[]
  readonly goals: readonly string[]
  readonly metrics: { readonly [name: string]: MetricSpec }
}

/**
 * @param input the parsed file
 * @throws TypeError that names the experiment, what was wrong and what to do
 */
export function decodeExperimentFile(input: unknown): ExperimentFile {
  if (!isObject(input)) throw new TypeError('An experiment file is a JSON object with a list "experiments".')
  const { experiments, goals = [], metrics = {} } = input
  if (!Array.isArray(experiments)) throw new TypeError('The experiment file has no list "experiments".')
  if (!isTexts(goals)) throw new TypeError('"goals" in the experiment file is a list of texts.')
  if (!isMetrics(metrics)) throw new TypeError('"metrics" in the experiment file names objects with a "kind".')
  return { experiments: experiments.map(checked), goals, metrics }
}

function checked(input: unknown): FileExperiment {
  if (!isObject(input) || typeof input.key !== 'string') {
    throw new TypeError('Each experiment in the file is an object with a text "key".')
  }
  const wrong = (what: string) => new TypeError(`Experiment "${input.key}" in the file: ${what}.`)
  if (!isObject(input.variants) || !('control' in input.variants)) throw wrong('"variants" names at least "control"')
  for (const [name, weight] of Object.entries(isObject(input.weights) ? input.weights : {})) {
    if (!(name in input.variants)) throw wrong(`weight for "${name}", which is no variant`)
    if (!(typeof weight === 'number' && weight >= 0)) throw wrong(`the weight of "${name}" is a number from 0`)
  }
  return input as unknown as FileExperiment
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string')

const isMetrics = (value: unknown): value is { readonly [name: string]: MetricSpec } =>
  isObject(value) && Object.values(value).every((entry) => isObject(entry) && typeof entry.kind === 'string')
