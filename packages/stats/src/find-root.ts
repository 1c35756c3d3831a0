/**
 * Finds where an increasing function of a positive number crosses zero. Works on a logarithmic scale around the
 * guess, so a root of 1e-200 is found as exactly as one near 1; values of ±Infinity are signs like any other.
 */

const precision = 2 ** -53
const mostSteps = 200 // Far more than it takes; halving alone needs 64.

/**
 * @param increasing negative left of its root and positive right of it
 * @param guess positive; the nearer to the root the quicker
 * @see Chandrupatla (1997), A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function
 */
export function findPositiveRoot(increasing: (x: number) => number, guess: number): number {
  const at = (s: number) => increasing(guess * Math.exp(s))

  let near = 0
  let atNear = at(near)
  if (atNear === 0) return guess
  let step = atNear < 0 ? 1e-3 : -1e-3
  let far = step
  let atFar = at(far)
  while (atNear * atFar > 0 && Math.abs(far) < 2000) {
    step *= 4
    near = far
    atNear = atFar
    far += step
    atFar = at(far)
  }

  let share = 0.5
  for (let steps = 0; ; steps++) {
    const middle = near + share * (far - near)
    const atMiddle = at(middle)
    let old = near
    let atOld = atNear
    if (atMiddle > 0 !== atNear > 0) {
      old = far
      atOld = atFar
      far = near
      atFar = atNear
    }
    near = middle
    atNear = atMiddle
    const best = Math.abs(atNear) < Math.abs(atFar) ? near : far
    const least = (precision * Math.max(1, Math.abs(best))) / Math.abs(far - near)
    if (least > 0.5 || atNear === 0 || steps > mostSteps) return guess * Math.exp(best)
    // Inverse quadratic interpolation where it can be trusted, else halving.
    const width = (near - far) / (old - far)
    const height = (atNear - atFar) / (atOld - atFar)
    const trusted = height ** 2 < width && (1 - height) ** 2 < 1 - width
    share = trusted
      ? (atNear / (atFar - atNear)) * (atOld / (atFar - atOld)) +
        ((old - near) / (far - near)) * (atNear / (atOld - atNear)) * (atFar / (atOld - atFar))
      : 0.5
    share = Math.min(Math.max(share, least), 1 - least)
  }
}
