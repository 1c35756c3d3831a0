/**
 * One comparison, segment by segment: each by itself, whether they differ, and what each most likely is when all are seen
 * together. Knows no attribute and no source.
 */
import {
  type CompareOptions,
  type Comparison,
  compareSegments,
  holm,
  type Interval,
  normalUpperQuantile,
  type SegmentEffect,
  studentUpperQuantile,
} from '@heddle/stats'
import type { ComparisonReport, HeterogeneityReport, SegmentReport } from '../lift-report.js'
import type { Gathered } from '../metrics/gathered.js'
import type { Method } from '../metrics/method.js'

/** By segment, then by variant; no unit is in two segments. */
export type SegmentParts = ReadonlyMap<string, ReadonlyMap<string, Gathered>>

/** Two variants in every segment. */
export interface SegmentedPair {
  readonly method: Method
  readonly segments: SegmentParts
  readonly control: string
  readonly variant: string
  readonly alpha: number
  /** The options for a segment's comparison: its look. */
  readonly optionsFor: (segment: string) => CompareOptions
}

/** A comparison's segments before the family of the metric is known. */
export interface ComparedSegments {
  readonly segments: readonly Omit<SegmentReport, 'adjustedPValue'>[]
  readonly heterogeneity: HeterogeneityReport
}

export function comparePairBySegment(pair: SegmentedPair): ComparedSegments {
  const { method, segments, control, variant, alpha, optionsFor } = pair
  const compared = [...segments].map(([segment, sums]) => {
    const [mine, theirs] = [sums.get(control) ?? method.none, sums.get(variant) ?? method.none]
    const countedIn = (some: Gathered) => ({ n: some.n, value: method.value(some) ?? null })
    return {
      segment,
      variants: Object.fromEntries([
        [control, countedIn(mine)],
        [variant, countedIn(theirs)],
      ]),
      comparison: method.compare(mine, theirs, optionsFor(segment)),
      // How segments vary is judged at one look, whatever the plan: a look changes intervals, not what was seen.
      effect: effectOf(method.compare(mine, theirs, { alpha }), alpha),
    }
  })
  const known = compared.flatMap(({ segment, effect }) => (effect ? [{ segment, effect }] : []))
  const together = compareSegments(
    known.map(({ effect }) => effect),
    { alpha },
  )
  const shrunken = new Map(
    known.flatMap(({ segment }, at) => {
      const answer = together.status === 'ok' ? together.segments[at] : undefined
      return answer ? [[segment, answer.shrunken] as const] : []
    }),
  )
  const unknown: Interval = {
    status: 'undefined',
    reason: together.status === 'undefined' ? together.reason : 'The segment has no interval of its own.',
  }
  return {
    segments: compared.map(({ segment, variants, comparison }) => ({
      segment,
      variants,
      difference: comparison.difference,
      lift: comparison.lift,
      shrunken: shrunken.get(segment) ?? unknown,
      pValue: comparison.pValue ?? null,
      logPValue: comparison.logPValue ?? null,
      warnings: comparison.warnings,
    })),
    heterogeneity: heterogeneityOf(together),
  }
}

/** A comparison's segments as the report has them. */
export type AdjustedSegments = Required<Pick<ComparisonReport, 'segments' | 'heterogeneity'>>

/**
 * The p-values of all segments and comparisons of a metric, adjusted as one family.
 *
 * @param comparisons of one metric
 */
export function adjustSegments(comparisons: readonly ComparedSegments[]): readonly AdjustedSegments[] {
  const adjusted = holm(comparisons.flatMap(({ segments }) => segments.map(({ pValue }) => pValue ?? undefined)))
  const next = adjusted.values()
  return comparisons.map(({ segments, heterogeneity }) => ({
    segments: segments.map(({ warnings, ...segment }) => ({
      ...segment,
      adjustedPValue: next.next().value ?? null,
      warnings,
    })),
    heterogeneity,
  }))
}

/**
 * The difference with the variance that its interval speaks of: half its length is the critical value times the standard
 * error. For means and ratios that is Welch's; a score interval of proportions has a length where no unit succeeded, too.
 *
 * @see Higgins et al. (2023), Cochrane Handbook for Systematic Reviews of Interventions, section 6.3 (standard errors from
 * confidence intervals)
 */
function effectOf({ difference, df }: Comparison, alpha: number): SegmentEffect | undefined {
  if (difference.status !== 'ok') return undefined
  const critical = df === undefined ? normalUpperQuantile(alpha / 2) : studentUpperQuantile(alpha / 2, df)
  const variance = ((difference.high - difference.low) / 2 / critical) ** 2
  return variance > 0 && variance < Infinity ? { value: difference.estimate, variance } : undefined
}

function heterogeneityOf(together: ReturnType<typeof compareSegments>): HeterogeneityReport {
  if (together.status === 'undefined') return together
  const { status, q, df, pValue, logPValue, iSquare, tauSquare, pooled, method } = together
  return { status, q, df, pValue, logPValue, iSquare, tauSquare, pooled, method: `Cochran's Q; ${method}` }
}
