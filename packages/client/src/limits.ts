/**
 * How long the client waits and how much it holds. Numbers only, in a module without imports: bundlers then write each
 * where it is used.
 */

/** An answer that takes longer counts as none. */
export const answerWithinMs = 10_000

/** From an event to its request, so that what happens together goes together. */
export const flushAfterMs = 1000

/** In ms since the epoch: after the end of every page. */
export const never = 9e15

/** Sent at once by a client without a buffer: few enough for a page that ends, which has 64 KiB for them. */
export const eventsAtOnce = 50

/** After the first failure of a client without a buffer; then always more than twice as long. */
export const shortestPauseMs = 1000

/** Failed attempts until the collector is called unreachable, and tried at most every 30 seconds. */
export const calmAfterAttempts = 6
export const calmPauseMs = 30_000

/** Between attempts, however many have failed. */
export const longestPauseMs = 300_000

/** A page has 64 KiB of requests that may outlive it, and other scripts need some too. */
export const maxBatchBytes = 48_000

/** Longer requests may not outlive their page: they would be refused, or leave nothing for the page's other scripts. */
export const longestKeepAliveChars = 60_000
export const keepAliveUpToChars = 16_000

/** From here on a request is compressed. */
export const compressFromChars = 8192

/** All that waits on a visitor's device; beyond that the least important and oldest rows are given up. */
export const maxBytesKept = 5_000_000
export const maxEventsKept = 10_000
export const maxKeptMs = 1_209_600_000 // 14 days

/** How often a page looks whether others have left something. */
export const lookForLeftMs = 30_000

/** A page that has not said in this time that it is there does not send what it has. */
export const rollCallMs = 1000

/** What another page agreed on that lies further ahead comes from a wrong clock. */
export const longestAgreedPauseMs = 3_600_000

/** IndexedDB that takes longer is taken for dead. */
export const storeAnswersWithinMs = 2000

/** Keys read from IndexedDB at once. */
export const keysAtOnce = 1000

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
