/**
 * Moments per variant from columns of typed arrays: ten million labelled rows in about twice the time that it takes to
 * add them up. A block of rows is summed about values near the means, so that nothing cancels, and then merged.
 */
import { checkCount } from '../check.js'
import { type CrossMoments, mergeCrossMoments, noCrossMoments } from './cross-moments.js'

/** Which variant each row belongs to: 0, 1 and so on. */
export type Labels = Uint8Array | Uint16Array | Uint32Array | Int8Array | Int16Array | Int32Array

/** One value a row. */
export type Column = Float64Array | Float32Array | Int32Array | Uint32Array

const blockRows = 32_768 // Enough that merging costs nothing, few enough to stay in a cache while columns are paired.

/**
 * Moments of each variant, in one pass over memory.
 *
 * A block is summed about the variant's mean so far, its first value to begin with. What is subtracted again is at most
 * the spread times the rows of a block, so eleven digits remain for any data and nearly all for most.
 *
 * @param labels one a row, each below `variants`
 * @param columns at least one, each as long as labels
 * @param variants how many there are; one without a row gets moments of no units
 * @throws RangeError if a label is not below `variants`, a value is not a finite number, or the lengths differ
 * @see Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance
 * @example crossMomentsOfColumns(labels, [revenue, revenueBefore], 2) // [control's, treatment's]
 */
export function crossMomentsOfColumns(labels: Labels, columns: readonly Column[], variants: number): CrossMoments[] {
  checkCount('variants', variants)
  if (columns.length === 0) throw new RangeError('At least one column is needed.')
  for (const [at, { length }] of columns.entries()) {
    if (length === labels.length) continue
    throw new RangeError(`Column ${at} must have one value a label, ${labels.length}; got ${length}.`)
  }
  const first = Array.from({ length: variants }, (_, variant) => labels.indexOf(variant))
  const shifts = columns.map((column) => Float64Array.from(first, (row) => column[row] ?? 0))
  const totals = first.map(() => noCrossMoments)

  for (let start = 0; start < labels.length; start += blockRows) {
    const end = Math.min(start + blockRows, labels.length)
    const parts = momentsOfBlock(labels, columns, shifts, start, end)
    if (parts.reduce((rows, { n }) => rows + n, 0) < end - start) throw unknownLabel(labels, variants)
    for (const [variant, part] of parts.entries()) {
      const total = mergeCrossMoments(totals[variant] ?? noCrossMoments, part)
      totals[variant] = total
      for (const [at, mean] of total.means.entries()) shifts[at]?.fill(mean, variant, variant + 1)
    }
  }
  for (const [variant, { means, products }] of totals.entries()) {
    if ([...means, ...products].every(Number.isFinite)) continue
    throw new RangeError(`Variant ${variant} has a value that is not a finite number, or too large to be squared.`)
  }
  return totals
}

/** Moments of each variant in the rows from start to end, summed about the shifts. */
function momentsOfBlock(
  labels: Labels,
  columns: readonly Column[],
  shifts: readonly Float64Array[],
  start: number,
  end: number,
): CrossMoments[] {
  const variants = shifts[0]?.length ?? 0
  const parts = Array.from({ length: variants }, () => ({ n: 0, means: [] as number[], products: [] as number[] }))
  for (const [i, y] of columns.entries()) {
    const shiftY = shifts[i]
    // Each column with those before it; a single one with itself.
    for (const [j, x] of columns.slice(0, columns.length === 1 ? 1 : i).entries()) {
      const shiftX = shifts[j]
      if (!shiftX || !shiftY) continue
      const sums = new Float64Array(6 * variants) // Of each: n, x, y, xx, xy, yy.
      addPair(labels, x, y, shiftX, shiftY, start, end, sums)
      for (const [variant, part] of parts.entries()) {
        const [n = 0, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0, sumYY = 0] = sums.slice(variant * 6)
        if (n === 0) continue
        part.n = n
        part.means[j] = (shiftX[variant] ?? 0) + sumX / n
        part.means[i] = (shiftY[variant] ?? 0) + sumY / n
        part.products[(j * (j + 3)) / 2] = sumXX - (sumX / n) * sumX
        part.products[(i * (i + 1)) / 2 + j] = sumXY - (sumX / n) * sumY
        part.products[(i * (i + 3)) / 2] = sumYY - (sumY / n) * sumY
      }
    }
  }
  return parts
}

/** The hot loop. A label out of range is added nowhere, as typed arrays have it. */
function addPair(
  labels: Labels,
  x: Column,
  y: Column,
  shiftX: Float64Array,
  shiftY: Float64Array,
  start: number,
  end: number,
  sums: Float64Array,
): void {
  for (let row = start; row < end; row++) {
    const label = labels[row] as number
    const apartX = (x[row] as number) - (shiftX[label] as number)
    const apartY = (y[row] as number) - (shiftY[label] as number)
    let at = label * 6 // Written out: a constant of the module is read again for every row once a bundler makes it a `var`.
    ;(sums[at] as number) += 1
    ;(sums[++at] as number) += apartX
    ;(sums[++at] as number) += apartY
    ;(sums[++at] as number) += apartX * apartX
    ;(sums[++at] as number) += apartX * apartY
    ;(sums[++at] as number) += apartY * apartY
  }
}

function unknownLabel(labels: Labels, variants: number): RangeError {
  const row = labels.findIndex((label) => !(label >= 0 && label < variants))
  return new RangeError(`The label of row ${row} must be from 0 to ${variants - 1}, got ${labels[row]}.`)
}
