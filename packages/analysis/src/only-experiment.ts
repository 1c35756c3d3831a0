/**
 * Which experiment of a log is meant.
 */
import { sortedNames } from './names.js'
import { checkExperiment } from './scan/known-names.js'
import type { LogTable } from './scan/log-table.js'

/**
 * The named one, or the only one.
 *
 * @throws RangeError that lists the experiments, if there is no such one, or several and none is named
 */
export function onlyExperiment(table: LogTable, named: string | undefined): string {
  if (named !== undefined) {
    checkExperiment(table, named)
    return named
  }
  const [first, ...others] = sortedNames(table.met.experiments())
  if (first === undefined) throw new RangeError('The log has no experiment: nobody was exposed to one.')
  if (others.length === 0) return first
  throw new RangeError(`The log has several experiments, so name one of them: ${[first, ...others].join(', ')}.`)
}
