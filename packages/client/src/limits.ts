/**
 * How long the client waits and how much it holds. Numbers only, in a module without imports: bundlers then write each
 * where it is used.
 */

/** An answer that takes longer counts as none. */
export const answerWithinMs = 10_000

/** From an event to its request, so that what happens together goes together. */
export const flushAfterMs = 1000

/** Sent from memory at once: few enough for a beacon, of which a page has 64 KiB. */
export const eventsAtOnce = 50

/** After the first failure of a client without a buffer; then always more than twice as long. */
export const shortestPauseMs = 1000
export const longestPauseMs = 300_000

/** Read from the buffer at once. */
export const rowsAtOnce = 200

/** Events held before consent. A page that says more than that before anyone agreed can do without the rest. */
export const maxHeld = 200

/** Without an event, half an hour ends a visit. */
export const visitEndsAfterMs = 1_800_000

/**
 * While something is awaited of which the browser tells nothing: a cover that goes, a tab that is shown, a dwell that is
 * over, a pointer that is released.
 */
export const lookAgainMs = 200

/** A selector that has matched nothing for so long is reported; it may match later all the same. */
export const missingAfterMs = 10_000

/** More than this many put-backs within that time are a fight with the page's own code, which wins. */
export const maxPutBacks = 10
export const fightWithinMs = 10_000
