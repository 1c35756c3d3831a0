/** Reads and compares the numbers of an answer. */
import type { Interval } from '@heddle/stats'
import { expect } from 'vitest'
import { relativeError } from './errors.js'

/** The numbers of an interval, as far as it has them. */
export function boundsOf(interval: Interval): { readonly [Name in 'estimate' | 'low' | 'high']?: number } {
  return interval.status === 'undefined' ? {} : interval
}

/** Both are absent, or their relative error is below `allowed`. */
export function expectNear(got: number | undefined, wanted: number | undefined, allowed: number): void {
  if (got === undefined || wanted === undefined) expect(got).toBe(wanted)
  else expect(relativeError(got, wanted)).toBeLessThan(allowed)
}
