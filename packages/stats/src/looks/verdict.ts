/** From a statistic to what a comparison says of it, by the look that was asked for. */
import type { Comparison } from '../answer.js'
import { judgeOnce } from './judge-once.js'
import type { Evidence, Look } from './look.js'

export interface Verdict {
  readonly critical: number
  /** Whether the p-value is at most alpha. */
  readonly significant: boolean
  readonly warnings: readonly string[]
  /** The part of a {@link Comparison} that follows from the statistic. */
  readonly answer: Pick<Comparison, 'df' | 'look'> & Required<Pick<Comparison, 'pValue' | 'logPValue' | 'statistic'>>
}

export function verdictOf(evidence: Evidence, look: Look | undefined): Verdict {
  const { statistic, df, alpha } = evidence
  const { critical, logPValue, decides, warnings } = look ? look.judge(evidence) : judgeOnce(evidence)
  const pValue = Math.exp(logPValue)
  return {
    critical,
    significant: pValue <= alpha,
    warnings,
    answer: {
      pValue,
      logPValue,
      statistic,
      ...(df !== undefined && { df }),
      ...(look && { look: { name: look.name, decides } }),
    },
  }
}
