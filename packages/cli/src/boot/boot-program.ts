/**
 * Writes the program that becomes the boot script: which parts of the client it needs, and the experiments as data. Pure.
 */
import { type Apply, type Experiment, selectorOf } from '@heddle/events'
import { defineExperiment } from 'heddle'
import { changeNamed } from 'heddle/boot'

/** An experiment of a file, or one that code has defined. */
export type BootableExperiment = Experiment & { readonly apply?: Apply }

type Applied = Experiment & { readonly apply: Apply }

/**
 * @param limitMs how long an element may stay hidden
 * @throws TypeError or RangeError that names the experiment and what to do
 */
export function bootProgram(experiments: readonly BootableExperiment[], limitMs: number, declined?: string): string {
  const applied = experiments.filter((experiment): experiment is Applied => experiment.apply !== undefined)
  if (!applied.length) throw new TypeError('No experiment in the file says with "apply" where and how it is applied.')
  for (const experiment of applied) check(experiment)
  const rule = applied.some(({ layer, audience }) => layer || audience) ? 'judge' : 'deal'
  return [
    "import * as heddle from 'heddle/boot'",
    `heddle.boot([${applied.map(experimentText).join(',')}], heddle.${rule}, ${limitMs}${declined ? `, ${declinedText(declined)}` : ''})`,
  ].join('\n')
}

function check({ key, variants, apply, ...options }: Applied): void {
  defineExperiment(key, variants, options)
  if (typeof options.audience === 'function') {
    throw new TypeError(`Experiment "${key}": its audience is a function, which only code can ask; say it as data.`)
  }
  try {
    changeNamed(apply.change).check?.(Object.values(variants), apply.seen)
  } catch (cause) {
    throw new TypeError(`Experiment "${key}": ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

/** Only what the boot script reads. */
function experimentText(experiment: Applied): string {
  const { key, variants, weights, traffic, layer, audience, revision, apply } = experiment
  const data = JSON.stringify({ key, variants, weights, traffic, layer, audience, revision })
  return `{${data.slice(1, -1)},apply:{selector:${JSON.stringify(selectorOf(experiment))},change:${changeText(apply.change, Object.values(variants))}}}`
}

/** A site whose storage is closed to us may have been declined. */
const declinedText = (expression: string) => `() => { try { return ${expression} } catch { return true } }`

/** Where there is but one language, the part of `relabel` that knows them is left out. */
function changeText(change: string | readonly string[], values: readonly unknown[]): string {
  if (change === 'relabel' && values.every((value) => typeof value === 'string')) return 'heddle.setText'
  if (typeof change === 'string') return `heddle.${change}`
  return `heddle.all(${change.map((name, i) => changeText(name, values.map(nth(i)))).join(', ')})`
}

const nth = (i: number) => (value: unknown) => (Array.isArray(value) ? value[i] : undefined)
