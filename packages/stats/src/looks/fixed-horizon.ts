/** One look, when the planned units are there: the classical test. */
import { checkAbove } from '../check.js'
import { criticalValue, logTail } from '../distributions/statistic.js'
import { twoSided } from '../two-sided.js'
import type { Look } from './look.js'

/**
 * The usual p-value and interval, which hold for a single look. Before the planned units are there, both are shown and
 * nothing is decided: of twenty looks at 5 % each, one shows an effect that is not there in a quarter of experiments.
 *
 * @param options `plannedUnits` in both variants together; without it, any look decides
 * @throws RangeError if plannedUnits is not above 0
 * @example compareMeans(control, trial, { look: fixedHorizon({ plannedUnits: 20_000 }) })
 */
export function fixedHorizon({ plannedUnits = 0 }: { readonly plannedUnits?: number | undefined } = {}): Look {
  if (plannedUnits !== 0) checkAbove('plannedUnits', plannedUnits)
  return {
    name: 'fixed horizon',
    judge({ statistic, df, n, alpha }) {
      const decides = n >= plannedUnits
      return {
        critical: criticalValue(alpha / 2, df),
        logPValue: twoSided(logTail(Math.abs(statistic), df)).logPValue,
        decides,
        warnings: decides
          ? []
          : [`${n} of ${plannedUnits} planned units are there; nothing is decided before all are.`],
      }
    },
  }
}
