/** Which of several variants is likely the best. Deterministic: the same counts give the same chances. */
import type { Count } from '../proportions/score.js'
import { integrate } from './integrate.js'
import { type BetaPrior, betaPosterior, checkedPrior, normalPosterior, type Posterior } from './posterior.js'

/** A variant's value and how sure it is. */
export interface NormalArm {
  readonly value: number
  /** Squared standard error of the value, above 0. */
  readonly variance: number
}

/** Options of {@link chancesBest}. */
export interface BestOptions {
  /** Which values are good; default `up`. */
  readonly good?: 'up' | 'down'
  /** For counts: what was known of a rate before; default alpha 1 and beta 1. */
  readonly prior?: BetaPrior
}

const mostArms = 10

/**
 * Chance of each variant to be the best one, by quadrature over ∫ f(x) ∏ F(x). They add up to 1.
 *
 * @param arms two to ten variants by name, all with counts or all with values and variances
 * @throws RangeError if there are fewer or more, a count or variance is impossible, or the prior is not proper
 * @see Scott (2010), A modern Bayesian look at the multi-armed bandit
 * @example chancesBest({ control: { n: 100, successes: 10 }, trial: { n: 100, successes: 17 } })
 */
export function chancesBest<Name extends string>(
  arms: Readonly<Record<Name, Count>> | Readonly<Record<Name, NormalArm>>,
  { good = 'up', prior = { alpha: 1, beta: 1 } }: BestOptions = {},
): Record<Name, number> {
  const named = Object.entries<Count | NormalArm>(arms)
  if (named.length < 2 || named.length > mostArms) {
    throw new RangeError(`There must be 2 to ${mostArms} variants, got ${named.length}.`)
  }
  checkedPrior(prior)
  const posteriors = named.map(([name, arm]): Posterior => {
    if ('successes' in arm) return betaPosterior(name, arm, prior)
    if (!Number.isFinite(arm.value)) throw new RangeError(`value of ${name} cannot be ${arm.value}.`)
    return normalPosterior(name, arm.value, Math.sqrt(arm.variance))
  })
  const breaks = posteriors.flatMap((posterior) => posterior.breaks)
  const chances = posteriors.map((posterior, at) => {
    const others = posteriors.filter((_, other) => other !== at)
    const beaten = (x: number) =>
      others.reduce(
        (product, other) => product && product * (good === 'up' ? other.below(x) : other.above(x)),
        posterior.density(x),
      )
    return integrate(beaten, breaks)
  })
  const total = chances.reduce((sum, chance) => sum + chance, 0) // 1 but for the error of the quadrature.
  return Object.fromEntries(named.map(([name], at) => [name, (chances[at] ?? 0) / total])) as Record<Name, number>
}
