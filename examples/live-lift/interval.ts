/**
 * An interval of a lift as stretches of the line, and the one scale on which all of them are drawn.
 * Pure: shares and per cent, no page.
 */
import type { ComparisonReport } from '@heddle/analysis'

export type Interval = ComparisonReport['lift']

/** From and to as shares; minus or plus infinity where the interval does not end. */
export type Stretch = readonly [from: number, to: number]

export function stretchesOf(interval: Interval): readonly Stretch[] {
  if (interval.status === 'undefined') return []
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = interval
  if (interval.status === 'ok') return [[low, high]]
  switch (interval.shape) {
    case 'above':
      return [[low, Number.POSITIVE_INFINITY]]
    case 'below':
      return [[Number.NEGATIVE_INFINITY, high]]
    case 'outside':
      return [
        [Number.NEGATIVE_INFINITY, low],
        [high, Number.POSITIVE_INFINITY],
      ]
    case 'everything':
      return [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]]
  }
}

export interface Scale {
  readonly ticks: readonly number[]
  /** Where a lift stands, 0 to 100; what lies beyond the scale stands at its end. */
  at(lift: number): number
}

/**
 * A scale with zero on it, that holds the intervals as far as −100 % and +200 %; wider ones run out of it.
 * Its ends are ticks, so that it seldom changes while numbers come in.
 */
export function scaleOf(intervals: readonly Interval[]): Scale {
  const ends = intervals.flatMap(stretchesOf).flat().filter(Number.isFinite)
  const least = Math.max(-1, Math.min(-0.1, ...ends))
  const most = Math.min(2, Math.max(0.1, ...ends))
  const step = [0.05, 0.1, 0.2, 0.25, 0.5, 1].find((width) => (most - least) / width <= 4) ?? 1
  const from = Math.floor(least / step - 1e-9)
  const to = Math.ceil(most / step + 1e-9)
  return {
    ticks: Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step),
    at: (lift) => Math.min(100, Math.max(0, ((lift / step - from) / (to - from)) * 100)),
  }
}
