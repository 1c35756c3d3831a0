/** A few looks, planned in advance, that share alpha between them. */
import { checkAbove, checkAlpha } from '../check.js'
import { normalLogSurvival, normalSurvival } from '../distributions/normal.js'
import { studentLogSurvival, studentUpperQuantile } from '../distributions/student.js'
import { findPositiveRoot } from '../find-root.js'
import { boundariesOf, crossing, logIncrements, pathsThrough } from './boundaries.js'
import type { Look } from './look.js'
import { type Spending, upperQuantileOfLog } from './spending.js'

export interface LookPlan {
  /**
   * When looks take place: how many, evenly spaced, or the fractions of the planned units, increasing up to 1. A look
   * that was taken at another time than planned belongs here with its true fraction.
   */
  readonly looks: number | readonly number[]
  /** How alpha is spent over them; default `obrien-fleming`. */
  readonly spending?: Spending | undefined
}

const leastApart = 0.005
const tolerance = 0.05
const farOut = 30
const widest = 1e100 // Its square is still a number; t with one degree of freedom gets far beyond.

/**
 * Two-sided bounds that spend alpha as planned, at the fractions of units that are really there.
 *
 * - A look within 5 % of the planned units after its time counts as that look and decides; before, and between looks,
 *   the numbers are a preview. After the planned units, the last look decides. Take each look once.
 * - Intervals are repeated confidence intervals: together they hold the true value at all looks with chance 1 − alpha.
 * - The p-value is the smallest alpha at which this look's bound is reached, which needs no earlier result, and is at
 *   most alpha exactly when the interval excludes zero.
 * - A t statistic is judged by the z that is as improbable.
 *
 * @param options `plannedUnits` in both variants together; the shares of the variants must not change on the way
 * @throws RangeError if plannedUnits is not above 0, or looks are not increasing fractions up to 1, 0.005 apart
 * @see Lan & DeMets (1983), Discrete sequential boundaries for clinical trials, Biometrika 70
 * @see Jennison & Turnbull (2000), Group Sequential Methods, ch. 7 (spending), ch. 9 (repeated intervals and p-values)
 * @example compareMeans(control, trial, { look: groupSequential({ plannedUnits: 20_000, looks: 4 }) })
 */
export function groupSequential({ plannedUnits, ...plan }: LookPlan & { readonly plannedUnits: number }): Look {
  checkAbove('plannedUnits', plannedUnits)
  const planned = fractionsOf(plan)
  const { spending = 'obrien-fleming' } = plan
  return {
    name: 'group sequential',
    judge({ statistic, df, n, alpha }) {
      const now = n / plannedUnits
      const taken = planned.filter((fraction) => fraction <= now * (1 + 1e-12))
      const due = taken.at(-1)
      const fractions = [...taken.slice(0, -1), now]
      const bound = boundariesOf(fractions, logIncrements(fractions, spending, Math.log(alpha))).at(-1) ?? 0
      const size = Math.abs(statistic)
      const z = df === undefined ? size : upperQuantileOfLog(studentLogSurvival(size, df))
      const decides = due !== undefined && (due === 1 || now <= due + tolerance)
      const asked = due === undefined ? `the first look is at ${planned[0]}` : `the last look was due at ${due}`
      return {
        critical: df === undefined ? bound : Math.min(studentUpperQuantile(normalSurvival(bound), df), widest),
        logPValue: logSmallestAlpha(z, fractions, spending),
        decides,
        warnings: decides ? [] : [`No look is planned at ${now.toFixed(3)} of the planned units; ${asked}.`],
      }
    },
  }
}

/**
 * The size of z at each look from which on it speaks of an effect.
 *
 * @param plan with `alpha` over all looks together; default 0.05
 * @throws RangeError if alpha is not between 0 and 1, or looks are not increasing fractions up to 1, 0.005 apart
 * @example groupSequentialBounds({ looks: 5 }) // 4.877, 3.357, 2.680, 2.290, 2.031
 */
export function groupSequentialBounds({ alpha = 0.05, ...plan }: LookPlan & { readonly alpha?: number }): number[] {
  checkAlpha(alpha)
  const fractions = fractionsOf(plan)
  return boundariesOf(fractions, logIncrements(fractions, plan.spending ?? 'obrien-fleming', Math.log(alpha)))
}

/** ln of the alpha at which the last of these looks just reaches z. */
function logSmallestAlpha(z: number, fractions: readonly number[], spending: Spending): number {
  const single = fractions.length === 1
  const now = fractions.at(-1) ?? 1
  const logIncrement = (logAlpha: number) => logIncrements(fractions, spending, logAlpha).at(-1) ?? -Infinity
  const excess = (y: number) => {
    const increments = logIncrements(fractions, spending, -y)
    const { paths } = pathsThrough(fractions, increments.slice(0, -1))
    return Math.log(2 * crossing(paths, now, z)) - (increments.at(-1) ?? 0)
  }
  // Counting paths that ended earlier, too: too large a p-value, but hardly so where it is tiny.
  const logTail = Math.LN2 + normalLogSurvival(z)
  const roughExcess = (y: number) => logTail - logIncrement(-y)
  const certain = roughExcess(0) >= 0
  if (certain && (single || excess(0) >= 0)) return 0
  const rough = certain ? 0.1 : findPositiveRoot(roughExcess, -logTail)
  return -(single || z > farOut ? rough : findPositiveRoot(excess, rough))
}

export function fractionsOf({ looks }: LookPlan): readonly number[] {
  const fractions = typeof looks === 'number' ? Array.from({ length: looks }, (_, at) => (at + 1) / looks) : looks
  const apart = fractions.every((fraction, at) => fraction - (fractions[at - 1] ?? 0) >= leastApart)
  if (!apart || fractions.at(-1) !== 1) {
    throw new RangeError(`looks must be a count or increasing fractions up to 1, ${leastApart} apart; got ${looks}.`)
  }
  return fractions
}
