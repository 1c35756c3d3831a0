/**
 * Which unit did what when: joins the rows of the log with the units of an experiment.
 */
import type { Period } from '../metrics/needs.js'
import type { OfUnit, Vitals } from './events.js'
import type { StreamSet } from './meetings.js'
import type { Streams } from './streams.js'
import type { Units } from './units.js'

/** What is told of each occurrence; the time is corrected, in ms. */
export type OnOccurrence = (place: number, time: number, row: number) => void

/** Each wanted click, goal or exposure, once for the unit that it declares and once for its visitor, where that is another unit. */
export function eachOfUnit(
  rows: OfUnit,
  isWanted: (row: number) => boolean,
  units: Units,
  streams: Streams,
  onOccurrence: OnOccurrence,
): void {
  for (let row = 0; row < rows.at.length; row++) {
    if (!isWanted(row)) continue
    const time = rows.at.at(row) + streams.offset(rows.stream.at(row))
    const declared = declaredPlace(rows, row, units)
    const visiting = visitorPlace(rows, row, units)
    if (declared !== -1) onOccurrence(declared, time, row)
    if (visiting !== -1 && visiting !== declared) onOccurrence(visiting, time, row)
  }
}

/** Each vital of the name on one of the pages, for its visitor, where visitors are units. */
export function eachVital(
  vitals: Vitals,
  name: number | undefined,
  pages: StreamSet,
  units: Units,
  streams: Streams,
  onOccurrence: OnOccurrence,
): void {
  for (let row = 0; row < vitals.at.length; row++) {
    const stream = vitals.stream.at(row)
    if (vitals.name.at(row) !== name || !pages.has(stream)) continue
    const place = visitorPlace(vitals, row, units)
    if (place !== -1) onOccurrence(place, vitals.at.at(row) + streams.offset(stream), row)
  }
}

/** The unit that the event declares; −1 if it declares none, or one that was never exposed. */
export function declaredPlace({ unit }: Pick<OfUnit, 'unit'>, row: number, units: Units): number {
  return unit.at(row) === 0 ? -1 : units.placeOf(unit.at(row) - 1)
}

/** The event's visitor, where visitors are units; else −1. */
export function visitorPlace({ visitor }: Pick<OfUnit, 'visitor'>, row: number, units: Units): number {
  const place = units.placeOf(visitor.at(row))
  return units.isVisitor[place] === 1 ? place : -1
}

/** Whether the time lies in the period of the unit, its end not included. */
export function isIn(
  { fromMs = 0, windowMs = Infinity }: Period,
  { since }: Units,
  place: number,
  time: number,
): boolean {
  const start = since[place] ?? Infinity
  return time >= start + fromMs && time < start + windowMs
}
