/**
 * Differences and lifts in words: in which unit, with how many decimals, and what an interval without two ends says.
 * Pure; lifts are always percent, differences depend on the kind of the metric.
 */
import type { Interval } from '@heddle/stats'
import type { MetricReport } from '../lift-report.js'
import { decimalsForWidth, formatSigned, nothing } from './format-number.js'
import { printable } from './names.js'

/** How the values of an effect are written. */
export interface EffectScale {
  /** What 1 is shown as. */
  readonly factor: 1 | 100
  /** With the space before it; empty for plain numbers. */
  readonly suffix: string
}

export const liftScale: EffectScale = { factor: 100, suffix: ' %' }

/** Shares differ by percentage points, which are not percent; everything else by what its values are in. */
export function differenceScale(metric: Pick<MetricReport, 'kind' | 'unit'>): EffectScale {
  return isShare(metric) ? { factor: 100, suffix: ' pp' } : { factor: 1, suffix: unitSuffix(metric) }
}

/** Whether the values are shares of units, written as percent. */
export function isShare({ kind }: Pick<MetricReport, 'kind'>): boolean {
  return kind === 'proportion' || kind === 'retention' || kind === 'funnel'
}

/** The unit with the space before it. */
export function unitSuffix({ unit }: Pick<MetricReport, 'unit'>): string {
  return unit === undefined ? '' : ` ${printable(unit)}`
}

/** Decimals for a column of effects: enough for the interval that says most precisely where its effect is. */
export function effectDecimals(intervals: readonly Interval[], { factor }: EffectScale): number {
  const widths = intervals.flatMap((interval) =>
    interval.status === 'ok' && interval.high > interval.low ? [(interval.high - interval.low) * factor] : [],
  )
  return decimalsForWidth(Math.min(...widths))
}

/** `+65.0 %`, or a dash where there is no estimate. */
export function estimateText(interval: Interval, { factor, suffix }: EffectScale, decimals: number): string {
  const estimate = interval.status === 'undefined' ? undefined : interval.estimate
  return estimate === undefined ? nothing : `${formatSigned(estimate * factor, decimals)}${suffix}`
}

/** The two ends as text, without their unit; undefined where the interval has not both. */
export function endsText(
  interval: Interval,
  { factor }: EffectScale,
  decimals: number,
): { readonly low: string; readonly high: string } | undefined {
  if (interval.status !== 'ok') return undefined
  return { low: formatSigned(interval.low * factor, decimals), high: formatSigned(interval.high * factor, decimals) }
}

/** What an interval without two ends says, in some language; ends come in with their unit. */
export interface IntervalWords {
  readonly undefined: string
  readonly above: (end: string) => string
  readonly below: (end: string) => string
  readonly outside: (high: string, low: string) => string
  readonly everything: string
}

export const englishIntervals: IntervalWords = {
  undefined: 'undefined',
  above: (end) => `above ${end}`,
  below: (end) => `below ${end}`,
  outside: (high, low) => `outside ${high} to ${low}`,
  everything: 'any value',
}

/** What an interval without two ends says: `above +5.0 %`, `any value`, `undefined`. */
export function openText(
  interval: Exclude<Interval, { readonly status: 'ok' }>,
  { factor, suffix }: EffectScale,
  decimals: number,
  words: IntervalWords = englishIntervals,
): string {
  if (interval.status === 'undefined') return words.undefined
  const end = (value: number | undefined) => (value === undefined ? '?' : formatSigned(value * factor, decimals))
  switch (interval.shape) {
    case 'above':
      return words.above(`${end(interval.low)}${suffix}`)
    case 'below':
      return words.below(`${end(interval.high)}${suffix}`)
    case 'outside':
      return words.outside(end(interval.high), `${end(interval.low)}${suffix}`)
    case 'everything':
      return words.everything
  }
}
