/**
 * A share with its interval, as text in percent.
 */

import { decimalsForWidth, formatNumber, formatShare, nothing } from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import type { Footnotes } from './footnotes.js'

/** @param decimals of the percent, the same for all shares of a table */
export function shareTexts(share: Interval, decimals: number, footnotes: Footnotes): [share: string, interval: string] {
  if (share.status !== 'ok') return [nothing, `undefined${footnotes.mark(share.reason)}`]
  const end = (value: number) => formatNumber(value * 100, decimals)
  return [formatShare(share.estimate, decimals), `[${end(share.low)}, ${end(share.high)}]`]
}

/** As many decimals as the narrowest interval deserves. */
export function shareDecimals(shares: readonly Interval[]): number {
  const widths = shares.flatMap((share) => (share.status === 'ok' ? [(share.high - share.low) * 100] : []))
  return decimalsForWidth(Math.min(...widths))
}
