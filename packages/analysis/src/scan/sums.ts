/**
 * Adds the units of each variant together, in whole numbers of any length.
 */
import { largestSum, sumTooLarge } from '../integers.js'
import { noSums, type Sums } from '../metrics/gathered.js'
import type { SumName, SumNeeds } from '../metrics/needs.js'
import type { MetricTotals } from './totals.js'
import type { Units } from './units.js'
import type { IsCounted } from './watched.js'

/**
 * @returns the sums of the counted units by the variant's number
 * @throws RangeError that names the metric, if the squares of a variant pass 128 bits
 */
export function sumsOf(
  { name, needs }: { readonly name: string; readonly needs: SumNeeds },
  { x, y }: MetricTotals,
  units: Units,
  isCounted: IsCounted,
): ReadonlyMap<number, Sums> {
  const all = new Map<number, OpenSums>()
  const wanted = new Set(needs.sums)
  for (let place = 0; place < units.size; place++) {
    if (!isCounted(place)) continue
    const sums = sumsOfVariant(all, units.variant[place] ?? 0)
    sums.n++
    const ofX = x[place] ?? 0
    const ofY = y?.[place] ?? 0
    if (ofX === 0 && ofY === 0) continue // Most units do nothing, and zeros are free.
    add(sums, wanted, BigInt(ofX), BigInt(ofY))
  }
  for (const { xx, yy } of all.values()) if (xx > largestSum || yy > largestSum) throw sumTooLarge(name)
  return all
}

/** Sums that are still growing. */
type OpenSums = { -readonly [Name in keyof Sums]: Sums[Name] }

function sumsOfVariant(all: Map<number, OpenSums>, variant: number): OpenSums {
  const found = all.get(variant)
  if (found) return found
  const sums = { ...noSums }
  all.set(variant, sums)
  return sums
}

function add(sums: OpenSums, wanted: ReadonlySet<SumName>, x: bigint, y: bigint): void {
  if (wanted.has('x')) sums.x += x
  if (wanted.has('y')) sums.y += y
  if (wanted.has('xx')) sums.xx += x * x
  if (wanted.has('yy')) sums.yy += y * y
  if (wanted.has('xy')) sums.xy += x * y
}
