/**
 * How numbers look to an analyst: grouped thousands, as many decimals as the data can bear, never -0.0.
 * Pure, and independent of the machine's language: a report reads the same everywhere.
 */

/** Shown where there is no number. */
export const nothing = '–'

const formats = new Map<string, Intl.NumberFormat>()

/** One formatter for each form, since making them is slow. What rounds to zero has no sign. */
function fixed(value: number, decimals: number, sign: 'auto' | 'exceptZero'): string {
  const key = `${decimals} ${sign}`
  const format =
    formats.get(key) ??
    new Intl.NumberFormat('en-US', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: sign,
    })
  formats.set(key, format)
  return format.format(Math.abs(value) < 0.5 * 10 ** -decimals ? 0 : value)
}

/** A whole number of things. */
export function formatCount(count: number): string {
  return fixed(count, 0, 'auto')
}

/** How many of something chance would give: a whole number where it is large, never 0 where it is small. */
export function formatExpected(count: number): string {
  return fixed(count, count >= 10 ? 0 : Math.max(1, decimalsForDigits(count, 1)), 'auto')
}

/** A number as it is, with so many decimals. */
export function formatNumber(value: number, decimals: number): string {
  return fixed(value, decimals, 'auto')
}

/** An effect: its sign is part of it. */
export function formatSigned(value: number, decimals: number): string {
  return fixed(value, decimals, 'exceptZero')
}

/** A share from 0 to 1, as percent. */
export function formatShare(share: number, decimals = 1): string {
  return `${fixed(share * 100, decimals, 'auto')} %`
}

/** What an interval at level alpha covers: 95 % for 0.05, 99.9 % for 0.001. */
export function levelText(alpha: number): string {
  return formatShare(1 - alpha, Math.max(0, decimalsForDigits(alpha, 1) - 2))
}

/**
 * Decimals that an interval of this width can bear: none from 100 on, one from 1 on, then one more for each power of ten.
 *
 * @param width in the unit that is shown; 0 and what is not finite count as 1
 */
export function decimalsForWidth(width: number): number {
  if (!Number.isFinite(width) || width <= 0 || (width >= 1 && width < 100)) return 1
  return width >= 100 ? 0 : Math.min(1 - Math.floor(Math.log10(width)), 8)
}

/** Decimals that show a value with this many significant digits; none where the digits end before the point. */
export function decimalsForDigits(value: number, digits: number): number {
  if (!Number.isFinite(value) || value === 0) return 0
  const magnitude = Math.floor(Math.log10(Math.abs(value)))
  return Math.min(Math.max(digits - 1 - magnitude, 0), 8)
}

/**
 * A p-value: two digits, and powers of ten below 0.0001.
 *
 * @param logP its natural logarithm, which still tells the size where the p-value itself has become 0
 */
export function formatP(p: number | null, logP: number | null = null): string {
  if (p === null) return nothing
  if (p >= 0.1) return p.toFixed(2)
  if (p >= 0.0001) return p.toFixed(decimalsForDigits(p, 2))
  if (p > 0) return p.toExponential(0)
  return logP !== null && Number.isFinite(logP) ? `1e${Math.round(logP / Math.LN10)}` : '<1e-300'
}

/** The same in a sentence: `p = 0.93`, `p < 1e-300`. */
export function sentenceP(p: number, logP: number | null = null): string {
  const shown = formatP(p, logP)
  return shown.startsWith('<') ? `p < ${shown.slice(1)}` : `p = ${shown}`
}
