/**
 * Whether events were lost in one variant more than in another. If so, a variant changed who is counted, and no lift can
 * be trusted: as bad as a broken sample ratio.
 */
import { chiSquareLogSurvival } from '@heddle/stats'
import type { LossReport } from '../lift-report.js'

const method = 'chi-square of homogeneity (Pearson 1900), on streams'

/** Below the first the chi-square distribution is no guide; below the second it is a rough one. */
const fewestExpected = { any: 1, good: 5 } as const

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
  const met = [...losses.values()].filter(({ streams }) => streams > 0)
  const total = met.reduce((sum, { streams }) => sum + streams, 0)
  const missing = met.reduce((sum, one) => sum + one.missing, 0)
  const undefinedFor = (reason: string): LossReport => ({ status: 'undefined', variants, reason })
  if (met.length < 2) return undefinedFor('Fewer than two variants were met.')
  if (missing === 0) return undefinedFor('No stream misses anything.')
  if (missing === total) return undefinedFor('Every stream misses something.')

  const share = missing / total
  const expected = met.flatMap(({ streams }) => [streams * share, streams * (1 - share)])
  const least = Math.min(...expected)
  if (least < fewestExpected.any) {
    return undefinedFor(
      `Too few streams to compare: in a variant fewer than ${fewestExpected.any} would be expected to miss something, or to miss nothing.`,
    )
  }
  const statistic = met.reduce((sum, one) => {
    const distance = (one.missing - one.streams * share) ** 2
    return sum + distance / (one.streams * share) + distance / (one.streams * (1 - share))
  }, 0)
  const df = met.length - 1
  const warnings = [
    `Fewer than ${fewestExpected.good} streams are expected somewhere; the p-value is approximate.`,
  ].slice(0, least < fewestExpected.good ? 1 : 0)
  return {
    status: 'ok',
    variants,
    statistic,
    df,
    pValue: Math.exp(chiSquareLogSurvival(statistic, df)),
    method,
    ...(warnings.length > 0 ? { warnings } : {}),
  }
}
