/**
 * The lift of one estimate over another, when the one it is divided by is uncertain too. The set of lifts that are not
 * rejected need not be an interval: when control may be zero, it has no end.
 */
import { agreeing, type Interval } from './answer.js'

/** Everything in units of the standard error of the difference. */
export interface Contrast {
  /** Control's value. */
  readonly base: number
  /** Treatment's value minus control's: the t statistic. */
  readonly statistic: number
  /** Control's share of the variance of the difference; the rest is treatment's. */
  readonly controlShare: number
  /** Critical value of the t statistic. */
  readonly critical: number
  /** Whether the p-value is at most alpha. */
  readonly significant: boolean
}

const negligible = 1e-150 // Beside the difference, and beside the variance: a control nearer to zero is zero.
const noise = 1e-200 // Keeps the sign that the p-value decided on where rounding would flip it.
const reason = 'The control may be zero, so the lift has no bound on at least one side.'

/**
 * Lifts l = difference ÷ |control| that the t test does not reject: A l² − 2 B l + C ≤ 0, with
 * A = b² − c² v₀, B = t |b| ± c² v₀, C = t² − c² for base b, critical value c and control's share v₀.
 * At l = 0 this is the test of the difference itself, so p-value and lift agree.
 *
 * Control's size, not control, is divided by: where control is negative, a lift above 0 still is more than control.
 *
 * @see Fieller (1954), Some problems in interval estimation
 * @see von Luxburg & Franz (2009), A geometric approach to confidence sets for ratios (the three shapes)
 */
export function fiellerLift({ base, statistic, controlShare, critical, significant }: Contrast): Interval {
  // The inequality does not change when all three are divided by the largest; without it, squares could overflow.
  const scale = Math.max(1, Math.abs(base), Math.abs(statistic))
  const size = Math.abs(base) / scale
  const sign = base < 0 ? -1 : 1
  const distinct = size > negligible
  if (!distinct && controlShare < negligible) {
    return { status: 'undefined', reason: 'The control is zero in every unit, so the lift has no meaning.' }
  }
  const t = statistic / scale
  const reach = critical / scale
  const square = reach * reach

  const a = size * size - square * controlShare
  const b = t * size + sign * square * controlShare
  const distance = (Math.abs(t) - reach) * (Math.abs(t) + reach)
  const c = significant ? Math.max(distance, noise) : Math.min(distance, 0)
  // b² − a c, in terms that lose no digits.
  const discriminant =
    (1 - controlShare) * size * size + controlShare * ((size + sign * t) ** 2 - square * (1 - controlShare))
  const root = reach * Math.sqrt(Math.max(discriminant, 0))
  const far = (b < 0 ? b - root : b + root) || noise
  const near = c / far
  const low = Math.min(far / a, near)
  const high = Math.max(far / a, near)
  const estimate = t / size

  // A treatment of exactly zero has lost all of control, however uncertain control is.
  if (significant && distinct && root === 0) return { status: 'ok', estimate, low: estimate, high: estimate }
  if (a > 0) return agreeing(estimate, Math.min(low, estimate), Math.max(high, estimate), significant)
  const unbounded = { status: 'unbounded', reason, ...(distinct && { estimate }) } as const
  if (!significant && root === 0) return { ...unbounded, shape: 'everything' }
  if (a < 0) return { ...unbounded, shape: 'outside', high: low, low: high }
  return b > 0 ? { ...unbounded, shape: 'above', low: near } : { ...unbounded, shape: 'below', high: near }
}
