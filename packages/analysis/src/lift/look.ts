/**
 * The plan by which an experiment is looked at, and the look that each of its comparisons gets from it. A plan counts the
 * units of all variants, a comparison those of two; here one becomes the other, so that all of them stand at one place of the plan.
 */
import {
  alwaysValid,
  type CompareOptions,
  fixedHorizon,
  groupSequential,
  type Look,
  type LookPlan,
  type LookRule,
} from '@heddle/stats'
import type { LookReport } from '../lift-report.js'

/** When an experiment is looked at. */
export interface PlannedLook {
  /** Units of all variants together, fixed before the start; above 0. */
  readonly plannedUnits: number
  /**
   * What a look may conclude; default `always-valid`.
   *
   * - `always-valid`: as often as anybody likes
   * - `fixed`: once, when the planned units are there
   * - `group-sequential`: at a few looks planned in advance
   */
  readonly rule?: LookRule
  /** Only for `group-sequential`: how many looks, evenly spaced, or their fractions of the planned units; default 4. */
  readonly looks?: LookPlan['looks']
}

/** The plan of one experiment, with the units it has. */
export interface ExperimentLook {
  readonly report: LookReport
  /** For units that are so many of the experiment's: those of two variants, or of two variants in a segment. */
  optionsFor(units: number): Pick<CompareOptions, 'look'>
}

/**
 * @param units of all variants
 * @throws RangeError if plannedUnits is not above 0, or the looks are no fractions up to 1
 */
export function experimentLook(planned: PlannedLook, units: number, alpha: number): ExperimentLook {
  const { plannedUnits } = planned
  const whole = lookOf(planned, 1)
  return {
    report: {
      name: whole.name,
      plannedUnits,
      units,
      decides: units > 0 && whole.judge({ statistic: 0, n: units, alpha }).decides,
    },
    optionsFor: (some) => (some > 0 ? { look: lookOf(planned, some / units) } : {}),
  }
}

/** @param share of the experiment's units that the comparison is about, above 0 */
function lookOf({ plannedUnits, rule = 'always-valid', looks = 4 }: PlannedLook, share: number): Look {
  // Always valid: the sequence may be tuned for any number of units, and its least number is one of the comparison's own.
  if (rule === 'always-valid') return alwaysValid({ plannedUnits: plannedUnits * share })
  const look = rule === 'fixed' ? fixedHorizon({ plannedUnits }) : groupSequential({ plannedUnits, looks })
  // The others count in units of the whole experiment, which is how the plan was made and what their sentences name.
  return { name: look.name, judge: (evidence) => look.judge({ ...evidence, n: Math.round(evidence.n / share) }) }
}
