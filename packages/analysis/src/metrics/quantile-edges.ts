/**
 * The bins that values are counted in for quantiles: one table, the same on every engine.
 */
import { logBinEdges } from '@heddle/stats'

/** Larger integers are not counted: a value, multiplied by its scale, must stay below. */
export const largestBinned: number = 2 ** 52

let edges: readonly number[] | undefined

/** Lower edges: 0, each small integer, then 128 bins while values grow by e, so that a bin is 0.8 % wide. */
export function quantileEdges(): readonly number[] {
  edges ??= logBinEdges(largestBinned)
  return edges
}
