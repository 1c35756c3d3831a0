/** One look, when the planned units are there: the classical test. */
import { checkAbove } from '../check.js'
import { judgeOnce } from './judge-once.js'
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
    judge(evidence) {
      const judgement = judgeOnce(evidence)
      const { n } = evidence
      if (n >= plannedUnits) return judgement
      const warning = `${n} of ${plannedUnits} planned units are there; nothing is decided before all are.`
      return { ...judgement, decides: false, warnings: [warning] }
    },
  }
}
