/**
 * The two tables that are kept of a log: who was exposed when, and who reached a goal when.
 * Columns of numbers; texts are in dictionaries.
 */
import type { Click, Exposure, GoalReached, Stamp } from '@heddle/events'
import { type Column, doubles, indexes } from './column.js'
import { createDictionary, type Dictionary } from './dictionary.js'

/** Whose event it was, when: the columns that both tables have. */
interface Happened {
  readonly visitor: Column
  /** The declared unit's number plus one; 0 where the event declares none. */
  readonly unit: Column
  readonly stream: Column
  /** On the visitor's clock. */
  readonly at: Column
}

/** The exposures of one experiment. */
export interface Exposures extends Happened {
  readonly seq: Column
  readonly variant: Column
  /** Place of its attributes in `segments`. */
  readonly segment: Column
}

/** Clicks and goals. */
export interface Goals extends Happened {
  readonly goal: Column
  readonly value: Column
}

export interface Events {
  /** Visitors and units: one space of ids, for a server may name a visitor as the unit. */
  readonly ids: Dictionary
  readonly goals: Dictionary
  readonly variants: Dictionary
  /** JSON of the attributes, in the order of their names. */
  readonly segments: Dictionary
  readonly reached: Goals
  /** By experiment; none at all for one that nobody met. */
  readonly exposed: (experiment: string) => Exposures
  expose(event: Exposure & Stamp, stream: number): void
  reach(event: (Click | GoalReached) & Stamp, stream: number): void
}

export function createEvents(): Events {
  const ids = createDictionary()
  const goals = createDictionary()
  const variants = createDictionary()
  const segments = createDictionary()
  const exposed = new Map<string, Exposures>()
  const nobody = createExposures()
  const reached: Goals = { ...happened(), goal: indexes(), value: doubles() }

  function add(table: Happened, { visitor, at }: Stamp, unit: string | undefined, stream: number): void {
    table.visitor.push(ids.number(visitor))
    table.unit.push(unit === undefined ? 0 : ids.number(unit) + 1)
    table.stream.push(stream)
    table.at.push(at)
  }

  return {
    ids,
    goals,
    variants,
    segments,
    reached,
    exposed: (experiment) => exposed.get(experiment) ?? nobody,
    expose: (event, stream) => {
      let table = exposed.get(event.experiment)
      if (!table) {
        table = createExposures()
        exposed.set(event.experiment, table)
      }
      add(table, event, event.unit, stream)
      table.seq.push(event.seq)
      table.variant.push(variants.number(event.variant))
      table.segment.push(segments.number(segmentOf(event)))
    },
    reach: (event, stream) => {
      add(reached, event, event.type === 'goal' ? event.unit : undefined, stream)
      reached.goal.push(goals.number(event.goal))
      reached.value.push(event.value ?? 0)
    },
  }
}

function createExposures(): Exposures {
  return { ...happened(), seq: doubles(), variant: indexes(), segment: indexes() }
}

function happened(): Happened {
  return { visitor: indexes(), unit: indexes(), stream: indexes(), at: doubles() }
}

function segmentOf({ attributes = {} }: Exposure): string {
  const names = Object.keys(attributes)
  if (names.length === 0) return '{}'
  return JSON.stringify(Object.fromEntries(names.sort().map((name) => [name, attributes[name]])))
}
