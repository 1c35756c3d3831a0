/**
 * Finds where an increasing function of a positive number crosses zero. Works on a logarithmic scale around the
 * guess, so a root of 1e-200 is found as exactly as one near 1.
 */

const precision = 2 ** -53
const mostSteps = 200 // Far more than it takes; halving alone needs 64.

/**
 * @param increasing negative left of its root and positive right of it; finite around it
 * @param guess positive; the nearer to the root the quicker
 * @see Ridders (1979), A new algorithm for computing a single root of a real continuous function
 */
export function findPositiveRoot(increasing: (x: number) => number, guess: number): number {
  const at = (s: number) => increasing(guess * Math.exp(s))

  let near = 0
  let atNear = at(near)
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

  let found = near
  for (let steps = atNear ? 0 : mostSteps; steps < mostSteps; steps++) {
    const middle = (near + far) / 2
    const atMiddle = at(middle)
    // Where an infinite value leaves no number, the middle is the next guess: halving.
    const bend = (Math.sign(atNear - atFar) * atMiddle) / Math.sqrt(atMiddle ** 2 - atNear * atFar) || 0
    const next = middle + (middle - near) * bend
    const change = Math.abs(next - found)
    found = next
    const atNext = at(next)
    if (change <= precision * Math.max(1, Math.abs(next)) || atNext === 0) break
    if (atMiddle * atNext < 0) {
      near = middle
      atNear = atMiddle
    } else if (atNear * atNext > 0) {
      near = far
      atNear = atFar
    }
    far = next
    atFar = atNext
  }
  return guess * Math.exp(found)
}
