/**
 * Asks the real GrowthBook SDK what it gives to a unit: the oracle that `assign` is held against.
 * Experiments are in Heddle's words here: `weights` one for each variant, adding up to 1; `traffic`; `layer`.
 */
import { GrowthBook } from '@growthbook/growthbook'

/**
 * @param {{
 *   key: string, variants: readonly string[], weights?: readonly number[], traffic?: number,
 *   layer?: { name: string, from: number, to: number },
 * }} experiment
 * @param {string} unit
 * @returns {{ variant: string | undefined, place: number | undefined }} no variant where the unit is left out
 */
export function askGrowthBook({ key, variants, weights, traffic = 1, layer }, unit) {
  const { inExperiment, value, bucket } = new GrowthBook({ attributes: { id: unit } }).run({
    key,
    variations: [...variants],
    coverage: traffic,
    hashVersion: 2,
    ...(weights && { weights: [...weights] }),
    ...(layer && { namespace: [layer.name, layer.from, layer.to] }),
  })
  return { variant: inExperiment ? value : undefined, place: bucket }
}
