/** How long an experiment must run. */
import { checkAbove } from '../check.js'

/**
 * Days until every variant has its units, and the last of them its whole window.
 *
 * @param plan `units` of control, as from `sampleSize`, with its `allocation` and `treatments`; `unitsPerDay` are units
 *   that enter the experiment, each counted on its first day only; `windowDays` is the metric's window, default 0
 * @throws RangeError if a number is not above 0, or windowDays is negative
 * @example daysToRun({ units: 14_751, unitsPerDay: 2000 }) // 15
 */
export function daysToRun({
  units,
  unitsPerDay,
  allocation = 1,
  treatments = 1,
  windowDays = 0,
}: {
  readonly units: number
  readonly unitsPerDay: number
  readonly allocation?: number
  readonly treatments?: number
  readonly windowDays?: number
}): number {
  for (const [name, value] of Object.entries({ units, unitsPerDay, allocation, treatments })) checkAbove(name, value)
  if (!(windowDays >= 0 && windowDays < Infinity))
    throw new RangeError(`windowDays must be 0 or more, got ${windowDays}.`)
  return Math.ceil((units * (1 + allocation * treatments)) / unitsPerDay + windowDays)
}
