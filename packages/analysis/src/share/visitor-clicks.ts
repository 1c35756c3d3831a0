/**
 * Every visitor's clicks on some goals over the whole log, where there is no experiment to say who counts and from when.
 */
import type { Events } from '../scan/events.js'
import type { Units } from '../scan/units.js'

/** Visitors as units of one group, 0, and for each goal their clicks. */
export interface VisitorClicks {
  readonly units: Units
  readonly totals: readonly Float64Array[]
}

/** An event belongs to its visitor, whatever unit it declares. */
export function visitorClicks({ reached, goals: known, ids }: Events, goals: readonly string[]): VisitorClicks {
  const { size } = ids
  const totals = goals.map(() => new Float64Array(size))
  const byGoal = new Map(goals.map((goal, index) => [known.find(goal) ?? -1, totals[index]]))
  for (let row = 0; row < reached.at.length; row++) {
    const clicks = byGoal.get(reached.goal.at(row))
    const visitor = reached.visitor.at(row)
    if (clicks) clicks[visitor] = (clicks[visitor] ?? 0) + 1
  }
  return { units: everybody(size), totals }
}

/** Every id as a unit that is there from the beginning; ids that are no visitors never click. */
function everybody(size: number): Units {
  return {
    size,
    placeOf: (id) => id,
    since: new Float64Array(size).fill(-Infinity),
    variant: new Uint32Array(size),
    segment: new Uint32Array(size),
    isVisitor: new Uint8Array(size).fill(1),
    crossed: new Uint8Array(size),
  }
}
