/**
 * The tables that are kept of a log: who was exposed when, who reached a goal when, how fast pages were.
 * Columns of numbers; texts are in dictionaries.
 */
import type { Applied, Click, Exposure, GoalReached, Stamp, Vital } from '@heddle/events'
import { type Column, doubles, indexes, type SparseColumn, sparseIndexes } from './column.js'
import { createDictionary, type Dictionary } from './dictionary.js'

/** Whose event it was, when: the columns that all tables have. */
interface Happened {
  readonly visitor: Column
  readonly stream: Column
  /** On the visitor's clock. */
  readonly at: Column
}

/** What may be about something else than its visitor, and has a place in the order of events. */
export interface OfUnit extends Happened {
  /** The declared unit's number plus one; 0 where the event declares none. */
  readonly unit: Column
  readonly seq: Column
  /** The session's number; those of different visitors have different ones. Only where sessions are kept. */
  readonly session?: Column
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
  /** The item's number plus one; 0 where the event names none. */
  readonly item: SparseColumn
  /** The number of the slot in `slots` plus one; 0 where the event names none. */
  readonly slot: SparseColumn
}

/** Speeds of pages. */
export interface Vitals extends Happened {
  /** Place of its name in `vitalNames`. */
  readonly name: Column
  readonly value: Column
}

export interface EventsOptions {
  /** Whether sessions are kept, for paths and metrics over them: 4 bytes a goal and exposure, and a text a session more. */
  readonly visits?: boolean
  /** Whether it is kept in which streams a change really was on the page, for metrics with `population: 'applied'`. */
  readonly applied?: boolean
}

export interface Events {
  /** Visitors and units: one space of ids, for a server may name a visitor as the unit. */
  readonly ids: Dictionary
  readonly goals: Dictionary
  readonly items: Dictionary
  /** Where something stood and of how many, as {@link placeOf} reads it. */
  readonly slots: Dictionary
  readonly variants: Dictionary
  /** JSON of the attributes, in the order of their names. */
  readonly segments: Dictionary
  readonly vitalNames: Dictionary
  readonly reached: Goals
  readonly vitals: Vitals
  /** How many different sessions there are; undefined where they are not kept. */
  readonly sessions: () => number | undefined
  /** By experiment: the streams in which a change of it was on the page; undefined where that is not kept. */
  readonly applied?: ReadonlyMap<string, ReadonlySet<number>>
  /** By experiment; none at all for one that nobody met. */
  readonly exposed: (experiment: string) => Exposures
  expose(event: Exposure & Stamp, stream: number): void
  apply(event: Applied, stream: number): void
  reach(event: (Click | GoalReached) & Stamp, stream: number): void
  measure(event: Vital & Stamp, stream: number): void
}

export function createEvents({
  visits: keepsSessions = false,
  applied: keepsApplied = false,
}: EventsOptions = {}): Events {
  const ids = createDictionary()
  const goals = createDictionary()
  const items = createDictionary()
  const slots = createDictionary()
  const variants = createDictionary()
  const segments = createDictionary()
  const exposed = new Map<string, Exposures>()
  const nobody = createExposures(keepsSessions)
  const vitalNames = createDictionary()
  const reached: Goals = {
    ...ofUnit(keepsSessions),
    ...{ goal: indexes(), value: doubles(), item: sparseIndexes(), slot: sparseIndexes() },
  }
  const vitals: Vitals = { ...happened(), name: indexes(), value: doubles() }
  const sessions = createDictionary()
  const applied = keepsApplied ? new Map<string, Set<number>>() : undefined

  function add(table: Happened, { visitor, at }: Stamp, stream: number): void {
    table.visitor.push(ids.number(visitor))
    table.stream.push(stream)
    table.at.push(at)
  }

  function addOfUnit(table: OfUnit, event: Stamp, unit: string | undefined, stream: number): void {
    add(table, event, stream)
    table.unit.push(unit === undefined ? 0 : ids.number(unit) + 1)
    table.seq.push(event.seq)
    table.session?.push(sessions.number(`${ids.number(event.visitor)} ${event.session}`))
  }

  return {
    ids,
    goals,
    items,
    slots,
    variants,
    segments,
    vitalNames,
    reached,
    vitals,
    sessions: () => (keepsSessions ? sessions.size : undefined),
    ...(applied ? { applied } : {}),
    exposed: (experiment) => exposed.get(experiment) ?? nobody,
    expose: (event, stream) => {
      let table = exposed.get(event.experiment)
      if (!table) {
        table = createExposures(keepsSessions)
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
      const row = reached.goal.length - 1
      if (event.item !== undefined) reached.item.set(row, items.number(event.item) + 1)
      if (event.slot !== undefined) reached.slot.set(row, slots.number(textOf(event.slot, event.slots)) + 1)
    },
    apply: (event, stream) => {
      if (!applied || !event.applied) return
      const streams = applied.get(event.experiment) ?? new Set()
      applied.set(event.experiment, streams.add(stream))
    },
    measure: (event, stream) => {
      add(vitals, event, stream)
      vitals.name.push(vitalNames.number(event.name))
      vitals.value.push(event.value)
    },
  }
}

/** Where something stood. */
export interface Place {
  readonly slot: number
  /** Of how many; undefined where the event does not say. */
  readonly slots?: number
}

/** Of a text of the dictionary `slots`. */
export function placeOf(text: string): Place {
  const [slot, slots] = text.split('/').map(Number)
  return { slot: slot ?? 0, ...(slots === undefined ? {} : { slots }) }
}

/** A place has a number as texts have, since events may name any whole number, and nearly all name a few. */
function textOf(slot: number, slots: number | undefined): string {
  return slots === undefined ? `${slot}` : `${slot}/${slots}`
}

function createExposures(keepsSessions: boolean): Exposures {
  return { ...ofUnit(keepsSessions), variant: indexes(), segment: indexes() }
}

function happened(): Happened {
  return { visitor: indexes(), stream: indexes(), at: doubles() }
}

function ofUnit(keepsSessions: boolean): OfUnit {
  return { ...happened(), unit: indexes(), seq: doubles(), ...(keepsSessions ? { session: indexes() } : {}) }
}

function segmentOf({ attributes = {} }: Exposure): string {
  const names = Object.keys(attributes)
  if (names.length === 0) return '{}'
  return JSON.stringify(Object.fromEntries(names.sort().map((name) => [name, attributes[name]])))
}
