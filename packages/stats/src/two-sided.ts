/** A two-sided p-value from one tail, with the logarithm that stays finite where the p-value underflows. */
export function twoSided(logTail: number): { readonly pValue: number; readonly logPValue: number } {
  const logPValue = Math.min(logTail + Math.LN2, 0)
  return { pValue: Math.exp(logPValue), logPValue }
}
