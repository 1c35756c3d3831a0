/**
 * The experiment file: the same definitions as in code, as JSON, for pages without a build step and for the analysis.
 * Checks what everybody relies on; what a metric means is the analysis's business. The whole form is `schema/experiments.schema.json`.
 */

import type { Audience, Experiment, Layer } from './experiment.js'
import { isObject } from './is-object.js'

/** A metric as data; the analysis knows the kinds. */
export interface MetricSpec {
  readonly kind: string
  readonly [field: string]: unknown
}

/** Where and how the variant is put on the page. */
export interface Apply {
  /** Default: the elements marked `data-heddle` with the experiment's key. */
  readonly selector?: string
  /** The name of a change, or a list of names: then each variant's value is a list too. */
  readonly change: string | readonly string[]
  /** Selector of what must be seen in place of the changed element. */
  readonly seen?: string
  /** Share of it that must show; default 0.5. */
  readonly ratio?: number
  /** For how long, in ms; default 0. */
  readonly dwellMs?: number
}

/** An experiment whose audience is data. */
export type FileExperiment = Omit<Experiment, 'audience'> & {
  readonly audience?: Audience
  readonly apply?: Apply
  /** Not checked here, since pages read the file too and need none of it: `decodePlan` does. */
  readonly plan?: unknown
}

/** The element that an experiment of the file is applied to, as a CSS selector. */
export const selectorOf = ({ key, apply }: { readonly key: string; readonly apply?: Apply }): string =>
  apply?.selector ?? `[data-heddle~=${JSON.stringify(key)}]`

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
  const { variants, weights = {}, traffic = 1, layer, audience, apply } = input
  if (!isObject(variants) || !Object.hasOwn(variants, 'control')) throw wrong('"variants" names at least "control"')
  if (!isObject(weights)) throw wrong('"weights" names variants and their weights')
  for (const [name, weight] of Object.entries(weights)) {
    if (!Object.hasOwn(variants, name)) throw wrong(`weight for "${name}", which is no variant`)
    if (!(Number.isFinite(weight) && Number(weight) >= 0)) throw wrong(`the weight of "${name}" is a number from 0`)
  }
  if (!isShare(traffic)) throw wrong('"traffic" is a share from 0 to 1')
  if (layer !== undefined && !isLayer(layer)) throw wrong('"layer" has a name and shares "from" and "to", 0 to 1')
  if (audience !== undefined && !isAudience(audience)) throw wrong('"audience" lists values for each attribute named')
  if (apply !== undefined && !isApply(apply)) {
    throw wrong(
      '"apply" has a "change", the name of one or a list of names; texts "selector" and "seen"; a "ratio" from 0 to 1; "dwellMs" from 0',
    )
  }
  return input as unknown as FileExperiment
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string')

const isShare = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1

const isLayer = (value: unknown): value is Layer =>
  isObject(value) && typeof value.name === 'string' && isShare(value.from) && isShare(value.to)

const isAudience = (value: unknown): value is Audience => isObject(value) && Object.values(value).every(Array.isArray)

const isApply = (value: unknown): value is Apply =>
  isObject(value) &&
  (typeof value.change === 'string' || (isTexts(value.change) && value.change.length > 0)) &&
  [value.selector, value.seen].every((field) => field === undefined || (typeof field === 'string' && field !== '')) &&
  (value.ratio === undefined || isShare(value.ratio)) &&
  (value.dwellMs === undefined || (typeof value.dwellMs === 'number' && value.dwellMs >= 0))

const isMetrics = (value: unknown): value is { readonly [name: string]: MetricSpec } =>
  isObject(value) && Object.values(value).every((entry) => isObject(entry) && typeof entry.kind === 'string')
