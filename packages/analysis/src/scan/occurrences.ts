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
  const { at, stream, unit, others, visitor } = rows
  const places = placesOfStreams(units, streams)
  const { length } = stream
  for (let row = 0; row < length; row++) {
    if (!isWanted(row)) continue
    const of = stream.at(row)
    const visiting = others.at(row) === 0 ? (places[of] ?? -1) : placeOfVisitor(units, visitor.at(row))
    const named = unit.at(row)
    const declared = named === 0 ? -1 : units.placeOf(named - 1)
    if (visiting === -1 && declared === -1) continue
    const time = at.at(row) + streams.offset(of)
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
  const { at, stream, name: names, others, visitor } = vitals
  const places = placesOfStreams(units, streams)
  const { length } = stream
  for (let row = 0; row < length; row++) {
    if (names.at(row) !== name) continue
    const of = stream.at(row)
    const place = others.at(row) === 0 ? (places[of] ?? -1) : placeOfVisitor(units, visitor.at(row))
    if (place !== -1 && pages.has(of)) onOccurrence(place, at.at(row) + streams.offset(of), row)
  }
}

/** By stream: the place of the visitor that it had first, where visitors are units; else −1. */
function placesOfStreams(units: Units, streams: Streams): Int32Array {
  const known = placesByUnits.get(units)
  if (known) return known
  const places = new Int32Array(streams.size)
  for (let stream = 0; stream < places.length; stream++) {
    places[stream] = placeOfVisitor(units, streams.firstVisitor(stream))
  }
  placesByUnits.set(units, places)
  return places
}

/** Units are of one moment of a log, and several metrics ask for the same. */
const placesByUnits = new WeakMap<Units, Int32Array>()

/** The place of a visitor, where visitors are units; else −1. */
function placeOfVisitor(units: Units, visitor: number): number {
  const place = units.placeOf(visitor)
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
