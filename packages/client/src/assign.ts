/**
 * Computes a unit's variant. Pure: a server, a worker, a simulator and the page all get the same answer.
 */
import type { Attributes, Experiment, Variants } from '@heddle/events'
import type { Assignment, AssignOptions, Exclusion, Sticky } from './assignment.js'
import { placeInExperiment, placeInLayer } from './hash.js'

/**
 * @param unit the id of what is randomised; empty or missing excludes
 * @param attributes what the audience is judged by
 * @param options `sticky` is the choice made under an earlier allocation; it holds against new weights and traffic
 * @returns the variant and its value, or control with the reason why the unit is not part of the experiment
 */
export function assign<V extends Variants>(
  experiment: Experiment<V>,
  unit: string | null | undefined,
  attributes: Attributes = {},
  { sticky }: AssignOptions = {},
): Assignment<V> {
  const { variants, layer, audience } = experiment
  if (!unit) return excluded(variants, 'no-unit')
  if (!isIn(audience, attributes)) return excluded(variants, 'audience')
  if (layer && !isWithin(placeInLayer(layer.name, unit), layer.from, layer.to)) return excluded(variants, 'layer')
  return deal(experiment, unit, sticky)
}

/** The part of the rule that every experiment needs: which variant the unit's place falls to. */
export function deal<V extends Variants>(
  experiment: Experiment<V>,
  unit: string,
  sticky: Sticky | undefined,
): Assignment<V> {
  const { variants, traffic = 1, revision } = experiment
  const weights: { readonly [name: string]: number | undefined } = experiment.weights ?? {}
  let chosen = sticky && sticky.variant in variants ? sticky : undefined
  let total = 0
  for (const variant in variants) total += weights[variant] ?? 1
  let start = 0
  for (const variant in variants) {
    // Rounded, so that weights which add up to 1 stay as they are, to the last bit, as in GrowthBook.
    const share = (weights[variant] ?? 1) / +total.toFixed(9)
    if (isWithin(placeInExperiment(experiment.key, unit), start, start + traffic * share))
      chosen ??= { variant, revision }
    start += share
  }
  return chosen
    ? ({ ...chosen, value: variants[chosen.variant], status: 'assigned' } as Assignment<V>)
    : excluded(variants, 'traffic')
}

/** Control, and why the unit is not part of the experiment. */
export function excluded<V extends Variants>(variants: V, reason: Exclusion): Assignment<V> {
  return { variant: 'control', value: variants.control, status: 'excluded', reason }
}

const isWithin = (place: number, from: number, to: number) => place >= from && place < to

function isIn(audience: Experiment['audience'], attributes: Attributes): boolean {
  if (typeof audience === 'function') return audience(attributes)
  for (const name in audience) if (!audience[name]?.some((value) => value === attributes[name])) return false
  return true
}
