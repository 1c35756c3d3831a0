/**
 * Compares two orders of the same items within one list: every unit sees both, and its clicks say which it prefers.
 * Takes far fewer units than showing either order to half of them.
 */
import type { Interval, LevelOptions } from '../answer.js'
import { checkAlpha, checkCount } from '../check.js'
import { logIncompleteBeta } from '../distributions/incomplete-beta.js'
import { lowestExactRatio } from '../rate-bounds.js'
import { twoSided } from '../two-sided.js'

/** A place of the merged list, and whose it is. A click on it counts for that order. */
export interface TeamItem<Item> {
  readonly item: Item
  readonly team: 'a' | 'b'
}

/**
 * Merges two orders as teams pick players: whoever has fewer picks next, chance decides who picks first of two, and a
 * pick is the best item of one's own order that is not taken yet. Ends when either order has nothing left to pick, or
 * at the length asked for. An item twice in an order counts once.
 *
 * @param random gives numbers from 0 to below 1; called once a round of two picks
 * @param length most places of the merged list; default all
 * @throws RangeError if length is not a whole number
 * @see Radlinski, Kurup & Joachims (2008), How does clickthrough data reflect retrieval quality?
 * @example teamDraft(['x', 'y', 'z'], ['z', 'x', 'y'], Math.random, 2)
 */
export function teamDraft<Item>(
  a: readonly Item[],
  b: readonly Item[],
  random: () => number,
  length: number = a.length + b.length,
): TeamItem<Item>[] {
  checkCount('length', length)
  const merged: TeamItem<Item>[] = []
  const taken = new Set<Item>()
  let last: 'a' | 'b' = 'b'
  while (merged.length < length) {
    const free = { a: a.find((item) => !taken.has(item)), b: b.find((item) => !taken.has(item)) }
    if (free.a === undefined || free.b === undefined) break
    const newRound = merged.length % 2 === 0
    const team: 'a' | 'b' = newRound ? (random() < 0.5 ? 'a' : 'b') : last === 'a' ? 'b' : 'a'
    merged.push({ item: team === 'a' ? free.a : free.b, team })
    taken.add(team === 'a' ? free.a : free.b)
    last = team
  }
  return merged
}

/** Clicks of one unit on the items of either team. */
export interface TeamClicks {
  readonly a: number
  readonly b: number
}

/** Which order is preferred, if any. */
export interface InterleavingPreference {
  /** Units with more clicks on a, on b, and as many on both or none. */
  readonly units: { readonly a: number; readonly b: number; readonly ties: number }
  /** Share that prefers a; ½ is no preference. The bounds exclude ½ exactly when the p-value is at most alpha. */
  readonly share: Interval
  /** Two-sided p-value of "as many prefer a as b", by the sign test; absent when no unit decides. */
  readonly pValue?: number
  /** Natural logarithm of the p-value. */
  readonly logPValue?: number
  readonly method: string
}

/** Options of {@link interleavingPreference}. */
export interface InterleavingOptions extends LevelOptions {
  /** `drop` (the default) leaves ties out of the share; `half` counts each half for a. Neither moves the p-value. */
  readonly ties?: 'drop' | 'half'
}

/**
 * Share of units that prefer order a, with the exact sign test and the interval that inverts it. With `half`, share
 * and interval shrink towards ½ by the share of ties, which is taken as it is.
 *
 * @throws RangeError if alpha is not between 0 and 1, or clicks are not whole numbers
 * @see Chapelle, Joachims, Radlinski & Yue (2012), Large-scale validation and analysis of interleaved search evaluation
 * @see Clopper & Pearson (1934), The use of confidence or fiducial limits (the interval)
 * @example interleavingPreference([{ a: 2, b: 0 }, { a: 1, b: 1 }, { a: 1, b: 0 }])
 */
export function interleavingPreference(
  units: Iterable<TeamClicks>,
  { alpha = 0.05, ties = 'drop' }: InterleavingOptions = {},
): InterleavingPreference {
  checkAlpha(alpha)
  const count = { a: 0, b: 0, ties: 0 }
  for (const { a, b } of units) {
    checkCount('clicks on a', a)
    checkCount('clicks on b', b)
    count[a > b ? 'a' : a < b ? 'b' : 'ties']++
  }
  const method = `sign test, Clopper-Pearson interval, ties ${ties === 'drop' ? 'dropped' : 'halved'}`
  const decided = count.a + count.b
  if (decided === 0) {
    return { units: count, share: { status: 'undefined', reason: 'No unit prefers one of the two orders.' }, method }
  }
  const most = Math.max(count.a, count.b)
  // Chance of at least `most` of `decided` at ½ is I½(most, decided − most + 1); the test doubles it.
  const test = twoSided(logIncompleteBeta(most, decided - most + 1, 0.5, 'lower'))
  const kept = ties === 'half' ? decided / (decided + count.ties) : 1
  const shown = (share: number) => 0.5 + (share - 0.5) * kept
  return {
    units: count,
    share: {
      status: 'ok',
      estimate: shown(count.a / decided),
      low: shown(shareOf(lowestExactRatio(count.b, count.a, alpha))),
      high: shown(1 - shareOf(lowestExactRatio(count.a, count.b, alpha))),
    },
    ...test,
    method,
  }
}

const shareOf = (odds: number) => odds / (1 + odds)
