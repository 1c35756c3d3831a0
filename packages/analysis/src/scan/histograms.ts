/**
 * Counts the values of each variant's units into bins, with what their belonging together adds.
 */
import { binOf } from '@heddle/stats'
import { scaled, valueNotBinned } from '../integers.js'
import { type BinSums, type HistogramSums, noHistogram } from '../metrics/gathered.js'
import type { HistogramNeeds } from '../metrics/needs.js'
import { largestBinned, quantileEdges } from '../metrics/quantile-edges.js'
import { createUnitNumbers } from './by-unit.js'
import type { LogTable } from './log-table.js'
import { unionOfSets } from './meetings.js'
import { eachOfUnit, eachVital, isIn } from './occurrences.js'
import type { Grouping, Units } from './units.js'
import type { IsCounted } from './watched.js'
import { isRowOf, whichRows } from './which.js'

/**
 * @returns for each grouping by the group's number; none for a group without values
 * @throws RangeError that names the metric, if a value is below 0 or too large
 */
export function histogramsOf(
  { name, needs }: { readonly name: string; readonly needs: HistogramNeeds },
  experiment: string,
  units: Units,
  isCounted: IsCounted,
  groupings: readonly Grouping[],
  table: LogTable,
): readonly ReadonlyMap<number, HistogramSums>[] {
  const edges = quantileEdges()
  const bins = createUnitNumbers(units.size)
  eachValue(needs, experiment, units, table, (place, value) => {
    if (!isCounted(place)) return
    const integer = scaled(value, needs.scale)
    if (!(integer >= 0 && integer <= largestBinned)) throw valueNotBinned(name, value, needs.scale)
    bins.push(place, binOf(edges, integer))
  })
  const open = groupings.map(() => new Map<number, OpenHistogram>())
  bins.each((place, ofUnit) => {
    if (ofUnit.length > 1) ofUnit.sort()
    for (const [index, groupOf] of groupings.entries()) {
      const group = groupOf[place] ?? 0
      const found = open[index]?.get(group)
      const histogram = found ?? { n: 0, total: 0, totalOfSquares: 0, bins: new Map() }
      if (!found) open[index]?.set(group, histogram)
      addUnit(histogram, ofUnit)
    }
  })
  return open.map((all) => new Map([...all].map(([group, histogram]) => [group, closed(histogram)])))
}

/** What the metric's quantity is worth each time, with the unit's place. */
function eachValue(
  needs: HistogramNeeds,
  experiment: string,
  units: Units,
  { events, streams, met }: LogTable,
  onValue: (place: number, value: number) => void,
): void {
  const { quantity, windowMs = Infinity } = needs
  if (quantity.of === 'goal') {
    const { reached } = events
    const which = whichRows(events, quantity)
    eachOfUnit(
      reached,
      (row) => isRowOf(which, reached.goal.at(row), row),
      units,
      streams,
      (place, time, row) => {
        if (isIn(needs, units, place, time)) onValue(place, reached.value.at(row))
      },
    )
    return
  }
  const pages = unionOfSets(met.get(experiment).values(), streams)
  const name = events.vitalNames.find(quantity.name)
  // A page is often at its largest paint before the element of the experiment is seen, so there is an end and no start.
  const untilEnd = { fromMs: -Infinity, windowMs }
  eachVital(events.vitals, name, pages, units, streams, (place, time, row) => {
    if (isIn(untilEnd, units, place, time)) onValue(place, events.vitals.value.at(row))
  })
}

/** A histogram that is still growing. */
interface OpenHistogram extends Omit<{ -readonly [Name in keyof HistogramSums]: HistogramSums[Name] }, 'bins'> {
  readonly bins: Map<number, { -readonly [Name in keyof BinSums]: BinSums[Name] }>
}

/** The i-th value of a unit in ascending order makes the square of its running count grow by i² − (i − 1)². */
function addUnit(histogram: OpenHistogram, sortedBins: Uint32Array): void {
  const count = sortedBins.length
  histogram.n++
  histogram.total += count
  histogram.totalOfSquares += count * count
  for (let at = 0; at < count; at++) {
    const bin = sortedBins[at] ?? 0
    let sums = histogram.bins.get(bin)
    if (!sums) {
      sums = { bin, count: 0, squareStep: 0, weighted: 0 }
      histogram.bins.set(bin, sums)
    }
    sums.count++
    sums.squareStep += 2 * at + 1
    sums.weighted += count
  }
}

function closed({ bins, ...totals }: OpenHistogram): HistogramSums {
  return { ...noHistogram, ...totals, bins: [...bins.values()].sort((a, b) => a.bin - b.bin) }
}
