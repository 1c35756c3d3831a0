/** Compares how many units come back, day by day, of those that were watched for long enough to tell. */

import type { CompareOptions } from './answer.js'
import { checkCount } from './check.js'
import { compareAdjusted, type FamilyComparison } from './proportions/adjusted-proportions.js'
import type { Count } from './proportions/score.js'

/** One unit's time, in days since its exposure. */
export interface Visits {
  /** How long the unit could be watched. */
  readonly watched: number
  /** When it came back. */
  readonly days: readonly number[]
}

export interface RetentionDay extends Count {
  /** Days since exposure; 7 is the day that begins 168 hours after it. */
  readonly day: number
}

export interface RetentionOptions {
  /** Whether coming back on the day or at any time after it counts; default on the day only. */
  readonly rolling?: boolean
}

/**
 * Units whose day n is over, and how many of them came back on it: from n to below n + 1 days after their exposure.
 *
 * @param days whole numbers from 0 on
 * @throws RangeError if a day is not a whole number
 * @example retentionOf([{ watched: 9, days: [0.4, 7.2] }, { watched: 3, days: [] }], [7]) // [{ day: 7, n: 1, successes: 1 }]
 */
export function retentionOf(
  units: Iterable<Visits>,
  days: readonly number[],
  { rolling = false }: RetentionOptions = {},
): RetentionDay[] {
  const all = [...units]
  return days.map((day) => {
    checkCount('A day', day)
    const complete = all.filter(({ watched }) => watched >= day + 1)
    const end = rolling ? Infinity : day + 1
    const successes = complete.filter((unit) => unit.days.some((at) => at >= day && at < end)).length
    return { day, n: complete.length, successes }
  })
}

/**
 * A curve of comparisons of proportions, one a day, with Holm's adjustment over the days. A day counts only units whose
 * day is over, so later days have fewer.
 *
 * @throws RangeError if the variants differ in days, or a count is not a whole number from 0 to n
 * @example compareRetention([{ day: 1, n: 500, successes: 210 }], [{ day: 1, n: 490, successes: 240 }])
 */
export function compareRetention(
  control: readonly RetentionDay[],
  treatment: readonly RetentionDay[],
  options?: CompareOptions,
): (FamilyComparison & { readonly day: number })[] {
  const daysOf = (curve: readonly RetentionDay[]) => curve.map(({ day }) => day).join(', ')
  if (daysOf(control) !== daysOf(treatment)) {
    throw new RangeError(
      `control and treatment must have the same days, got ${daysOf(control)} and ${daysOf(treatment)}.`,
    )
  }
  const pairs = control.map((count, at) => [count, treatment[at] ?? count] as const)
  return compareAdjusted(pairs, options).map((comparison, at) => ({ day: control[at]?.day ?? 0, ...comparison }))
}
