/**
 * Refuses names that a log does not hold: most likely they are misspelled, and a table of zeros would hide it.
 */
import { sortedNames } from '../names.js'
import type { LogTable } from './log-table.js'

/** @throws RangeError that names a goal that the log does not hold, and those that it does */
export function checkGoals({ events: { goals } }: LogTable, wanted: readonly string[]): void {
  const missing = wanted.find((goal) => goals.find(goal) === undefined)
  if (missing === undefined) return
  const names = sortedNames(goals.texts())
  const there = names.length > 0 ? `Its goals are: ${names.join(', ')}.` : 'It holds no goal at all.'
  throw new RangeError(`The log has no goal "${missing}". ${there}`)
}

/** @throws RangeError that names an experiment that the log does not hold, and those that it does */
export function checkExperiment({ met }: LogTable, wanted: string): void {
  if (met.has(wanted)) return
  const names = met.experiments()
  const there = names.length > 0 ? `It has: ${sortedNames(names).join(', ')}.` : 'It has none at all.'
  throw new RangeError(`The log has no experiment "${wanted}". ${there}`)
}

/** @throws RangeError that names an item that the log does not hold, and those that it does */
export function checkItems({ events: { items } }: LogTable, wanted: readonly string[]): void {
  const missing = wanted.find((item) => items.find(item) === undefined)
  if (missing === undefined) return
  const there = items.size > 0 ? `Its items are: ${sortedNames(items.texts()).join(', ')}.` : 'No click names any.'
  throw new RangeError(`The log has no item "${missing}". ${there}`)
}
