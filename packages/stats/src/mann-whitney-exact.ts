/** The distribution of Mann and Whitney's U when both variants are alike and no values are equal. */

/**
 * ln P(U ≤ u). The largest of all values is one of the m with chance m / (m + n), and is then above all n others;
 * chances are only added, so none loses digits.
 *
 * @see Mann & Whitney (1947), Annals of Mathematical Statistics 18, for the recurrence
 */
export function logRankSumTail(controls: number, treatments: number, u: number): number {
  const end = Math.floor(u) + 1
  let chances = Array.from({ length: controls + 1 }, () => unitAtZero(end)) // Without any treatment U is 0.
  for (let n = 1; n <= treatments; n++) {
    let before = unitAtZero(end)
    chances = chances.map((without, m) => {
      if (m === 0) return before
      const share = m / (m + n)
      before = without.map((chance, at) => share * (at < n ? 0 : (before[at - n] ?? 0)) + (1 - share) * chance)
      return before
    })
  }
  return Math.log((chances[controls] ?? []).reduce((sum, chance) => sum + chance, 0))
}

function unitAtZero(length: number): number[] {
  return Array.from({ length }, (_, at) => (at === 0 ? 1 : 0))
}
