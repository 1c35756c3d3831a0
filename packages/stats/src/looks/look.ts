/**
 * When data are looked at, and what a look may conclude. Difference, lift and p-value all come from one statistic, so a
 * look only says how far from zero the statistic must be, and what p-value it has.
 */

/** What the data say at a look. */
export interface Evidence {
  /** z, or t when there is a `df`. */
  readonly statistic: number
  /** Degrees of freedom of a t statistic. */
  readonly df?: number
  /** Units in both variants together. */
  readonly n: number
  /** Accepted chance of a false alarm over all looks together. */
  readonly alpha: number
}

/** What a look makes of it. */
export interface Judgement {
  /** The statistic's size from which on zero is excluded; intervals reach this many standard errors to each side. */
  readonly critical: number
  /** Natural logarithm of the two-sided p-value, at most that of alpha exactly when the statistic reaches `critical`. */
  readonly logPValue: number
  /** Whether the plan allows to conclude anything now. If not, the numbers are only a preview. */
  readonly decides: boolean
  /** Sentences for an analyst; empty is good. */
  readonly warnings: readonly string[]
}

/** A plan for looking at the data: {@link fixedHorizon}, {@link alwaysValid}, {@link groupSequential} or your own. */
export interface Look {
  /** The plan's name, for reports. */
  readonly name: string
  judge(evidence: Evidence): Judgement
}
