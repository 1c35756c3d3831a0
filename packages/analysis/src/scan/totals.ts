/**
 * Adds up what each unit of an experiment did, for all metrics in one pass over the goals.
 */
import { largestTotal, scaled, totalTooLarge } from '../integers.js'
import type { Needs, Term } from '../metrics/method.js'
import type { Events, Exposures, Goals } from './events.js'
import type { Streams } from './streams.js'
import type { Units } from './units.js'

/** One integer per unit. */
export type Totals = Float64Array

/** A term of a metric, as it is filled. */
interface Tally {
  readonly term: Term
  readonly metric: string
  readonly windowMs: number
  readonly totals: Totals
  /** The same without signs: where it is exact, so is the total, in whatever order it was added. */
  readonly sizes: Float64Array
}

/** The two terms of a metric, one integer per unit each. */
export interface MetricTotals {
  readonly x: Totals
  readonly y?: Totals
}

/** @throws RangeError that names the metric, if a unit's total is beyond what is exact */
export function totalsOf(
  metrics: readonly { readonly name: string; readonly needs: Needs }[],
  experiment: string,
  units: Units,
  { events, streams }: { readonly events: Events; readonly streams: Streams },
): readonly MetricTotals[] {
  const byGoal = new Map<number, Tally[]>()
  const byExperiment = new Map<string, Tally[]>()

  function tallyOf(metric: string, term: Term, windowMs = Infinity): Tally {
    const totals = new Float64Array(units.size)
    const signed = term.quantity.of === 'goal' && term.quantity.take === 'value'
    const tally = { term, metric, windowMs, totals, sizes: signed ? new Float64Array(units.size) : totals }
    if (term.quantity.of === 'exposures') append(byExperiment, term.quantity.experiment ?? experiment, tally)
    else append(byGoal, events.goals.find(term.quantity.goal) ?? -1, tally)
    return tally
  }

  const tallies = metrics.map(({ name, needs: { x, y, windowMs } }) => ({
    x: tallyOf(name, x, windowMs),
    ...(y ? { y: tallyOf(name, y, windowMs) } : {}),
  }))
  addGoals(events.reached, byGoal, units, streams)
  for (const [name, wanting] of byExperiment) {
    for (const tally of wanting) addExposures(events.exposed(name), tally, units, streams)
  }
  return tallies.map(({ x, y }) => ({ x: finished(x), ...(y ? { y: finished(y) } : {}) }))
}

function addGoals(goals: Goals, byGoal: ReadonlyMap<number, Tally[]>, units: Units, streams: Streams): void {
  for (let row = 0; row < goals.at.length; row++) {
    const wanting = byGoal.get(goals.goal.at(row))
    if (!wanting) continue
    const time = goals.at.at(row) + streams.offset(goals.stream.at(row))
    const declared = declaredPlace(goals, row, units)
    const visiting = visitorPlace(goals, row, units)
    for (const tally of wanting) {
      if (isInWindow(units, declared, time, tally)) count(tally, declared, goals.value.at(row))
      if (visiting !== declared && isInWindow(units, visiting, time, tally)) count(tally, visiting, goals.value.at(row))
    }
  }
}

/** One per document, even if its page says it twice. */
function addExposures(exposures: Exposures, tally: Tally, units: Units, streams: Streams): void {
  const counted = new Set<number>()
  for (let row = 0; row < exposures.at.length; row++) {
    const stream = exposures.stream.at(row)
    const time = exposures.at.at(row) + streams.offset(stream)
    const places = new Set([declaredPlace(exposures, row, units), visitorPlace(exposures, row, units)])
    for (const place of places) {
      const document = place * streams.size + stream
      if (!isInWindow(units, place, time, tally) || counted.has(document)) continue
      counted.add(document)
      count(tally, place, 1)
    }
  }
}

/** The unit that the event declares; −1 if it declares none, or one that was never exposed. */
function declaredPlace({ unit }: Pick<Goals, 'unit'>, row: number, units: Units): number {
  return unit.at(row) === 0 ? -1 : units.placeOf(unit.at(row) - 1)
}

/** The event's visitor, where visitors are units; else −1. */
function visitorPlace({ visitor }: Pick<Goals, 'visitor'>, row: number, units: Units): number {
  const place = units.placeOf(visitor.at(row))
  return units.isVisitor[place] === 1 ? place : -1
}

/** From the first exposure on, up to but without the end of the window; false for no unit. */
function isInWindow({ since }: Units, place: number, time: number, { windowMs }: Tally): boolean {
  const start = since[place] ?? Infinity
  return time >= start && time < start + windowMs
}

function count({ term, totals, sizes }: Tally, place: number, value: number): void {
  if (totals === sizes) {
    totals[place] = (totals[place] ?? 0) + 1
    return
  }
  const integer = scaled(value, term.scale)
  totals[place] = (totals[place] ?? 0) + integer
  sizes[place] = (sizes[place] ?? 0) + Math.abs(integer)
}

function finished({ term, metric, totals, sizes }: Tally): Totals {
  const counted = totals === sizes
  for (let place = 0; place < totals.length; place++) {
    const total = totals[place] ?? 0
    if (term.take === 'any') totals[place] = Math.min(total, 1)
    else if (counted) totals[place] = scaled(total, term.scale)
    if (!((sizes[place] ?? 0) <= largestTotal)) throw totalTooLarge(metric, term.scale)
  }
  return totals
}

function append<Key>(map: Map<Key, Tally[]>, key: Key, tally: Tally): void {
  const list = map.get(key)
  if (list) list.push(tally)
  else map.set(key, [tally])
}
