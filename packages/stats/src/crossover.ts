/** Whether units were seen in more than one variant. They belong to none, and many of them say that the split leaks. */
import { checkCount, checkProbability } from './check.js'
import { type SampleRatio, sampleRatio } from './sample-ratio.js'

export type Crossover =
  | {
      readonly status: 'ok'
      /** `too-many` when the share is above the limit. */
      readonly verdict: 'acceptable' | 'too-many'
      /** Units that were seen in more than one variant. */
      readonly count: number
      /** Their share of all units, from 0 to 1. */
      readonly share: number
      /** Whether they started in the variants as the weights would give. If not, one variant makes units cross. */
      readonly spread: SampleRatio
    }
  | { readonly status: 'undefined'; readonly reason: string }

/**
 * Counts the units that crossed. A few come from shared devices and cleared storage and are spread as the weights are;
 * leaving them out does no harm then. Crossing that depends on the variant biases what remains.
 *
 * @param input.units all units of the experiment, with those that crossed
 * @param input.crossed units that crossed, by the variant that each was seen in first
 * @param input.weights planned shares, relative to each other
 * @param input.limit acceptable share, from 0 to 1; default 0.01
 * @throws RangeError if a count is not a whole number, more units crossed than there are, or a weight or the limit is
 * out of range
 * @example crossover({ units: 2000, crossed: { control: 3, trial: 4 }, weights: { control: 1, trial: 1 } })
 */
export function crossover(input: {
  readonly units: number
  readonly crossed: Readonly<Record<string, number>>
  readonly weights: Readonly<Record<string, number>>
  readonly limit?: number
}): Crossover {
  const { units, crossed, weights, limit = 0.01 } = input
  checkCount('units', units)
  checkProbability(limit)
  const spread = sampleRatio({ observed: crossed, weights })
  const count = Object.values(crossed).reduce((sum, one) => sum + one, 0)
  if (count > units) throw new RangeError(`${count} units crossed, but units are only ${units}; count each unit once.`)
  if (units === 0) return { status: 'undefined', reason: 'There are no units.' }
  const share = count / units
  return { status: 'ok', verdict: share > limit ? 'too-many' : 'acceptable', count, share, spread }
}
