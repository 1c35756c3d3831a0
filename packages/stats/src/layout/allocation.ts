/** How to share traffic among variants while they are still being compared. */
import { type BestOptions, chancesBest, type NormalArm } from '../bayes/best.js'
import type { Count } from '../proportions/score.js'

/** Options of {@link allocation}. */
export interface AllocationOptions extends BestOptions {
  /**
   * Share that every variant keeps, whatever its chances; default 0.01. It is added, not cut off at: the rest,
   * 1 − variants × floor, is shared out, so a variant's share still tells its chance.
   */
  readonly floor?: number
}

const grains = 2 ** 32 // Shares are whole multiples of 1 / grains, which doubles add without rounding.

/**
 * Shares of Thompson sampling: each variant gets its chance to be the best one, and the floor. They add up to exactly 1
 * in any order. A lift from traffic that was shifted this way needs to know the shares of its time: units of different
 * weeks are not comparable.
 *
 * @param arms two to ten variants by name, all with counts or all with values and variances
 * @throws RangeError if the floors of all add up to more than 1, or {@link chancesBest} refuses the rest
 * @see Thompson (1933), On the likelihood that one unknown probability exceeds another; Scott (2010)
 * @example allocation({ control: { n: 100, successes: 10 }, trial: { n: 100, successes: 17 } }, { floor: 0.1 })
 */
export function allocation<Name extends string>(
  arms: Readonly<Record<Name, Count>> | Readonly<Record<Name, NormalArm>>,
  { floor = 0.01, ...options }: AllocationOptions = {},
): Record<Name, number> {
  const chances = Object.entries<number>(chancesBest(arms, options))
  const rest = 1 - chances.length * floor
  if (!(floor >= 0 && rest >= 0)) {
    throw new RangeError(`floor must be from 0 to 1 / ${chances.length}, the number of variants; got ${floor}.`)
  }
  const parts = chances.map(([name, chance]) => ({ name, grains: Math.floor((floor + rest * chance) * grains) }))
  const left = grains - parts.reduce((sum, part) => sum + part.grains, 0)
  const largest = parts.reduce((best, part) => (part.grains > best.grains ? part : best))
  return Object.fromEntries(
    parts.map((part) => [part.name, (part.grains + (part === largest ? left : 0)) / grains]),
  ) as Record<Name, number>
}
