/**
 * How the numbers of one metric are written, so that the rows of its table agree with each other, on a terminal and on a page.
 * Pure.
 */
import type { Interval } from '@heddle/stats'
import type { ComparisonReport, MetricReport } from '../lift-report.js'
import { differenceScale, type EffectScale, effectDecimals, isShare, liftScale, unitSuffix } from './effect.js'
import { decimalsForDigits, formatNumber, formatShare, nothing } from './format-number.js'

/** What a row says of a variant, in all units or in a segment. */
export type Effect = Pick<
  ComparisonReport,
  'difference' | 'lift' | 'pValue' | 'logPValue' | 'adjustedPValue' | 'warnings'
> & {
  /** Of the segment, or else of the variant. */
  readonly name: string
  readonly variant: string
  readonly segment?: string
  readonly found: MetricReport['variants'][string] | undefined
}

/** In the order of the rows: each variant, followed by its segments where they are asked for. */
export function effectsOf({ comparisons, variants }: MetricReport, split = false): Effect[] {
  return comparisons.flatMap(({ variant, segments = [], ...comparison }) => [
    { ...comparison, name: variant, variant, found: variants[variant] },
    ...(split ? segments : []).map((segment) => ({
      ...segment,
      name: segment.segment,
      variant,
      found: segment.variants[variant],
    })),
  ])
}

export interface Form {
  readonly scale: EffectScale
  readonly decimals: number
}

export interface Forms {
  readonly difference: Form
  readonly lift: Form
  readonly value: (value: number | null) => string
}

/** @param effects the rows of the table */
export function formsOf(metric: MetricReport, effects: readonly Effect[] = effectsOf(metric)): Forms {
  const differences: readonly Interval[] = effects.map(({ difference }) => difference)
  const scale = differenceScale(metric)
  const decimals = Math.max(effectDecimals(differences, scale), decimalsOfValues(metric))
  return {
    difference: { scale, decimals },
    lift: {
      scale: liftScale,
      decimals: effectDecimals(
        effects.map(({ lift }) => lift),
        liftScale,
      ),
    },
    value: (value) => valueText(value, metric, decimals),
  }
}

/** Three digits of the smallest value: the eye subtracts values, so they and their differences have the same decimals. */
function decimalsOfValues(metric: MetricReport): number {
  const factor = isShare(metric) ? 100 : 1
  return Math.max(0, ...Object.values(metric.variants).map(({ value }) => decimalsForDigits((value ?? 0) * factor, 3)))
}

function valueText(value: number | null, metric: MetricReport, decimals: number): string {
  if (value === null) return nothing
  return isShare(metric) ? formatShare(value, decimals) : `${formatNumber(value, decimals)}${unitSuffix(metric)}`
}
