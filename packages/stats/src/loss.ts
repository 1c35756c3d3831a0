/**
 * Whether more is lost in one variant than in another. If so, a variant changes who is counted, and no lift can be
 * trusted: as bad as a broken sample ratio.
 */
import { checkCount } from './check.js'
import { chiSquareLogSurvival } from './distributions/chi-square.js'

/** What one variant sent, as the gaps in its sequences tell. */
export interface Loss {
  /** How many were issued. What is lost together counts once, so count pages or visits rather than their events. */
  readonly issued: number
  /** How many of those did not arrive, or not whole. */
  readonly missing: number
}

export type LossTest =
  | {
      readonly status: 'ok'
      /** Share that is missing in each variant that issued any. */
      readonly shares: Readonly<Record<string, number>>
      /** Pearson's chi-square. */
      readonly statistic: number
      /** Variants that issued any, less one. */
      readonly df: number
      /** Chance of shares at least this far from each other when nothing depends on the variant. */
      readonly pValue: number
      readonly logPValue: number
      readonly method: string
      readonly warnings: readonly string[]
    }
  | { readonly status: 'undefined'; readonly reason: string }

/** Below the first the chi-square distribution is no guide; below the second it is a rough one. */
const fewestExpected = { any: 1, good: 5 } as const

/**
 * Pearson's chi-square test that the missing share is the same in every variant.
 *
 * @param losses by variant; one that issued nothing is left out
 * @throws RangeError if a count is not a whole number, or more is missing than was issued
 * @see Agresti (2013), Categorical Data Analysis, 3rd ed., section 3.2; for small expected counts Cochran (1954), Some
 * methods for strengthening the common chi-square tests
 * @example compareLoss({ control: { issued: 1000, missing: 12 }, trial: { issued: 1010, missing: 31 } })
 */
export function compareLoss(losses: Readonly<Record<string, Loss>>): LossTest {
  for (const [name, { issued, missing }] of Object.entries(losses)) {
    checkCount(`issued of "${name}"`, issued)
    checkCount(`missing of "${name}"`, missing)
    if (missing > issued) throw new RangeError(`"${name}" misses ${missing} of ${issued} issued.`)
  }
  const met = Object.entries(losses).filter(([, { issued }]) => issued > 0)
  const issued = met.reduce((sum, [, one]) => sum + one.issued, 0)
  const missing = met.reduce((sum, [, one]) => sum + one.missing, 0)
  if (met.length < 2) return undefinedFor('Fewer than two variants issued any.')
  if (missing === 0) return undefinedFor('Nothing is missing.')
  if (missing === issued) return undefinedFor('Everything is missing.')

  const least = Math.min(...met.map(([, one]) => one.issued * (Math.min(missing, issued - missing) / issued)))
  if (least < fewestExpected.any) {
    return undefinedFor(
      `Too few to compare: in a variant fewer than ${fewestExpected.any} would be expected to be missing, or to arrive.`,
    )
  }
  const share = missing / issued
  const statistic = met.reduce((sum, [, one]) => {
    return sum + (one.missing - one.issued * share) ** 2 / (one.issued * share * (1 - share))
  }, 0)
  const df = met.length - 1
  const logPValue = chiSquareLogSurvival(statistic, df)
  return {
    status: 'ok',
    shares: Object.fromEntries(met.map(([name, one]) => [name, one.missing / one.issued])),
    statistic,
    df,
    pValue: Math.exp(logPValue),
    logPValue,
    method: 'chi-square of homogeneity (Pearson 1900)',
    warnings:
      least < fewestExpected.good
        ? [`Fewer than ${fewestExpected.good} are expected somewhere; the p-value is approximate.`]
        : [],
  }
}

function undefinedFor(reason: string): LossTest {
  return { status: 'undefined', reason }
}
