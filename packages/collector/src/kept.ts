/**
 * How long the collector remembers a stream of which nothing more is heard: 45 days. Pages give their events up after 14,
 * so no copy of one can come later than that.
 */
export const keptMs: number = 45 * 24 * 60 * 60 * 1000
