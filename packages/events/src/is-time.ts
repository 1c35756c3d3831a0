/**
 * What counts as a point in time, in events, batches and the log alike.
 */

/** The last moment that a Date can hold. */
export const latestTime: number = 8.64e15

/** Whether the value is a time in ms since the epoch. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= latestTime
}
