/**
 * Score bounds for two proportions: the difference or ratio at which the score statistic, with its variance at the
 * most likely pair of rates that has this difference or ratio, just reaches the critical value.
 *
 * The most likely pair is a shift of the observed rates. With a multiplier λ for the constraint, the equations of
 * Miettinen & Nurminen (a cubic for the difference, a quadratic for the ratio) read, for treatment rate r and control
 * rate p,
 *   difference r − p:  r = r̂ − λ r (1 − r) / n₁,  p = p̂ + λ p (1 − p) / n₀
 *   ratio r / p:       r = r̂ − λ r (1 − r) / n₁,  p = p̂ + λ r (1 − p) / n₀
 * and the statistic squared is λ times the distance of the observed contrast, since the multiplier is distance over
 * variance. So one monotone equation in λ replaces the likelihood inside the root search, and no digit cancels at
 * rates of 10⁻⁹.
 *
 * @see Miettinen & Nurminen (1985), Comparative analysis of two rates
 */
import { findPositiveRoot } from '../find-root.js'

/** Units, and how many of them succeeded. */
export interface Count {
  readonly n: number
  readonly successes: number
}

/** The most likely rates at a bound, and their difference, which keeps its digits where both are near 1. */
interface Bound {
  readonly treatment: number
  readonly control: number
  readonly difference: number
}

/** Lowest difference that is not rejected; `criticalSquare` is the squared critical value with its variance factor. */
export function lowestDifference(control: Count, treatment: Count, criticalSquare: number): number {
  const estimate = differenceOf(control, treatment)
  if (estimate === -1) return -1
  const varianceAt = (multiplier: number) =>
    variance(treatment, shifted(treatment, multiplier)) + variance(control, shifted(control, -multiplier))
  const multiplier = solve((at) => at * varianceAt(at), control, treatment, criticalSquare)
  return Math.max(estimate - multiplier * varianceAt(multiplier), -1)
}

/** Lowest ratio of the treatment's rate to the control's that is not rejected, as the rates. Treatment has a success. */
export function lowestRatio(control: Count, treatment: Count, criticalSquare: number): Bound {
  const boundAt = (multiplier: number) => {
    const { rate, rest } = shifted(treatment, multiplier)
    const moved = multiplier * rate
    const p = (control.successes + moved) / (control.n + moved)
    const q = (control.n - control.successes) / (control.n + moved)
    return { rate, p, down: (moved * rest) / treatment.n, up: (moved * q) / control.n }
  }
  const distanceAt = (multiplier: number) => {
    const { rate, p, down, up } = boundAt(multiplier)
    return down + (rate / p) * up
  }
  const { rate, p, down, up } = boundAt(solve(distanceAt, control, treatment, criticalSquare))
  return { treatment: rate, control: p, difference: differenceOf(control, treatment) - down - up }
}

export function rateOf({ n, successes }: Count): number {
  return successes / n
}

/** The treatment's rate minus the control's, from whichever of successes and failures are rarer. */
export function differenceOf(control: Count, treatment: Count): number {
  if (rateOf(treatment) + rateOf(control) <= 1) return rateOf(treatment) - rateOf(control)
  return (control.n - control.successes) / control.n - (treatment.n - treatment.successes) / treatment.n
}

/** The multiplier at which multiplier × distance is the squared critical value. */
function solve(
  distanceAt: (multiplier: number) => number,
  control: Count,
  treatment: Count,
  criticalSquare: number,
): number {
  const excess = (multiplier: number) => {
    const square = multiplier * distanceAt(multiplier)
    return (square - criticalSquare) / (square + criticalSquare)
  }
  const guess = Math.sqrt(criticalSquare / (roughVariance(control) + roughVariance(treatment)))
  return findPositiveRoot(excess, guess)
}

function roughVariance({ n, successes }: Count): number {
  return ((successes + 1) * (n - successes + 1)) / (n + 2) ** 3
}

interface Rate {
  readonly rate: number
  /** 1 − rate, exact also where the rate is near 1. */
  readonly rest: number
}

function variance({ n }: Count, { rate, rest }: Rate): number {
  return (rate * rest) / n
}

/** The rate r between 0 and 1 with r = r̂ − multiplier · r (1 − r) / n. */
function shifted({ n, successes }: Count, multiplier: number): Rate {
  const rate = successes / n
  const rest = (n - successes) / n
  const w = multiplier / n
  const root = Math.sqrt(w > 0 ? (1 - w) ** 2 + 4 * w * rest : (1 + w) ** 2 - 4 * w * rate)
  return {
    rate: w > -1 ? (2 * rate) / (1 + w + root) : (1 + w - root) / (2 * w),
    rest: w < 1 ? (2 * rest) / (1 - w + root) : (w - 1 + root) / (2 * w),
  }
}
