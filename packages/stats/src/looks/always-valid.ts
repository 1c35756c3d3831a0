/** Looks as often as anybody likes: p-value and interval hold at all of them together. */
import { checkAbove } from '../check.js'
import { findPositiveRoot } from '../find-root.js'
import type { Look } from './look.js'

const leastUnits = 100

/**
 * An asymptotic confidence sequence for the difference, with the p-value of the martingale behind it. However often
 * and for whatever reason one looks, the chance that any look excludes the true value is at most about alpha; that
 * holds after the planned units as well.
 *
 * - The interval is estimate ± critical · standard error, with critical² = (1 + 1/r) (ln(1 + r) + 2 ln(1/alpha)). The
 *   source has a running mean of t values with deviation σ, and r = t ρ². Here t is the number of units in both
 *   variants and σ² the squared standard error of the difference times t, which is constant while the shares of the
 *   variants are; so they must not be changed on the way.
 * - r is such that the interval is narrowest, for this alpha, when the planned units are there.
 * - It is asymptotic: below 100 units nothing is decided.
 * - p = min(1, 1/e) for e = exp(r z² / (2 (1 + r))) / √(1 + r), the mean of likelihood ratios over effects from
 *   a normal distribution around zero. It is at most alpha exactly when zero is excluded.
 *
 * @param options `plannedUnits` in both variants together; `completeWindows: false` says that for some units the
 *   metric's window is still open, so that the same unit's value may change between looks
 * @throws RangeError if plannedUnits is not above 0
 * @see Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2021), Time-uniform central limit theory and asymptotic
 *   confidence sequences, arXiv 2103.06476, equation 9 and the appendix on tuning ρ
 * @see Robbins (1970), Statistical methods related to the law of the iterated logarithm (the mixture)
 * @example compareMeans(control, trial, { look: alwaysValid({ plannedUnits: 20_000 }) })
 */
export function alwaysValid({
  plannedUnits,
  completeWindows = true,
}: {
  readonly plannedUnits: number
  readonly completeWindows?: boolean | undefined
}): Look {
  checkAbove('plannedUnits', plannedUnits)
  return {
    name: completeWindows ? 'always valid' : 'always valid, approximate',
    judge({ statistic, n, alpha }) {
      const r = (narrowest(alpha) * n) / plannedUnits
      const warnings: string[] = []
      if (n < leastUnits) warnings.push(`${n} units are too few for an always-valid answer; it takes ${leastUnits}.`)
      if (!completeWindows)
        warnings.push('Values of units with an open window may still change, so the always-valid level is approximate.')
      return {
        critical: Math.sqrt((1 + 1 / r) * (Math.log1p(r) - 2 * Math.log(alpha))),
        logPValue: Math.min(Math.log1p(r) / 2 - (statistic * (r / (1 + r)) * statistic) / 2, 0),
        decides: n >= leastUnits,
        warnings,
      }
    },
  }
}

/**
 * The r at which the critical value is least: r = ln(1 + r) + 2 ln(1/alpha), so that critical² = 1 + r.
 * In terms of Lambert's function, 1 + r = −W₋₁(−alpha²/e).
 */
export function narrowest(alpha: number): number {
  const logs = -2 * Math.log(alpha)
  return findPositiveRoot((r) => r - Math.log1p(r) - logs, logs + Math.log1p(logs))
}
