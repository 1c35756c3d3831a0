/** The distribution of a statistic: normal, or Student's where the variance is estimated. */
import { normalLogTail } from './normal.js'
import { studentLogTail } from './student.js'
import { tailQuantile } from './symmetric-quantile.js'

/** Natural logarithm of the chance of a t statistic above t, from 0 on and finite; of a z statistic without df. */
export function logTail(t: number, df: number = Infinity): number {
  return df === Infinity ? normalLogTail(t) : studentLogTail(t, df)
}

/** The value that a t statistic exceeds with chance p, above 0 and below ½; a z statistic without df. */
export function criticalValue(p: number, df?: number): number {
  return tailQuantile(p, (t) => logTail(t, df))
}
