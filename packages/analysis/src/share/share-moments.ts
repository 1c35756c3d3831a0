/**
 * Whole numbers added over units as the moments of a share.
 */
import { type PairMoments, pairMomentsFromSums } from '@heddle/stats'
import type { Sums } from '../metrics/gathered.js'

/** @param sums x is what a unit has in all, y the part that is asked for */
export const momentsOfShare = ({ n, x, y, xx, yy, xy }: Sums): PairMoments =>
  pairMomentsFromSums({ n, sumX: x, sumY: y, sumXX: xx, sumYY: yy, sumXY: xy, scaleX: 1, scaleY: 1 })
