/**
 * Whether events were lost in one variant more than in another. If so, a variant changed who is counted, and no lift can
 * be trusted: as bad as a broken sample ratio.
 */
import { compareLoss } from '@heddle/stats'
import type { LossReport } from '../lift-report.js'

/**
 * Pearson's chi-square test that the share of streams which miss something is the same in every variant. A stream is one
 * page: its events are lost together, so it counts once, however many of them are missing. Streams of one visitor are
 * taken as independent of each other.
 *
 * @param losses by variant; those without a stream are left out of the test
 * @see Agresti (2013), Categorical Data Analysis, 3rd ed., section 3.2; for small expected counts Cochran (1954), Some
 * methods for strengthening the common chi-square tests
 */
export function checkLoss(
  losses: ReadonlyMap<string, { readonly streams: number; readonly missing: number }>,
): LossReport {
  const variants = Object.fromEntries(losses)
  const test = compareLoss(
    Object.fromEntries([...losses].map(([name, { streams, missing }]) => [name, { issued: streams, missing }])),
  )
  if (test.status === 'undefined') return { status: 'undefined', variants, reason: test.reason }
  const { statistic, df, pValue, method, warnings } = test
  return {
    status: 'ok',
    variants,
    statistic,
    df,
    pValue,
    method: `${method}, on streams`,
    ...(warnings.length > 0 ? { warnings } : {}),
  }
}
