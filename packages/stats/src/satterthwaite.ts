/** How well a variance is known that was added up from several. */

/** A variance, and the degrees of freedom that say how well it is known; Infinity where it is taken as known. */
export interface KnownVariance {
  readonly variance: number
  readonly df: number
}

/**
 * Independent variances added up. Not all of them are 0.
 *
 * @see Satterthwaite (1946), An approximate distribution of estimates of variance components
 */
export function pooled(parts: readonly KnownVariance[]): KnownVariance {
  const variance = parts.reduce((sum, part) => sum + part.variance, 0)
  // Shares, not variances, are squared: 1e-200 must not underflow.
  return { variance, df: 1 / parts.reduce((sum, part) => sum + (part.variance / variance) ** 2 / part.df, 0) }
}
