/**
 * Units split by an attribute of their first exposure, as plainly as the docs say it: the 20 largest segments, then the rest.
 */
import type { History } from './reference-kinds.js'

type ByVariant = ReadonlyMap<string, readonly History[]>

/** The same units, segment by segment; a variant that a segment does not have is there with none. */
export function segmentsOf(units: ByVariant, attribute: string): ReadonlyMap<string, ByVariant> {
  const segmentOf = ({ attributes }: History) =>
    Object.hasOwn(attributes, attribute) ? String(attributes[attribute]) : '(none)'
  const all = [...units.values()].flat().map(segmentOf)
  const sizeOf = (value: string) => all.filter((one) => one === value).length
  const bySize = [...new Set(all)].sort((a, b) => sizeOf(b) - sizeOf(a) || (a < b ? -1 : 1))
  const large = bySize.slice(0, 20)
  const isRest = (value: string) => !large.includes(value) || (bySize.length > 20 && value === '(other)')
  const named = bySize.length > 20 ? [...large.filter((value) => value !== '(other)'), '(other)'] : large
  const belongs = (unit: History, segment: string) =>
    segment === '(other)' && bySize.length > 20 ? isRest(segmentOf(unit)) : segmentOf(unit) === segment
  return new Map(
    named.map((segment) => [
      segment,
      new Map([...units].map(([variant, some]) => [variant, some.filter((unit) => belongs(unit, segment))])),
    ]),
  )
}
