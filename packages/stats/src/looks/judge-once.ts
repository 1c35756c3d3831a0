/** What a single look makes of a statistic: the classical test. */
import { criticalValue, logTail } from '../distributions/statistic.js'
import { twoSided } from '../two-sided.js'
import type { Evidence, Judgement } from './look.js'

/** The usual p-value and critical value, for whoever looks once. */
export function judgeOnce({ statistic, df, alpha }: Evidence): Judgement {
  return {
    critical: criticalValue(alpha / 2, df),
    logPValue: twoSided(logTail(Math.abs(statistic), df)).logPValue,
    decides: true,
    warnings: [],
  }
}
