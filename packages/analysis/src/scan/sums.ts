/**
 * Adds the units of each variant together, in whole numbers of any length.
 */
import { largestSum, sumTooLarge } from '../integers.js'
import type { Sums } from '../metrics/gathered.js'
import type { SumName, SumNeeds } from '../metrics/needs.js'
import type { MetricTotals } from './totals.js'
import type { Grouping } from './units.js'
import type { IsCounted } from './watched.js'

/**
 * @param groupOf by the unit's place
 * @returns the sums of the counted units by the group's number
 * @throws RangeError that names the metric, if the squares of a group pass 128 bits
 */
export function sumsOf(
  { name, needs }: { readonly name: string; readonly needs: SumNeeds },
  { x, y }: MetricTotals,
  groupOf: Grouping,
  isCounted: IsCounted,
): ReadonlyMap<number, Sums> {
  const all: (OpenSums | undefined)[] = []
  const hasXX = needs.sums.includes('xx')
  const hasYY = needs.sums.includes('yy')
  const hasXY = needs.sums.includes('xy')
  for (let place = 0; place < groupOf.length; place++) {
    if (!isCounted(place)) continue
    const group = groupOf[place] ?? 0
    let sums = all[group]
    if (sums === undefined) {
      sums = openSums()
      all[group] = sums
    }
    sums.n++
    const ofX = x[place] ?? 0
    const ofY = y?.[place] ?? 0
    if (ofX === 0 && ofY === 0) continue // Most units do nothing, and zeros are free.
    addTo(sums.x, ofX, 1)
    addTo(sums.y, ofY, 1)
    if (hasXX) addTo(sums.xx, ofX, ofX)
    if (hasYY) addTo(sums.yy, ofY, ofY)
    if (hasXY) addTo(sums.xy, ofX, ofY)
  }
  return new Map(all.flatMap((sums, group) => (sums ? [[group, closed(sums, name, needs)] as const] : [])))
}

/** A sum that is still growing: in a double as long as that is exact. */
interface OpenSum {
  low: number
  high: bigint
}

interface OpenSums {
  n: number
  readonly x: OpenSum
  readonly y: OpenSum
  readonly xx: OpenSum
  readonly yy: OpenSum
  readonly xy: OpenSum
}

const openSum = (): OpenSum => ({ low: 0, high: 0n })
const openSums = (): OpenSums => ({ n: 0, x: openSum(), y: openSum(), xx: openSum(), yy: openSum(), xy: openSum() })

/** Below it, one more such number leaves the sum of both below 2⁵³. */
const exactSum = 2 ** 52

/** Adds the product of two whole numbers. */
function addTo(sum: OpenSum, a: number, b: number): void {
  const product = a * b
  if (!(Math.abs(product) <= exactSum)) {
    sum.high += BigInt(a) * BigInt(b)
    return
  }
  sum.low += product
  if (Math.abs(sum.low) < exactSum) return
  sum.high += BigInt(sum.low)
  sum.low = 0
}

function closed({ n, ...open }: OpenSums, metric: string, { sums }: SumNeeds): Sums {
  const total = (name: SumName) => (sums.includes(name) ? open[name].high + BigInt(open[name].low) : 0n)
  const [xx, yy] = [total('xx'), total('yy')]
  if (xx > largestSum || yy > largestSum) throw sumTooLarge(metric)
  return { n, x: total('x'), y: total('y'), xx, yy, xy: total('xy') }
}
