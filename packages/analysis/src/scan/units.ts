/**
 * Who was in an experiment: one row per unit, by its first exposure; a unit that was seen in two variants is set apart.
 */
import type { Exposures } from './events.js'
import { orderOf } from './order.js'
import type { Streams } from './streams.js'

/** By the unit's place: the number of its variant, or of another group that it is in. */
export type Grouping = Uint32Array

export interface Units {
  readonly size: number
  /** The unit's place by its id's number; −1 if it was never exposed. */
  readonly placeOf: (id: number) => number
  /** Corrected time of the first exposure, in ms. */
  readonly since: Float64Array
  readonly variant: Uint32Array
  readonly segment: Uint32Array
  /** 1 where the visitor is the unit, so that everything the visitor does belongs to it. */
  readonly isVisitor: Uint8Array
  /** 1 where the unit was seen in more than one variant. */
  readonly crossed: Uint8Array
}

/** @param ids how many ids there are in all */
export function unitsOf(exposures: Exposures, streams: Streams, ids: number): Units {
  const places = new Int32Array(ids).fill(-1)
  /** The row of each unit's first exposure so far. */
  const firsts: number[] = []
  const crossed: number[] = []
  const { at, stream, variant, segment, visitor } = exposures
  const order = orderOf(exposures, streams)

  for (let row = 0; row < at.length; row++) {
    const id = declaredId(exposures, row)
    const place = places[id] ?? -1
    const first = firsts[place]
    if (first === undefined) {
      places[id] = firsts.length
      firsts.push(row)
      crossed.push(0)
      continue
    }
    if (variant.at(row) !== variant.at(first)) crossed[place] = 1
    if (order(row, first) < 0) firsts[place] = row
  }

  const size = firsts.length
  const since = new Float64Array(size)
  const variants = new Uint32Array(size)
  const segments = new Uint32Array(size)
  const isVisitor = new Uint8Array(size)
  for (let place = 0; place < size; place++) {
    const row = firsts[place] ?? 0
    since[place] = at.at(row) + streams.offset(stream.at(row))
    variants[place] = variant.at(row)
    segments[place] = segment.at(row)
    isVisitor[place] = declaredId(exposures, row) === visitor.at(row) ? 1 : 0
  }
  return {
    size,
    placeOf: (id) => places[id] ?? -1,
    since,
    variant: variants,
    segment: segments,
    isVisitor,
    crossed: Uint8Array.from(crossed),
  }
}

/** The unit where the exposure declares one, else the visitor. */
export function declaredId({ unit, visitor }: Exposures, row: number): number {
  return unit.at(row) === 0 ? visitor.at(row) : unit.at(row) - 1
}
