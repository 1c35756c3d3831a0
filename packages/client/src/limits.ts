/**
 * How long the client waits and how much it holds. Numbers only, in a module without imports: bundlers then write each
 * where it is used.
 */

/** An answer that takes longer counts as none. */
export const answerWithinMs = 10_000

/** From an event to its request, so that what happens together goes together. */
export const flushAfterMs = 1000

/** Read from the buffer at once. */
export const rowsAtOnce = 200

/** Events held before consent. A page that says more than that before anyone agreed can do without the rest. */
export const maxHeld = 200

/** Without an event, half an hour ends a visit. */
export const visitEndsAfterMs = 1_800_000
