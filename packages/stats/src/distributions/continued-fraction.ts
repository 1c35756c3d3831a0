/** Evaluates a continued fraction from the front, without knowing how many steps it needs. */

const precision = 2 ** -53

/**
 * a₁ / (b₁ + a₂ / (b₂ + …)), as a sum in which no term is a difference.
 *
 * @see Steed's algorithm in Barnett, Feng, Steed & Goldfarb (1974), Computer Physics Communications 8
 */
export function continuedFraction(a: (step: number) => number, b: (step: number) => number): number {
  let inverse = 1 / b(1)
  let change = a(1) * inverse
  let value = change
  for (let step = 2; Math.abs(change) > precision * Math.abs(value); step++) {
    const carried = a(step) * inverse
    inverse = 1 / (b(step) + carried)
    change *= -carried * inverse
    value += change
  }
  return value
}
