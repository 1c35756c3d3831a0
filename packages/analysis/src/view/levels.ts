/** Where a view draws the line: which checks are believed, and how many experiments are few. */

/** Below the first a cause must be found before anything is read, below the second it should be looked for. */
export const sampleRatioLevels = { broken: 0.001, doubtful: 0.01 } as const

/** Up to this the segments of a metric are said to differ. */
export const heterogeneityLevel = 0.05

/** Up to so many experiments are shown one after the other; more are surveyed. */
export const fewExperiments = 10
