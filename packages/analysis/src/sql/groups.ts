/**
 * The rows of a query that groups units: by experiment, by the attributes of the first exposure, by variant.
 */
import { nameOf, textOf } from './cells.js'
import type { Row } from './engine.js'

/** What a query groups by; its rows begin so. Attributes are empty where nobody asked to split by one. */
export const groupColumns = 'experiment, attributes, variant'

/** What each group has: by experiment, then by JSON of its attributes, then by variant. */
export type Groups<Value> = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Value>>>

/** Groups that are still filled. */
export type OpenGroups<Value> = Map<string, Map<string, Map<string, Value>>>

/** @param add rows of the same group come from databases that share no unit */
export function groupsOf<Value>(
  rows: Iterable<Row>,
  read: (cells: Row) => Value,
  add: (a: Value, b: Value) => Value,
): Groups<Value> {
  const groups: OpenGroups<Value> = new Map()
  for (const [experiment, attributes, variant, ...cells] of rows) {
    const byVariant = groupIn(groups, nameOf(experiment), textOf(attributes))
    const value = read(cells)
    const name = nameOf(variant)
    const before = byVariant.get(name)
    byVariant.set(name, before === undefined ? value : add(before, value))
  }
  return groups
}

/** The variants of a group, made where there is none. */
export function groupIn<Value>(groups: OpenGroups<Value>, experiment: string, attributes: string): Map<string, Value> {
  const ofExperiment = groups.get(experiment) ?? new Map<string, Map<string, Value>>()
  groups.set(experiment, ofExperiment)
  const byVariant = ofExperiment.get(attributes) ?? new Map<string, Value>()
  ofExperiment.set(attributes, byVariant)
  return byVariant
}

/** All rows of each group. */
export function listsOf<Value>(rows: Iterable<Row>, read: (cells: Row) => Value): Groups<readonly Value[]> {
  return groupsOf<Value[]>(
    rows,
    (cells) => [read(cells)],
    (all, more) => {
      all.push(...more)
      return all
    },
  )
}

export function mapGroups<Value, Other>(groups: Groups<Value>, change: (value: Value) => Other): Groups<Other> {
  const mapped: OpenGroups<Other> = new Map()
  for (const [experiment, ofExperiment] of groups) {
    for (const [attributes, byVariant] of ofExperiment) {
      const group = groupIn(mapped, experiment, attributes)
      for (const [variant, value] of byVariant) group.set(variant, change(value))
    }
  }
  return mapped
}
