/** From the logarithm of a probability to that of its complement, exact at both ends. */

/** ln(1 − e^logP), for logP ≤ 0. */
export function logComplement(logP: number): number {
  return logP > -Math.LN2 ? Math.log(-Math.expm1(logP)) : Math.log1p(-Math.exp(logP))
}
