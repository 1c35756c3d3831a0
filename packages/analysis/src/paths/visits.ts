/**
 * Puts the goals of each visit in order. Knows no path: it hands out, for each visitor who reached a step, the visit in
 * which that was first.
 */
import type { LogTable } from '../scan/log-table.js'
import { orderOf } from '../scan/order.js'
import type { Units } from '../scan/units.js'

/** The goals of one visit, in order, by their numbers. */
export interface Visit {
  /** The visitor's group: the variant's number, or 0. */
  readonly group: number
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
  const time = (row: number) => reached.at.at(row) + streams.offset(reached.stream.at(row))
  const actor = (row: number) => (units ? actorIn(units, reached, row, time(row)) : reached.visitor.at(row))

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
  return [...byActor].map(([who, rows]) => {
    const ordered = rows.sort(inOrder)
    const first = ordered.find((row) => reached.goal.at(row) === step) ?? 0
    const visit = ordered.filter((row) => session.at(row) === session.at(first))
    return {
      group: units?.variant[who] ?? 0,
      goals: visit.map((row) => reached.goal.at(row)),
      at: visit.indexOf(first),
    }
  })
}

/** The unit that did it, after its first exposure; −1 for none. What a visitor does is the visitor's where visitors are units. */
function actorIn(units: Units, { visitor, unit }: LogTable['events']['reached'], row: number, time: number): number {
  const visiting = units.placeOf(visitor.at(row))
  const declared = unit.at(row) === 0 ? -1 : units.placeOf(unit.at(row) - 1)
  const place = units.isVisitor[visiting] === 1 ? visiting : declared
  const counts = place >= 0 && units.crossed[place] === 0 && time >= (units.since[place] ?? Infinity)
  return counts ? place : -1
}
