/** What an experiment is planned with, and how the expected statistic follows from it. */
import { checkAbove, checkAlpha } from '../check.js'
import { type Design, fixedDesign } from './design.js'

export interface Plan {
  /** Control's rate, between 0 and 1; with a `deviation`, its mean or ratio, which is not 0. */
  readonly baseline: number
  /** Standard deviation of a unit's value, the same in both variants; without it, the metric is a rate. */
  readonly deviation?: number | undefined
  /** Accepted chance of a false alarm, two-sided; default 0.05. With a `margin`, half of it counts, as in `nonInferiority`. */
  readonly alpha?: number | undefined
  /** Units of a treatment for each unit of control; default 1. */
  readonly allocation?: number | undefined
  /** How many treatments are compared with control; default 1. Each gets alpha divided by it (Bonferroni). */
  readonly treatments?: number | undefined
  /**
   * Shows non-inferiority instead of a difference: that treatment is not worse by this share of control or more; 0.02
   * is 2 %. Control's noise counts, since the margin is a share of it.
   */
  readonly margin?: number | undefined
  /** Which change is good, which a `margin` and a search for a lift need to know; default `up`. */
  readonly direction?: 'up' | 'down' | undefined
  /** How the data will be looked at; default `fixedDesign`. */
  readonly design?: Design | undefined
  /** Corrects a rate for being a whole number of units, as Fleiss does; default false. Rarely wanted: it errs high. */
  readonly continuity?: boolean | undefined
}

/** The planned test of a lift, in terms of one unit of control. */
export interface PlannedTest {
  readonly design: Design
  /** Two-sided alpha for this treatment. */
  readonly alpha: number
  /** How far the truth is from what is to be excluded, in the unit of the metric; positive is the expected side. */
  readonly effect: number
  /** Standard error of the difference times √(units of control), if the truth were what is to be excluded. */
  readonly nullError: number
  /** The same for the lift as planned. */
  readonly error: number
  /** What the continuity correction adds and takes away, in units of control; 0 without it. */
  readonly jump: number
}

/** @throws RangeError if anything in the plan is out of its range */
export function plannedTest(plan: Plan, lift: number): PlannedTest {
  const { baseline, deviation, alpha = 0.05, allocation = 1, treatments = 1, margin, design = fixedDesign } = plan
  checkAlpha(alpha)
  checkAbove('allocation', allocation)
  if (!(treatments >= 1)) throw new RangeError(`treatments are counted from 1 on, got ${treatments}.`)
  if (margin !== undefined) checkAbove('margin', margin)

  const good = plan.direction === 'down' ? -1 : 1
  const size = Math.abs(baseline)
  const effect = margin === undefined ? Math.abs(lift) * size : (good * lift + margin) * size
  const factor = margin === undefined ? 1 : 1 - good * margin * Math.sign(baseline)
  const test = { design, alpha: alpha / treatments, effect }
  if (deviation !== undefined) {
    if (!Number.isFinite(baseline) || baseline === 0) throw new RangeError(`baseline must not be 0, got ${baseline}.`)
    checkAbove('deviation', deviation)
    if (plan.continuity) throw new RangeError('continuity is for rates; leave it out with a deviation.')
    const error = deviation * Math.sqrt(factor ** 2 + 1 / allocation)
    return { ...test, nullError: error, error, jump: 0 }
  }

  checkRate('baseline', baseline)
  const rate = baseline * (1 + lift)
  checkRate('baseline × (1 + lift)', rate)
  const error = Math.sqrt(factor ** 2 * baseline * (1 - baseline) + (rate * (1 - rate)) / allocation)
  const pooled = (baseline + allocation * rate) / (1 + allocation)
  const nullError = margin === undefined ? Math.sqrt(pooled * (1 - pooled) * (1 + 1 / allocation)) : error
  const jump = plan.continuity ? (1 + 1 / allocation) / (2 * effect) : 0
  return { ...test, nullError, error, jump }
}

/** The statistic's mean with so many units of control, on the scale on which its critical value is the design's. */
export function driftAt({ design, alpha, effect, nullError, error, jump }: PlannedTest, units: number): number {
  const counted = Math.max(units - jump, 0) ** 2 / units
  return (Math.sqrt(counted) * effect) / error - design.critical(alpha) * (nullError / error - 1)
}

function checkRate(name: string, rate: number): void {
  if (!(rate > 0 && rate < 1)) throw new RangeError(`${name} is a rate between 0 and 1, got ${rate}.`)
}
