/** The distribution of a statistic: normal, or Student's where the variance is estimated. */
import { normalLogSurvival, normalUpperQuantile } from './normal.js'
import { studentLogSurvival, studentUpperQuantile } from './student.js'

/** Natural logarithm of the chance of a t statistic above t; of a z statistic without df. */
export function logTail(t: number, df: number = Infinity): number {
  return df === Infinity ? normalLogSurvival(t) : studentLogSurvival(t, df)
}

/** The value that a t statistic exceeds with chance p; a z statistic without df. */
export function criticalValue(p: number, df: number = Infinity): number {
  return df === Infinity ? normalUpperQuantile(p) : studentUpperQuantile(p, df)
}
