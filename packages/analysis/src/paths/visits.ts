/**
 * Puts the goals of each visit in order. Knows no path: it hands out, for each visitor who reached a step, the visit in
 * which that was first.
 */
import type { OfUnit } from '../scan/events.js'
import type { LogTable } from '../scan/log-table.js'
import { orderOf } from '../scan/order.js'
import type { Streams } from '../scan/streams.js'
import type { Units } from '../scan/units.js'

/** The goals of one visit, in order. */
export interface Visit {
  /** Who it is: the unit's place, or the visitor's number. */
  readonly who: number
  /** The visitor's group: the variant's number, or 0. */
  readonly group: number
  /** Its session's number. */
  readonly session: number
  /** Rows of the goals. */
  readonly rows: readonly number[]
  /** The same by their goals' numbers. */
  readonly goals: readonly number[]
  /** Where in the goals the step is, for the first time. */
  readonly at: number
}

/**
 * One visit for each visitor, or unit, who reached the step. Order is corrected time, then stream, then number in it.
 *
 * @param units of an experiment: who counts, in which group, and from when on; else every visitor, from the beginning
 * @throws Error if the table was read without visits
 */
export function visitsWith(step: number, { events, streams }: LogTable, units?: Units): Visit[] {
  const { reached } = events
  const { session } = reached
  if (!session) throw new Error('This log was read without its visits; read it into createLogTable({ visits: true }).')
  const actor = actorsIn(reached, streams, units)

  const reaching = new Set<number>()
  for (let row = 0; row < reached.at.length; row++) if (reached.goal.at(row) === step) reaching.add(actor(row))
  reaching.delete(-1)

  const byActor = new Map<number, number[]>()
  for (let row = 0; row < reached.at.length; row++) {
    const who = actor(row)
    if (!reaching.has(who)) continue
    const rows = byActor.get(who)
    if (rows) rows.push(row)
    else byActor.set(who, [row])
  }

  const inOrder = orderOf(reached, streams)
  return [...byActor].map(([who, all]) => {
    const ordered = all.sort(inOrder)
    const first = ordered.find((row) => reached.goal.at(row) === step) ?? 0
    const rows = ordered.filter((row) => session.at(row) === session.at(first))
    return {
      ...{ who, group: units?.variant[who] ?? 0, session: session.at(first), rows },
      goals: rows.map((row) => reached.goal.at(row)),
      at: rows.indexOf(first),
    }
  })
}

/**
 * Who did what a row says: the unit, after its first exposure, or the visitor, where there are no units; −1 for none. What a
 * visitor does is the visitor's where visitors are units.
 */
export function actorsIn(
  { visitor, unit, at, stream }: OfUnit,
  streams: Streams,
  units?: Units,
): (row: number) => number {
  if (!units) return (row) => visitor.at(row)
  return (row) => {
    const visiting = units.placeOf(visitor.at(row))
    const declared = unit.at(row) === 0 ? -1 : units.placeOf(unit.at(row) - 1)
    const place = units.isVisitor[visiting] === 1 ? visiting : declared
    const time = at.at(row) + streams.offset(stream.at(row))
    const counts = place >= 0 && units.crossed[place] === 0 && time >= (units.since[place] ?? Infinity)
    return counts ? place : -1
  }
}
