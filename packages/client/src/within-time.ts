/**
 * How long an answer is waited for, whatever it is about.
 */
import { answerWithinMs } from './limits.js'

/** Aborted with the signal, or after ten seconds; in a browser of before 2024, which cannot have both, only then. */
export const withinTime = (signal: AbortSignal): AbortSignal => {
  const timeout = AbortSignal.timeout(answerWithinMs)
  return AbortSignal.any?.([signal, timeout]) ?? timeout
}
