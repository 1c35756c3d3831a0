/** What a plan needs to know of a metric, from units that were measured before. */
import { checkMoments } from '../check.js'
import { estimateOf as meanOf } from '../means.js'
import type { Moments } from '../moments/moments.js'
import type { PairMoments } from '../moments/pair-moments.js'
import { estimateOf as ratioOf } from '../ratios.js'

/**
 * Baseline and deviation of a mean, or of a ratio Σy ÷ Σx, where the deviation is that of (y − ratio · x) ÷ mean of x.
 *
 * @throws RangeError if there are fewer than two units, no denominator, or the moments are not those of any data
 * @see Deng, Knoblich & Lu (2018), Applying the delta method in metric analytics
 * @example sampleSize({ ...pilot(momentsOf([3, 0, 5, 2])), lift: 0.05 })
 */
export function pilot(moments: Moments | PairMoments): { readonly baseline: number; readonly deviation: number } {
  checkMoments('the pilot', moments)
  if (moments.n < 2) throw new RangeError(`A pilot needs two units to show how much they differ, got ${moments.n}.`)
  if ('meanX' in moments && moments.meanX === 0) throw new RangeError('The denominators of the pilot add up to zero.')
  const { n, value, variance } = 'meanX' in moments ? ratioOf(moments) : meanOf(moments)
  return { baseline: value, deviation: Math.sqrt(variance * n) }
}
