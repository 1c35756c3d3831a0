/**
 * Adds up what each unit of an experiment did, for all metrics in one pass over the goals.
 */
import { largestTotal, scaled, totalTooLarge } from '../integers.js'
import type { Period, SumNeeds, Term } from '../metrics/needs.js'
import { createUnitNumbers, distinctIn } from './by-unit.js'
import type { Events, Exposures } from './events.js'
import type { LogTable } from './log-table.js'
import { eachOfUnit, isIn } from './occurrences.js'
import { addSessions } from './sessions.js'
import type { Streams } from './streams.js'
import type { Units } from './units.js'
import { whichRows } from './which.js'

/** One integer per unit. */
export type Totals = Float64Array

/** A term of a metric, as it is filled. */
interface Tally {
  readonly term: Term
  readonly metric: string
  readonly period: Period
  readonly totals: Totals
  /** Whether a row of a goal that it counts is one of those that it does; absent where all are. */
  readonly isOne?: (row: number) => boolean
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
  metrics: readonly { readonly name: string; readonly needs: SumNeeds }[],
  experiment: string,
  units: Units,
  table: LogTable,
): readonly MetricTotals[] {
  const { events, streams } = table
  const byGoal = Array.from({ length: events.goals.size }, (): Tally[] => [])
  const byExperiment = new Map<string, Tally[]>()

  function tallyOf(metric: string, term: Term, period: Period): Tally {
    const { quantity } = term
    const totals = new Float64Array(units.size)
    const signed = quantity.of === 'goal' && quantity.take === 'value'
    const tally: Tally = { term, metric, period, totals, sizes: signed ? new Float64Array(units.size) : totals }
    switch (quantity.of) {
      case 'exposures': {
        const name = quantity.experiment ?? experiment
        byExperiment.set(name, [...(byExperiment.get(name) ?? []), tally])
        break
      }
      case 'goal': {
        const { goal, isOne } = whichRows(events, quantity)
        byGoal[goal]?.push(isOne ? { ...tally, isOne } : tally)
        break
      }
      case 'anything':
        for (const wanting of byGoal) wanting.push(tally)
        break
      case 'sessions':
        addSessions(totals, period, units, table)
        break
    }
    return tally
  }

  const tallies = metrics.map(({ name, needs }) => {
    const { x, y, beforeMs } = needs
    const xs = tallyOf(name, x, needs)
    if (!y) return { x: xs }
    return { x: xs, y: tallyOf(name, y, beforeMs === undefined ? needs : { fromMs: -beforeMs, windowMs: 0 }) }
  })
  addGoals(events, byGoal, units, streams)
  for (const [name, wanting] of byExperiment) {
    for (const tally of wanting) addExposures(events.exposed(name), tally, units, streams)
  }
  return tallies.map(({ x, y }) => ({ x: finished(x), ...(y ? { y: finished(y) } : {}) }))
}

/** @param byGoal by the goal's number: what counts it */
function addGoals({ reached }: Events, byGoal: readonly (readonly Tally[])[], units: Units, streams: Streams): void {
  const isWanted = (row: number) => (byGoal[reached.goal.at(row)]?.length ?? 0) > 0
  eachOfUnit(reached, isWanted, units, streams, (place, time, row) => {
    for (const tally of byGoal[reached.goal.at(row)] ?? []) {
      if (tally.isOne?.(row) === false) continue
      if (isIn(tally.period, units, place, time)) count(tally, place, reached.value.at(row))
    }
  })
}

/** One per document, even if its page says it twice. */
function addExposures(exposures: Exposures, tally: Tally, units: Units, streams: Streams): void {
  const documents = createUnitNumbers(units.size)
  const { stream } = exposures
  eachOfUnit(
    exposures,
    () => true,
    units,
    streams,
    (place, time, row) => {
      if (isIn(tally.period, units, place, time)) documents.push(place, stream.at(row))
    },
  )
  documents.each((place, ofUnit) => {
    tally.totals[place] = distinctIn(ofUnit)
  })
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
