/**
 * Makes an experiment: a plain value that carries its types. Mistakes throw here, while the developer is looking.
 */
import type { Experiment, Variants } from '@heddle/events'
import { assign } from './assign.js'
import type { Definition } from './assignment.js'

export type ExperimentOptions<V extends Variants> = Omit<Experiment<V>, 'key' | 'variants'>

/**
 * Says what is tested.
 *
 * @param key names the experiment in events and reports; it also seeds the assignment, so a new key deals the units anew
 * @param variants the arms by name, `control` being the baseline, each with the value that the page receives
 * @param options `weights` are relative and 1 unless given; `traffic` is the share of units included, 0 to 1, default 1;
 * `layer` is a share of a named layer, so that experiments on disjoint shares exclude each other; `audience` is who may
 * take part; `revision` grows when weights or traffic change
 * @throws RangeError that names the experiment and what to do, if there is no key, no control, nothing to compare it with, a
 * variant's name that is a number, a weight for no variant, or a weight, a traffic or a layer out of range
 * @example defineExperiment('help-label', { control: 'Ticket', plain: 'Customer service' })
 */
export function defineExperiment<const V extends Variants>(
  key: string,
  variants: V,
  options: ExperimentOptions<V> = {},
): Definition<V> {
  const { weights = {} as { readonly [name: string]: number }, traffic = 1, layer = { from: 0, to: 1 } } = options
  const check = (holds: boolean, rule: string) => {
    if (!holds) throw new RangeError(`Experiment "${key}": ${rule}.`)
  }
  check(!!key, 'give it a key')
  check('control' in variants, 'name the baseline "control"')
  check(Object.keys(variants).length > 1, 'add a variant to compare "control" with')
  check(traffic >= 0 && traffic <= 1, `traffic is a share from 0 to 1, got ${traffic}`)
  check(
    layer.from >= 0 && layer.from < layer.to && layer.to <= 1,
    `a layer is from 0 to 1, got ${layer.from} to ${layer.to}`,
  )
  for (const name in { ...variants, ...weights }) {
    check(name in variants, `"${name}" has a weight and is no variant`)
    check(!(+name >= 0), `"${name}" is a number and loses its place; use a word`)
    const weight = weights[name] ?? 1
    check(weight >= 0, `the weight of "${name}" is 0 or more, got ${weight}`)
  }
  const experiment: Experiment<V> = { key, variants, ...options }
  return { ...experiment, assign: (...given) => assign(experiment, ...given) }
}
