/**
 * Whom a metric is about: units of one variant, with the attributes that it names, with the change on their page.
 */
import type { UnitFilter } from '../metrics/needs.js'
import type { LogTable } from './log-table.js'
import { attributeTexts } from './segments.js'
import { declaredId, type Units } from './units.js'
import type { IsCounted } from './watched.js'

/** The units that are not set apart and that the metric is about, watched for long enough or not. */
export function concernedUnits(units: Units, filter: UnitFilter, experiment: string, table: LogTable): IsCounted {
  const hasAll = withAttributes(filter, table)
  const isApplied = filter.population === 'applied' ? appliedUnits(units, experiment, table) : undefined
  return (place) =>
    units.crossed[place] !== 1 &&
    (hasAll === undefined || hasAll[units.segment[place] ?? 0] === 1) &&
    (isApplied === undefined || isApplied[place] === 1)
}

/** By the number of a segment: 1 where its attributes are all those that are asked for. */
function withAttributes({ only }: UnitFilter, { events }: LogTable): Uint8Array | undefined {
  if (only === undefined) return undefined
  const hasAll = new Uint8Array(events.segments.size).fill(1)
  for (const [attribute, wanted] of Object.entries(only)) {
    for (const [segment, text] of attributeTexts(events, attribute).entries()) if (text !== wanted) hasAll[segment] = 0
  }
  return hasAll
}

/** By the unit's place: 1 where a stream in which it was exposed had the change on the page. */
function appliedUnits(units: Units, experiment: string, { events, streams }: LogTable): Uint8Array {
  const { stream, applied } = events.applied(experiment)
  const isOn = new Uint8Array(streams.size)
  for (let row = 0; row < stream.length; row++) if (applied.at(row) === 1) isOn[stream.at(row)] = 1
  const isApplied = new Uint8Array(units.size)
  const exposures = events.exposed(experiment)
  for (let row = 0; row < exposures.at.length; row++) {
    if (isOn[exposures.stream.at(row)] === 1) isApplied[units.placeOf(declaredId(exposures, row))] = 1
  }
  return isApplied
}
