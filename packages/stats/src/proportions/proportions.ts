/**
 * Compares two proportions. One statistic, the score, gives the p-value and both intervals, so they cannot contradict
 * each other, and it holds for small counts and for rates of 0 and 1.
 */
import {
  agreeing,
  type CompareOptions,
  type Comparison,
  emptyVariant,
  type Interval,
  undefinedComparison,
} from '../answer.js'
import { checkAlpha, checkCount } from '../check.js'
import { verdictOf } from '../looks/verdict.js'
import { type Count, differenceOf, lowestDifference, lowestRatio, rateOf } from './score.js'

const method = 'score (Miettinen and Nurminen 1985)'
const fewestCounts = 10

const smallWarning = `A variant has fewer than ${fewestCounts} successes or failures; p-value and intervals are approximate.`

/**
 * Difference and lift of two success rates, with score intervals and the p-value of the same score.
 *
 * - The variance is taken at the most likely rates under the hypothesis, times N / (N − 1).
 * - Without a success in control, the lift has a lower end only; without one in either variant it can be anything.
 * - When all units of both variants succeed, or none does, the p-value is 1: the statistic tends to 0.
 *
 * @throws RangeError if alpha is not between 0 and 1, or a count is not a whole number from 0 to n
 * @see Miettinen & Nurminen (1985), Comparative analysis of two rates, Statistics in Medicine 4
 * @see Koopman (1984), Confidence intervals for the ratio of two binomial proportions, Biometrics 40
 * @example compareProportions({ n: 1000, successes: 100 }, { n: 1000, successes: 130 })
 */
export function compareProportions(
  control: Count,
  treatment: Count,
  { alpha = 0.05, look }: CompareOptions = {},
): Comparison {
  checkAlpha(alpha)
  checkSuccesses('control', control)
  checkSuccesses('treatment', treatment)
  const empty = emptyVariant(control, treatment)
  if (empty) return undefinedComparison(empty, method)

  const n = control.n + treatment.n
  const successes = control.successes + treatment.successes
  const inflation = n / (n - 1)
  const estimate = differenceOf(control, treatment)
  const variance = inflation * (successes / n) * ((n - successes) / n) * (1 / control.n + 1 / treatment.n)
  const statistic = estimate === 0 ? 0 : estimate / Math.sqrt(variance)
  const { critical, significant, answer, warnings } = verdictOf({ statistic, n, alpha }, look)
  const criticalSquare = inflation * critical ** 2

  return {
    difference: agreeing(
      estimate,
      lowestDifference(control, treatment, criticalSquare),
      -lowestDifference(treatment, control, criticalSquare),
      significant,
    ),
    lift: liftOf(control, treatment, estimate, criticalSquare, significant),
    ...answer,
    method,
    warnings: isSmall(control) || isSmall(treatment) ? [...warnings, smallWarning] : warnings,
  }
}

function liftOf(
  control: Count,
  treatment: Count,
  difference: number,
  criticalSquare: number,
  significant: boolean,
): Interval {
  const low = lowestLift(control, treatment, criticalSquare)
  if (control.successes === 0) return liftOverNothing(treatment, agreeing(difference, low, Infinity, significant).low)
  const bound = lowestRatio(treatment, control, criticalSquare)
  return agreeing(difference / rateOf(control), low, -bound.difference / bound.treatment, significant)
}

/** The lift over a control without a success. */
export function liftOverNothing({ successes }: Count, low: number): Interval {
  return successes > 0
    ? { status: 'unbounded', shape: 'above', low, reason: 'The control has no success, so the lift has no upper end.' }
    : {
        status: 'unbounded',
        shape: 'everything',
        reason: 'Neither variant has a success, so any lift is possible.',
      }
}

function lowestLift(control: Count, treatment: Count, criticalSquare: number): number {
  if (treatment.successes === 0) return -1
  const bound = lowestRatio(control, treatment, criticalSquare)
  return Math.max(bound.difference / bound.control, -1)
}

export function checkSuccesses(name: string, { n, successes }: Count): void {
  checkCount(`n of ${name}`, n)
  checkCount(`successes of ${name}`, successes)
  if (successes > n) throw new RangeError(`${name} has ${successes} successes in ${n} units; count each unit once.`)
}

const isSmall = ({ n, successes }: Count) => Math.min(successes, n - successes) < fewestCounts
