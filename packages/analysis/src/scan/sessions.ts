/**
 * Counts in how many sessions each unit was there.
 */
import type { Period } from '../metrics/needs.js'
import { createUnitNumbers, distinctIn } from './by-unit.js'
import type { OfUnit } from './events.js'
import type { LogTable } from './log-table.js'
import { eachOfUnit, isIn } from './occurrences.js'
import type { Units } from './units.js'

/**
 * Adds to each unit's total the different sessions in which it did something in the period: clicks, goals, and exposures to
 * any experiment. An exposure counts, for the unit was there; a vital or a change that was applied does not, for a page says
 * those whether or not anybody looks.
 *
 * @throws TypeError if the log was read without its sessions
 */
export function addSessions(totals: Float64Array, period: Period, units: Units, table: LogTable): void {
  const { events, streams, met } = table
  const seen = createUnitNumbers(units.size)
  for (const rows of [events.reached, ...met.experiments().map(events.exposed)]) {
    const session = sessionsOf(rows)
    eachOfUnit(
      rows,
      () => true,
      units,
      streams,
      (place, time, row) => {
        if (isIn(period, units, place, time)) seen.push(place, session.at(row))
      },
    )
  }
  seen.each((place, ofUnit) => {
    totals[place] = distinctIn(ofUnit)
  })
}

function sessionsOf({ session }: OfUnit) {
  if (session) return session
  throw new TypeError(
    'A metric over sessions needs a log that was read with them: createLogTable({ visits: true }) before its lines.',
  )
}
