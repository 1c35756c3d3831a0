/**
 * Intervals to be drawn: the scale that holds all of them, and the stretches that each covers.
 * Pure.
 */
import type { Interval } from '@heddle/stats'

export interface Scale {
  readonly low: number
  readonly high: number
}

/** A scale that holds zero and every end and estimate; undefined where there is nothing to draw. */
export function scaleOf(intervals: readonly Interval[]): Scale | undefined {
  const points = intervals.flatMap(pointsOf)
  const low = Math.min(0, ...points)
  const high = Math.max(0, ...points)
  return low < high ? { low, high } : undefined
}

function pointsOf(interval: Interval): number[] {
  if (interval.status === 'undefined') return []
  const points = [interval.low, interval.estimate, interval.high]
  return points.flatMap((point) => (point !== undefined && Number.isFinite(point) ? [point] : []))
}

/** A stretch; undefined where it does not end. */
export type Part = readonly [from: number | undefined, to: number | undefined]

/** The stretches of an interval that says anything: one, or two where it is what lies outside. */
export function partsOf(interval: Exclude<Interval, { readonly status: 'undefined' }>): readonly Part[] {
  if (interval.status === 'ok') return [[interval.low, interval.high]]
  switch (interval.shape) {
    case 'above':
      return [[interval.low, undefined]]
    case 'below':
      return [[undefined, interval.high]]
    case 'outside':
      return [
        [undefined, interval.high],
        [interval.low, undefined],
      ]
    case 'everything':
      return [[undefined, undefined]]
  }
}
