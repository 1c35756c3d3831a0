/**
 * The tables that are kept of a log: who was exposed when, who reached a goal when, how fast pages were.
 * Columns of numbers; texts are in dictionaries.
 */
import type { Click, Exposure, GoalReached, Stamp, Vital } from '@heddle/events'
import { type Column, doubles, indexes } from './column.js'
import { createDictionary, type Dictionary } from './dictionary.js'

/** Whose event it was, when: the columns that all tables have. */
interface Happened {
  readonly visitor: Column
  readonly stream: Column
  /** On the visitor's clock. */
  readonly at: Column
}

/** What may be about something else than its visitor, and has a place in the order of events. */
interface OfUnit extends Happened {
  /** The declared unit's number plus one; 0 where the event declares none. */
  readonly unit: Column
  readonly seq: Column
}

/** The exposures of one experiment. */
export interface Exposures extends OfUnit {
  readonly variant: Column
  /** Place of its attributes in `segments`. */
  readonly segment: Column
}

/** Clicks and goals. */
export interface Goals extends OfUnit {
  readonly goal: Column
  readonly value: Column
}

/** Speeds of pages. */
export interface Vitals extends Happened {
  /** Place of its name in `vitalNames`. */
  readonly name: Column
  readonly value: Column
}

/** What puts the goals of a visit in order; row by row beside those of {@link Goals}. */
export interface Visits {
  readonly seq: Column
  /** The visit's number; visits of different visitors have different ones. */
  readonly session: Column
}

export interface EventsOptions {
  /** Whether visits are kept, for paths: 12 bytes a goal and a text a visit more. */
  readonly visits?: boolean
}

export interface Events {
  /** Visitors and units: one space of ids, for a server may name a visitor as the unit. */
  readonly ids: Dictionary
  readonly goals: Dictionary
  readonly variants: Dictionary
  /** JSON of the attributes, in the order of their names. */
  readonly segments: Dictionary
  readonly vitalNames: Dictionary
  readonly reached: Goals
  readonly vitals: Vitals
  /** Only where they are kept. */
  readonly visits?: Visits
  /** By experiment; none at all for one that nobody met. */
  readonly exposed: (experiment: string) => Exposures
  expose(event: Exposure & Stamp, stream: number): void
  reach(event: (Click | GoalReached) & Stamp, stream: number): void
  measure(event: Vital & Stamp, stream: number): void
}

export function createEvents({ visits: keepsVisits = false }: EventsOptions = {}): Events {
  const ids = createDictionary()
  const goals = createDictionary()
  const variants = createDictionary()
  const segments = createDictionary()
  const exposed = new Map<string, Exposures>()
  const nobody = createExposures()
  const vitalNames = createDictionary()
  const reached: Goals = { ...ofUnit(), goal: indexes(), value: doubles() }
  const vitals: Vitals = { ...happened(), name: indexes(), value: doubles() }
  const sessions = createDictionary()
  const visits: Visits | undefined = keepsVisits ? { seq: doubles(), session: indexes() } : undefined

  function add(table: Happened, { visitor, at }: Stamp, stream: number): void {
    table.visitor.push(ids.number(visitor))
    table.stream.push(stream)
    table.at.push(at)
  }

  function addOfUnit(table: OfUnit, event: Stamp, unit: string | undefined, stream: number): void {
    add(table, event, stream)
    table.unit.push(unit === undefined ? 0 : ids.number(unit) + 1)
    table.seq.push(event.seq)
  }

  return {
    ids,
    goals,
    variants,
    segments,
    vitalNames,
    reached,
    vitals,
    ...(visits ? { visits } : {}),
    exposed: (experiment) => exposed.get(experiment) ?? nobody,
    expose: (event, stream) => {
      let table = exposed.get(event.experiment)
      if (!table) {
        table = createExposures()
        exposed.set(event.experiment, table)
      }
      addOfUnit(table, event, event.unit, stream)
      table.variant.push(variants.number(event.variant))
      table.segment.push(segments.number(segmentOf(event)))
    },
    reach: (event, stream) => {
      addOfUnit(reached, event, event.type === 'goal' ? event.unit : undefined, stream)
      reached.goal.push(goals.number(event.goal))
      reached.value.push(event.value ?? 0)
      visits?.seq.push(event.seq)
      visits?.session.push(sessions.number(`${ids.number(event.visitor)} ${event.session}`))
    },
    measure: (event, stream) => {
      add(vitals, event, stream)
      vitals.name.push(vitalNames.number(event.name))
      vitals.value.push(event.value)
    },
  }
}

function createExposures(): Exposures {
  return { ...ofUnit(), variant: indexes(), segment: indexes() }
}

function happened(): Happened {
  return { visitor: indexes(), stream: indexes(), at: doubles() }
}

function ofUnit(): OfUnit {
  return { ...happened(), unit: indexes(), seq: doubles() }
}

function segmentOf({ attributes = {} }: Exposure): string {
  const names = Object.keys(attributes)
  if (names.length === 0) return '{}'
  return JSON.stringify(Object.fromEntries(names.sort().map((name) => [name, attributes[name]])))
}
