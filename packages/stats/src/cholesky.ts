/** Solves the small symmetric systems that regression on a few covariates needs. */

const smallest = 1e-11 // Share of a column that others leave unexplained; less is what rounding leaves of none.

/**
 * The x with A x = b for every right-hand side, where A is symmetric and positive definite.
 *
 * @param at the entry of A in row i, column j ≤ i
 * @param rightHands each a vector b as long as A has rows
 * @returns undefined if a row of A depends on the ones before it
 * @see Golub & Van Loan (2013), Matrix Computations, 4th ed., section 4.2
 */
export function solveSymmetric(
  at: (i: number, j: number) => number,
  rightHands: readonly (readonly number[])[],
): number[][] | undefined {
  const size = rightHands[0]?.length ?? 0
  const factor: number[][] = []
  for (let i = 0; i < size; i++) {
    const row: number[] = []
    for (const [j, above] of factor.entries()) row.push((at(i, j) - dot(row, above)) / (above[j] ?? 1))
    const left = at(i, i) - dot(row, row)
    if (!(left > at(i, i) * smallest)) return undefined
    factor.push([...row, Math.sqrt(left)])
  }
  return rightHands.map((b) => {
    const x: number[] = []
    for (const [i, row] of factor.entries()) x.push(((b[i] ?? 0) - dot(x, row)) / (row[i] ?? 1))
    for (let i = size - 1; i >= 0; i--) {
      let rest = x[i] ?? 0
      for (let j = i + 1; j < size; j++) rest -= (factor[j]?.[i] ?? 0) * (x[j] ?? 0)
      x[i] = rest / (factor[i]?.[i] ?? 1)
    }
    return x
  })
}

/** Sum of products, as far as the first vector goes. */
export function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
}
