/** Whether a guardrail holds: the treatment may be somewhat worse than control, but not by more than a margin. */
import type { CompareOptions, Comparison, Interval } from './answer.js'
import { checkAbove, checkAlpha } from './check.js'
import { contrastOf } from './contrast.js'
import type { Margin } from './decision.js'
import { judge, noSpread } from './difference.js'
import { logComplement } from './distributions/log-complement.js'
import { normalSurvival } from './distributions/normal.js'
import { criticalValue } from './distributions/statistic.js'
import { type Estimate, unknownSpread } from './welch.js'

export interface NonInferiorityOptions extends CompareOptions {
  /** How much worse it may be: a share of control, or an amount where control may be near zero. Above 0. */
  readonly margin: Margin
  /** Whether more is good, or less; default `up`. */
  readonly good?: 'up' | 'down'
}

export type NonInferiority =
  | {
      readonly status: 'ok'
      /**
       * `non-inferior` when the whole interval of `slack` is above zero; `inferior` when all of it is below, so that the
       * treatment is surely worse by more than the margin; else `undecided`.
       */
      readonly verdict: 'non-inferior' | 'inferior' | 'undecided'
      /** How much better the treatment is than the worst that is acceptable, in the unit of the metric. */
      readonly slack: Interval
      /** One-sided p-value of "worse by the margin or more"; at most alpha / 2 exactly when non-inferior. */
      readonly pValue: number
      readonly logPValue: number
      readonly statistic: number
      readonly df: number
      /** Whether the treatment is worse than control at the same level, be it by less than the margin. */
      readonly significantlyWorse: boolean
      /** Chance that these units show non-inferiority when there is no difference at all. */
      readonly power: number
      /** The look that was asked for, and whether its plan allows to decide now; absent without one. */
      readonly look?: Comparison['look']
      readonly method: string
      readonly warnings: readonly string[]
    }
  | { readonly status: 'undefined'; readonly reason: string }

/**
 * One-sided t test of a linear contrast. With margin M and more being good, it is m₁ − (1 − M) m₀ > 0, whose variance is
 * v₁ + (1 − M)² v₀: the noise of control is in the margin too. With less being good it is (1 + M) m₀ − m₁ > 0. A share
 * is of control's size, so a negative control gets worse by going further down.
 *
 * Each side errs with chance alpha / 2, as an interval of level 1 − alpha does.
 *
 * @throws RangeError if alpha is not between 0 and 1, or the margin is not above 0
 * @see Rothmann, Wiens & Chan (2012), Design and Analysis of Non-Inferiority Trials, on margins that are a share of control
 * @see ICH E9 (1998), Statistical principles for clinical trials, sections 3.3.2 and 5.5 (alpha / 2 on one side)
 * @see Abramowitz & Stegun (1964), 26.7.10 (the noncentral t distribution, for the power)
 * @example
 * nonInferiority({ n: 900, value: 2.1, variance: 0.001 }, { n: 900, value: 2.08, variance: 0.001 }, {
 *   margin: { relative: 0.05 },
 * })
 */
export function nonInferiority(
  control: Estimate,
  treatment: Estimate,
  { margin, good = 'up', alpha = 0.05, look }: NonInferiorityOptions,
): NonInferiority {
  checkAlpha(alpha)
  checkAbove('margin', 'relative' in margin ? margin.relative : margin.absolute)
  const unknown = unknownSpread(control, treatment)
  if (unknown) return { status: 'undefined', reason: unknown }
  if (control.variance + treatment.variance === 0) return { status: 'undefined', reason: noSpread }
  const relative = 'relative' in margin
  if (relative && control.value === 0) {
    return { status: 'undefined', reason: 'The control is zero, and no margin is a share of it; give an absolute one.' }
  }

  const sign = good === 'up' ? 1 : -1
  const share = relative ? margin.relative * Math.sign(control.value) : 0
  const allowed = relative ? share * control.value : margin.absolute
  const contrast = contrastOf([
    [sign, treatment],
    [share - sign, control],
  ])
  if (contrast.variance === 0) return { status: 'undefined', reason: noSpread }
  const value = relative ? contrast.value : contrast.value + margin.absolute
  const units = control.n + treatment.n
  const { interval, statistic, critical, answer, warnings } = judge({ ...contrast, value }, units, { alpha, look })
  const { df } = contrast
  const logHalf = answer.logPValue - Math.LN2
  const logPValue = statistic > 0 ? logHalf : logComplement(logHalf)
  const worse = contrastOf([
    [sign, control],
    [-sign, treatment],
  ])
  const { significant } = judge(worse, units, { alpha, look })
  const near =
    relative && Math.abs(control.value) < criticalValue(alpha / 2, control.n - 1) * Math.sqrt(control.variance)
  return {
    status: 'ok',
    verdict: interval.low > 0 ? 'non-inferior' : interval.high < 0 ? 'inferior' : 'undecided',
    slack: interval,
    pValue: Math.exp(logPValue),
    logPValue,
    statistic,
    df,
    significantlyWorse: significant && worse.value > 0,
    power: noncentralSurvival(critical, df, allowed / Math.sqrt(contrast.variance)),
    ...(answer.look && { look: answer.look }),
    method: 'one-sided t on a linear contrast, Satterthwaite',
    warnings: near
      ? [...warnings, 'The control may be zero, so a share of it is no firm margin; give an absolute one.']
      : warnings,
  }
}

/** Chance that a noncentral t is above t, to two or three digits. */
function noncentralSurvival(t: number, df: number, noncentrality: number): number {
  return normalSurvival((t * (1 - 1 / (4 * df)) - noncentrality) / Math.sqrt(1 + (t * t) / (2 * df)))
}
