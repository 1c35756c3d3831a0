/**
 * Decides how long to wait after failed attempts.
 * Pure: chance is given.
 */
import { calmAfterAttempts, calmPauseMs, longestPauseMs } from '../limits.js'

/**
 * Full jitter: anything up to 2, 4, 8 … seconds, at most 5 minutes; from the sixth attempt on at least 30 seconds, so
 * that a collector that is blocked for good costs next to nothing.
 *
 * @param attempts failed in a row, at least 1
 * @param chance from 0 to 1
 * @see Brooker (2015), Exponential Backoff and Jitter, AWS Architecture Blog
 */
export function backOffMs(attempts: number, chance: number): number {
  const jittered = chance * Math.min(longestPauseMs, 1000 * 2 ** attempts)
  return Math.max(attempts >= calmAfterAttempts ? calmPauseMs : 0, jittered)
}
