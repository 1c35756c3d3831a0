/** Areas under smooth curves, to about twelve digits of the whole. */

const points = 10
const precision = 1e-13 // Of the whole area; a part that changes less when it is halved is done.
const deepest = 45

/**
 * The integral from the first break to the last of a function that is nowhere negative. Breaks go where the curve bends
 * or jumps; between them it is halved until halving changes nothing.
 *
 * @param breaks in any order; at least two
 */
export function integrate(f: (x: number) => number, breaks: readonly number[]): number {
  const ends = [...breaks].sort((a, b) => a - b)
  const parts = ends.slice(1).map((to, at): readonly [number, number] => [ends[at] ?? to, to])
  const rough = parts.map(([from, to]) => legendre(f, from, to))
  const enough = precision * rough.reduce((sum, area) => sum + area, 0)
  const refine = (from: number, to: number, area: number, depth: number): number => {
    const middle = (from + to) / 2
    const left = legendre(f, from, middle)
    const right = legendre(f, middle, to)
    const change = Math.abs(left + right - area)
    if (change <= enough || change <= precision * (left + right) || depth === deepest) return left + right
    return refine(from, middle, left, depth + 1) + refine(middle, to, right, depth + 1)
  }
  return parts.reduce((sum, [from, to], at) => sum + refine(from, to, rough[at] ?? 0, 0), 0)
}

/** Gauss-Legendre quadrature: exact for polynomials up to degree 19. */
function legendre(f: (x: number) => number, from: number, to: number): number {
  const half = (to - from) / 2
  return nodes.reduce((sum, { x, weight }) => sum + weight * f(from + half * (1 + x)), 0) * half
}

/**
 * Zeros of the Legendre polynomial by Newton's method, with their weights.
 *
 * @see NIST DLMF 3.5.20 and 18.9.1
 */
export const nodes: readonly { readonly x: number; readonly weight: number }[] = Array.from(
  { length: points },
  (_, at) => {
    let x = Math.cos((Math.PI * (at + 0.75)) / (points + 0.5))
    let slope = 1
    for (let step = 0; step < 6; step++) {
      let [before, value] = [1, x]
      for (let k = 2; k <= points; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k]
      slope = (points * (before - x * value)) / (1 - x * x)
      x -= value / slope
    }
    return { x, weight: 2 / ((1 - x * x) * slope * slope) }
  },
)
