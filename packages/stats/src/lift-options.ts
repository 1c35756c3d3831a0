/**
 * Two other intervals for the lift of one estimate over another, for those who must match a tool that uses them.
 * Neither always agrees with the p-value of the difference, and where control is uncertain both miss the true lift too
 * often; Fieller's interval, which `compareMeans` and `compareRatios` give, does neither.
 */
import type { Interval } from './answer.js'
import { checkAlpha } from './check.js'
import { studentUpperQuantile } from './distributions/student.js'
import { pooled } from './satterthwaite.js'
import { type Estimate, unknownSpread } from './welch.js'

/**
 * The lift, (treatment − control) ÷ |control|, plus and minus Student's t times its standard error by the delta method.
 * Symmetric around the estimate, so it can reach below −100 %.
 *
 * Undefined if control is 0, a variant has fewer than two units, or the lift has no variance.
 *
 * @param alpha accepted chance of missing the true lift; default 0.05, a 95 % interval
 * @throws RangeError if alpha is not between 0 and 1, or a value is not finite or a variance not 0 or more
 * @see Deng, Knoblich & Lu (2018), Applying the delta method in metric analytics
 * @example deltaLift({ n: 50, value: 10, variance: 0.04 }, { n: 50, value: 11, variance: 0.05 })
 */
export function deltaLift(control: Estimate, treatment: Estimate, alpha = 0.05): Interval {
  check(control, treatment, alpha)
  const { value } = control
  if (value === 0) return { status: 'undefined', reason: 'The control is zero, so the lift has no meaning.' }
  const step = stepOf(control, treatment, treatment.value / value / value, 1 / value, alpha)
  if (typeof step === 'string') return { status: 'undefined', reason: step }
  const estimate = (treatment.value - value) / Math.abs(value)
  return { status: 'ok', estimate, low: estimate - step, high: estimate + step }
}

/**
 * The lift from an interval for ln(treatment ÷ control), symmetric there, with the delta method's standard error and
 * Student's t. Never reaches −100 %.
 *
 * Undefined if control or treatment is not above 0, a variant has fewer than two units, or the lift has no variance.
 *
 * @param alpha accepted chance of missing the true lift; default 0.05, a 95 % interval
 * @throws RangeError if alpha is not between 0 and 1, or a value is not finite or a variance not 0 or more
 * @see Katz, Baptista, Azen & Pike (1978), Obtaining confidence intervals for the risk ratio in cohort studies
 * @example logDeltaLift({ n: 50, value: 10, variance: 0.04 }, { n: 50, value: 11, variance: 0.05 })
 */
export function logDeltaLift(control: Estimate, treatment: Estimate, alpha = 0.05): Interval {
  check(control, treatment, alpha)
  if (control.value <= 0) return notPositive('control')
  if (treatment.value <= 0) return notPositive('treatment')
  const step = stepOf(control, treatment, 1 / control.value, 1 / treatment.value, alpha)
  if (typeof step === 'string') return { status: 'undefined', reason: step }
  const estimate = (treatment.value - control.value) / control.value
  const ratio = treatment.value / control.value
  const high = estimate + ratio * Math.expm1(step)
  if (high === Infinity) return { status: 'undefined', reason: 'The variances are too large for a logarithm.' }
  return { status: 'ok', estimate, low: estimate + ratio * Math.expm1(-step), high }
}

/**
 * How far a bound is from the estimate, or why there is none. Degrees of freedom are Satterthwaite's, from the shares
 * of both estimates in the variance of what is asked for.
 */
function stepOf(control: Estimate, treatment: Estimate, slope: number, rise: number, alpha: number): number | string {
  const reason = unknownSpread(control, treatment)
  if (reason) return reason
  const fromControl = Math.abs(slope) * Math.sqrt(control.variance)
  const error = Math.hypot(fromControl, rise * Math.sqrt(treatment.variance))
  if (error === 0) return 'The lift has no variance, so chance cannot be judged.'
  const share = (fromControl / error) ** 2
  const { df } = pooled([
    { variance: share, df: control.n - 1 },
    { variance: 1 - share, df: treatment.n - 1 },
  ])
  return studentUpperQuantile(alpha / 2, df) * error
}

function check(control: Estimate, treatment: Estimate, alpha: number): void {
  checkAlpha(alpha)
  for (const [name, { value, variance }] of Object.entries({ control, treatment })) {
    if (!Number.isFinite(value)) throw new RangeError(`The value of ${name} must be a finite number, got ${value}.`)
    if (!(variance >= 0 && variance < Infinity)) {
      throw new RangeError(`The variance of ${name} must be 0 or more, got ${variance}.`)
    }
  }
}

function notPositive(name: string): Interval {
  return { status: 'undefined', reason: `The ${name} is not above zero, so the ratio has no logarithm.` }
}
