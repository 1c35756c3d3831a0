/**
 * Splits the units of an experiment by one attribute of their first exposure. Knows no metric: it hands out a column of
 * groups, one for each segment and variant, that gather.ts takes for variants.
 */
import { isObject } from '@heddle/events'
import { compareTexts, sortedNames } from '../names.js'
import type { Names } from './dictionary.js'
import type { Events } from './events.js'
import type { Grouping, Units } from './units.js'
import { countByGroup } from './watched.js'

/** Units whose first exposure does not have the attribute. */
export const withoutAttribute = '(none)'

/** All units beyond the largest segments. */
export const otherSegments = '(other)'

/** So many segments are told apart, those with most units. */
export const mostSegments = 20

/** The units of an experiment, segment by segment. */
export interface Segmented {
  /** By segment, the one with most units first, then by variant: how many units. */
  readonly observed: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** By the unit's place: a group for its segment and variant. */
  readonly groups: Grouping
  /** What was gathered by group, in the same order. */
  split<Value>(byGroup: ReadonlyMap<number, Value>, none: Value): ReadonlyMap<string, ReadonlyMap<string, Value>>
}

/**
 * @param variants of the experiment, by name
 * @param attribute its values become segments, as text
 * @param names the segments, where the units are not all that there are; else the largest among them
 */
export function segmented(
  units: Units,
  { segments, variants: numbers }: Pick<Events, 'segments' | 'variants'>,
  variants: readonly string[],
  attribute: string,
  names: readonly string[] = segmentNames(unitsByValue(units, { segments }, attribute)),
): Segmented {
  const values = attributeTexts({ segments }, attribute)
  const order = new Map(names.map((name, index) => [name, index]))
  const rest = order.get(otherSegments) ?? 0
  const indexOf = values.map((value) => order.get(value) ?? rest)
  const width = numbers.size
  const groups = units.variant.map((variant, place) => (indexOf[units.segment[place] ?? 0] ?? rest) * width + variant)
  const split = <Value>(byGroup: ReadonlyMap<number, Value>, none: Value) =>
    new Map(
      names.map((name, index) => [
        name,
        new Map(
          variants.map((variant) => [
            variant,
            byGroup.get(index * width + (numbers.find(variant) ?? Number.NaN)) ?? none,
          ]),
        ),
      ]),
    )
  return { observed: split(countByGroup(groups, isObserved(units)), 0), groups, split }
}

/** How many units have each value of the attribute; those set apart are not counted. */
export function unitsByValue(
  units: Units,
  { segments }: Pick<Events, 'segments'>,
  attribute: string,
): ReadonlyMap<string, number> {
  const values = attributeTexts({ segments }, attribute)
  const counts = new Map<string, number>()
  for (const [segment, count] of countByGroup(units.segment, isObserved(units))) {
    const value = values[segment] ?? withoutAttribute
    counts.set(value, (counts.get(value) ?? 0) + count)
  }
  return counts
}

const isObserved =
  ({ crossed }: Units) =>
  (place: number) =>
    crossed[place] !== 1

/** By the number of a segment: the attribute's value in it as text. */
export function attributeTexts({ segments }: { readonly segments: Names }, attribute: string): readonly string[] {
  return Array.from({ length: segments.size }, (_, number) => attributeIn(segments.text(number), attribute))
}

/**
 * Refuses an attribute that no exposure of the log has; most likely it is misspelled.
 *
 * @throws RangeError that names those that exist
 */
export function checkAttribute({ segments }: { readonly segments: Names }, attribute: string): void {
  if (segments.texts().next().done) return
  const known = attributesOf({ segments })
  if (known.has(attribute)) return
  const there = known.size > 0 ? `The attributes are: ${sortedNames(known).join(', ')}.` : 'None has any attribute.'
  throw new RangeError(`No exposure has the attribute "${attribute}", so it cannot split units. ${there}`)
}

/** The names of all attributes that any exposure has. */
export function attributesOf({ segments }: { readonly segments: Names }): ReadonlySet<string> {
  return new Set(Array.from(segments.texts(), attributesIn).flatMap(Object.keys))
}

/** The largest segments, then all others as one. */
export function segmentNames(counts: ReadonlyMap<string, number>): string[] {
  const bySize = [...counts].sort(([a, some], [b, others]) => others - some || compareTexts(a, b))
  const names = bySize.slice(0, mostSegments).map(([name]) => name)
  return bySize.length > names.length ? [...names.filter((name) => name !== otherSegments), otherSegments] : names
}

/** The attribute's value as text. */
export function attributeIn(json: string, attribute: string): string {
  const attributes = attributesIn(json)
  return Object.hasOwn(attributes, attribute) ? String(attributes[attribute]) : withoutAttribute
}

function attributesIn(json: string): { readonly [name: string]: unknown } {
  const attributes: unknown = JSON.parse(json)
  return isObject(attributes) ? attributes : {}
}
