/**
 * The two parts that make densities of the gamma family exact for large parameters:
 * how far Γ is from Stirling's formula, and how far x is from its expectation.
 * Taking ln Γ(a) and a ln x apart instead would cancel all digits at a = 10⁹.
 *
 * @see Loader (2000), Fast and Accurate Computation of Binomial Probabilities
 */

/**
 * ln Γ(a) − (a − ½) ln a + a − ½ ln 2π, for a > 0.
 *
 * @see NIST DLMF 5.11.1
 */
export function stirlingError(a: number): number {
  let error = 0
  for (; a < 16; a++) error += (a + 0.5) * Math.log1p(1 / a) - 1
  const u = 1 / (a * a)
  return error + (1 / 12 - u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u / 1188)))) / a
}

/** a ln(a/x) + x − a, at least 0; without cancellation where x is near a. */
export function deviance(a: number, x: number): number {
  const r = (x - a) / (x + a)
  if (Math.abs(r) > 0.2) return a * Math.log(a / x) + x - a
  // ln(x/a) = 2 artanh r
  const rr = r * r
  let power = rr
  let series = 1 / 3
  for (let k = 5; power > 1e-17; k += 2) {
    series += power / k
    power *= rr
  }
  return r * (x - a - 2 * a * rr * series)
}

/** ln of x^a e^−x / Γ(a + 1). */
export function logGammaScale(a: number, x: number): number {
  return -deviance(a, x) - stirlingError(a) - 0.5 * Math.log(2 * Math.PI * a)
}
