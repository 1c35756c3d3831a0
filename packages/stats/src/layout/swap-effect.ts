/** The simplest layout question: two items, two slots, and both orders shown at random. In closed form. */
import type { Interval, LevelOptions } from '../answer.js'
import { checkAlpha } from '../check.js'
import { normalLogSurvival, normalUpperQuantile } from '../distributions/normal.js'
import { checkSuccesses } from '../proportions/proportions.js'
import type { Count } from '../proportions/score.js'
import { twoSided } from '../two-sided.js'

/** Impressions of an item in a slot as `n`, clicks on it there as `successes`. */
export interface SwappedItem {
  readonly left: Count
  readonly right: Count
}

/** What a swap says. All three ratios are of click rates. */
export type SwapEffect =
  | {
      readonly status: 'ok'
      /** What the slot did: left as a multiple of right, for the same item; the geometric mean over both items. */
      readonly slot: Interval
      /** What the item did: treatment as a multiple of control, in the same slot; the geometric mean over both slots. */
      readonly item: Interval
      /** How many times as much the slot does for treatment as for control; 1 if item and slot just multiply. */
      readonly interaction: Interval
      /** Two-sided p-value of "the slot does as much for either item"; when it is small, the two means hide two stories. */
      readonly pValue: number
      /** Natural logarithm of the p-value. */
      readonly logPValue: number
      readonly method: string
    }
  | { readonly status: 'undefined'; readonly reason: string; readonly method: string }

const method = 'geometric means of rates, normal on the logarithm'

/**
 * Splits what two items drew in two slots. With rates p, slot = √(p(treatment, left) p(control, left) ÷ (p(treatment,
 * right) p(control, right))), item = √(p(treatment, left) p(treatment, right) ÷ (p(control, left) p(control, right))):
 * of "treatment left of control was clicked 65 % more", slot × item is the 1.65.
 *
 * The four counts are taken as independent. Where one unit brings several impressions, use `positionEffectsByUnit`.
 *
 * @throws RangeError if alpha is not between 0 and 1, or a count is not a whole number from 0 to n
 * @see Craswell, Zoeter, Taylor & Ramsey (2008), An experimental comparison of click position-bias models; Wang et al. (2018),
 *   Position bias estimation for unbiased learning to rank (swapped pairs)
 * @example swapEffect(
 *   { left: { n: 1000, successes: 240 }, right: { n: 1000, successes: 160 } },
 *   { left: { n: 1000, successes: 300 }, right: { n: 1000, successes: 200 } },
 * ) // slot 1.5, item 1.25
 */
export function swapEffect(
  control: SwappedItem,
  treatment: SwappedItem,
  { alpha = 0.05 }: LevelOptions = {},
): SwapEffect {
  checkAlpha(alpha)
  let variance = 0
  const logs: number[] = []
  for (const [name, { n, successes }] of Object.entries({
    'treatment on the left': treatment.left,
    'treatment on the right': treatment.right,
    'control on the left': control.left,
    'control on the right': control.right,
  })) {
    checkSuccesses(name, { n, successes })
    if (successes === 0) return { status: 'undefined', reason: `The ${name} has no click.`, method }
    logs.push(Math.log(successes / n))
    variance += (n - successes) / n / successes
  }
  if (variance === 0) return { status: 'undefined', reason: 'Every impression was clicked.', method }
  const [tl = 0, tr = 0, cl = 0, cr = 0] = logs
  const error = Math.sqrt(variance)
  const critical = normalUpperQuantile(alpha / 2)
  const interaction = tl - tr - cl + cr
  const ratio = (log: number, reach: number): Interval => ({
    status: 'ok',
    estimate: Math.exp(log),
    low: Math.exp(log - reach),
    high: Math.exp(log + reach),
  })
  return {
    status: 'ok',
    slot: ratio((tl - tr + cl - cr) / 2, (critical * error) / 2),
    item: ratio((tl - cl + tr - cr) / 2, (critical * error) / 2),
    interaction: ratio(interaction, critical * error),
    ...twoSided(normalLogSurvival(Math.abs(interaction) / error)),
    method,
  }
}
