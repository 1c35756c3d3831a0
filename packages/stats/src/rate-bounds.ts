/**
 * Bounds of a ratio and of a difference of two Poisson rates. Given the sum of the events, those of the treatment are
 * binomial with odds ratio · exposure₁ / exposure₀, so ratios are bounded through these odds.
 */
import { logOddsTail, oddsQuantile } from './distributions/beta.js'
import { findPositiveRoot } from './find-root.js'

/** ln P(events of the treatment ≥ those seen), at these odds of an event to be one of the treatment. */
export function conditionalTail(controls: number, treatments: number, odds: number): number {
  return treatments === 0 ? 0 : logOddsTail(odds, treatments, controls + 1, 'lower')
}

/** The lowest odds that are not rejected by the exact test; 0 without events of the treatment. */
export function lowestExactRatio(controls: number, treatments: number, alpha: number): number {
  return treatments === 0 ? 0 : oddsQuantile(alpha / 2, treatments, controls + 1, 'lower')
}

/**
 * The lowest odds ω that are not rejected by the score test: (x₁ − x₀ ω)² = z² (x₀ + x₁) ω.
 *
 * @see Wilson (1927), whose interval for a share this is, in terms of odds
 */
export function lowestScoreRatio(controls: number, treatments: number, critical: number): number {
  const half = (critical * critical * (controls + treatments)) / 2
  const middle = controls * treatments + half
  return middle === 0 ? 0 : treatments ** 2 / (middle + Math.sqrt(half * (half + 2 * controls * treatments)))
}

interface Totals {
  readonly events: number
  readonly exposure: number
}

/**
 * The lowest difference of rates that is not rejected by the score test, its variance taken at the most likely rates
 * that have this difference: with T = t₀ + t₁ and N = x₀ + x₁, control's is the root of
 * T λ² + (T δ − N) λ − x₀ δ = 0.
 */
export function lowestRateDifference(control: Totals, treatment: Totals, critical: number): number {
  const estimate = treatment.events / treatment.exposure - control.events / control.exposure
  const time = control.exposure + treatment.exposure
  const events = control.events + treatment.events
  const varianceAt = (distance: number) => {
    const difference = estimate - distance
    const b = events - time * difference
    const root = Math.sqrt(Math.max(b * b + 4 * time * control.events * difference, 0))
    const rate = b > 0 ? (b + root) / (2 * time) : (2 * control.events * difference) / (root - b || 1)
    return Math.max(rate + difference, 0) / treatment.exposure + rate / control.exposure
  }
  const excess = (distance: number) => {
    const square = distance * distance
    const wanted = critical * critical * varianceAt(distance)
    return (square - wanted) / (square + wanted)
  }
  const guess =
    critical *
    Math.sqrt((control.events + 1) / control.exposure ** 2 + (treatment.events + 1) / treatment.exposure ** 2)
  return estimate - findPositiveRoot(excess, guess)
}
