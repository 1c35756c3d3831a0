/**
 * The tables that are kept of a log: who was exposed when, who reached a goal when, how fast pages were.
 * Columns of numbers; texts are in dictionaries.
 */
import { createTexts, field, hasField, type LineRecord, lineType, type Texts } from '@heddle/events/lines'
import { type Column, column, type Values } from './column.js'
import { createDictionary, type Dictionary } from './dictionary.js'
import { addRow, createRows, type NamesIn, type Removable, type Rows, removable } from './rows.js'
import type { Streams } from './streams.js'
import { timeColumn } from './time-column.js'

/** Whose event it was, when. */
interface Happened extends Rows {
  readonly visitor: Values
  /** The visitor's number plus one where it is not the one that the stream had first, as in nearly all; there it is 0. */
  readonly others: Column
  /** On the visitor's clock. */
  readonly at: Column
}

/** What may be about something else than its visitor. */
export interface OfUnit extends Happened {
  /** The declared unit's number plus one; 0 where the event declares none. */
  readonly unit: Column
  /** The session's number; those of different visitors have different ones. Only where visits are kept. */
  readonly session?: Column
  /** The number of the page in `pages`. Only where visits are kept. */
  readonly page?: Column
}

/** The exposures of one experiment. */
export interface Exposures extends OfUnit {
  readonly variant: Column
  /** Place of its attributes in `segments`. */
  readonly segment: Column
}

/** Where changes of one experiment were applied, or could not be. */
export interface Applications extends Rows {
  readonly variant: Column
  /** 1 where the change is on the page. */
  readonly applied: Column
}

/** Clicks and goals. */
export interface Goals extends OfUnit {
  readonly goal: Column
  readonly value: Column
  /** The item's number plus one; 0 where the event names none. */
  readonly item: Column
  /** The number of the slot in `slots` plus one; 0 where the event names none. */
  readonly slot: Column
  /** 0 for a click, 1 for a goal. Only where visits are kept. */
  readonly isGoal?: Column
}

/** Speeds of pages. */
export interface Vitals extends Happened {
  /** Place of its name in `vitalNames`. */
  readonly name: Column
  readonly value: Column
}

/** Events of types that this version does not know. */
export interface Unknowns extends Rows {
  readonly type: Column
}

export interface EventsOptions {
  /**
   * Whether it is kept in which session and on which page events happened, for paths and metrics over sessions: 5 to 7 bytes
   * a goal and exposure, and a text a session more.
   */
  readonly visits?: boolean
}

export interface Events {
  /** Visitors and units: one space of ids, for a server may name a visitor as the unit. */
  readonly ids: Texts
  readonly goals: Dictionary
  readonly items: Dictionary
  /** Where something stood and of how many, as {@link placeOf} reads it. */
  readonly slots: Texts
  /** None where visits are not kept. */
  readonly pages: Texts
  readonly variants: Dictionary
  /** JSON of the attributes, in the order of their names. */
  readonly segments: Dictionary
  readonly vitalNames: Dictionary
  readonly types: Dictionary
  readonly reached: Goals
  readonly vitals: Vitals
  readonly unknown: Unknowns
  /** How many different sessions there are; undefined where they are not kept. */
  readonly sessions: () => number | undefined
  /** The number of a session's visitor and that of its text in `sessionTexts`, with a space between them. */
  readonly sessionKeys: Texts
  readonly sessionTexts: Texts
  /** By experiment; none at all for one that nobody met. */
  readonly exposed: (experiment: string) => Exposures
  readonly applied: (experiment: string) => Applications
  /** The tables of an experiment, to add to. */
  readonly tablesOf: (experiment: string) => Pick<Experiment, 'exposures' | 'applications'>
  /** Experiments that were applied or seen. */
  readonly experiments: () => string[]
  /** Every table, to take events out of. */
  readonly tables: () => Removable[]
  /** Adds an event. */
  add(line: LineRecord, stream: number): void
}

interface Experiment {
  readonly exposures: Exposures
  readonly applications: Applications
  readonly tables: readonly Removable[]
}

/** @param attributes those of the lines, by their number in them */
export function createEvents(
  streams: Streams,
  attributes: Texts,
  { visits: keepsVisits = false }: EventsOptions = {},
): Events {
  const ids = createTexts()
  const goals = createDictionary()
  const items = createDictionary()
  const slots = createTexts()
  const pages = createTexts()
  const variants = createDictionary()
  const segments = createDictionary(attributes)
  const vitalNames = createDictionary()
  const types = createDictionary()
  const names = createTexts()
  const experiments: Experiment[] = []
  const nobody = createExperiment()
  const noAttributes = attributes.number('{}')
  const placeNumber = placeNumbers(slots)
  const sessionTexts = createTexts()
  const sessions = createTexts()
  const reached: Goals = {
    ...{ ...ofUnit(), goal: column(), value: column(), item: column(), slot: column() },
    ...(keepsVisits ? { isGoal: column() } : {}),
  }
  const vitals: Vitals = { ...happened(), name: column(), value: column() }
  const unknown: Unknowns = { ...createRows(), type: column() }
  const tables = [
    tableOf(reached, [
      [reached.goal, goals, 0],
      [reached.item, items, 1],
    ]),
    tableOf(vitals, [[vitals.name, vitalNames, 0]]),
    tableOf(unknown, [[unknown.type, types, 0]]),
  ]

  /** Columns of a table whose other visitors are kept apart. */
  function happened(): Happened {
    const rows = createRows()
    const others = column()
    const visitor: Values = {
      get length() {
        return rows.stream.length
      },
      at: (row) => {
        const other = others.at(row)
        return other === 0 ? streams.firstVisitor(rows.stream.at(row)) : other - 1
      },
    }
    return { ...rows, visitor, others, at: timeColumn() }
  }

  function ofUnit(): OfUnit {
    return { ...happened(), unit: column(), ...(keepsVisits ? { session: column(), page: column() } : {}) }
  }

  function addHappened(table: Happened, line: LineRecord, stream: number): void {
    addRow(table, line, stream)
    table.at.push(line.numbers[field.at] ?? 0)
    const visitor = streams.visitor(stream, line, ids)
    table.others.push(visitor === streams.firstVisitor(stream) ? 0 : visitor + 1)
  }

  function addOfUnit(table: OfUnit, line: LineRecord, stream: number): void {
    addHappened(table, line, stream)
    table.unit.push(hasField(line, field.unit) ? numberOf(ids, line, field.unit) + 1 : 0)
    if (!table.session) return
    const visitor = table.visitor.at(table.stream.length - 1)
    table.session.push(sessions.number(`${visitor} ${numberOf(sessionTexts, line, field.session)}`))
    table.page?.push(numberOf(pages, line, field.page))
  }

  function experimentAt(number: number): Experiment {
    const found = experiments[number]
    if (found) return found
    const created = createExperiment()
    experiments.push(created)
    return created
  }

  function createExperiment(): Experiment {
    const exposures: Exposures = { ...ofUnit(), variant: column(), segment: column() }
    const applications: Applications = { ...createRows(), variant: column(), applied: column() }
    return {
      exposures,
      applications,
      tables: [
        tableOf(exposures, [
          [exposures.variant, variants, 0],
          [exposures.segment, segments, 0],
        ]),
        tableOf(applications, [[applications.variant, variants, 0]]),
      ],
    }
  }

  const find = (experiment: string) => experiments[names.find(experiment) ?? -1] ?? nobody

  return {
    ids,
    goals,
    items,
    slots,
    pages,
    variants,
    segments,
    vitalNames,
    types,
    reached,
    vitals,
    unknown,
    sessions: () => (keepsVisits ? sessions.size : undefined),
    sessionKeys: sessions,
    sessionTexts,
    exposed: (experiment) => find(experiment).exposures,
    applied: (experiment) => find(experiment).applications,
    tablesOf: (experiment) => experimentAt(names.number(experiment)),
    experiments: () =>
      experiments.flatMap(({ exposures, applications }, number) =>
        exposures.stream.length + applications.stream.length > 0 ? [names.text(number)] : [],
      ),
    tables: () => [...tables, ...experiments.flatMap((one) => one.tables)],
    add: (line, stream) => {
      switch (line.type) {
        case lineType.exposure: {
          const { exposures } = experimentAt(numberOf(names, line, field.experiment))
          addOfUnit(exposures, line, stream)
          exposures.variant.push(variants.take(line, field.variant))
          const own = hasField(line, field.attributes) ? line.numbers[field.attributes] : undefined
          exposures.segment.push(segments.use(own ?? noAttributes))
          return
        }
        case lineType.applied: {
          const { applications } = experimentAt(numberOf(names, line, field.experiment))
          addRow(applications, line, stream)
          applications.variant.push(variants.take(line, field.variant))
          applications.applied.push(line.numbers[field.applied] ?? 0)
          return
        }
        case lineType.click:
        case lineType.goal:
          addOfUnit(reached, line, stream)
          reached.goal.push(goals.take(line, field.goal))
          reached.value.push(hasField(line, field.value) ? (line.numbers[field.value] ?? 0) : 0)
          reached.item.push(hasField(line, field.item) ? items.take(line, field.item) + 1 : 0)
          reached.slot.push(hasField(line, field.slot) ? placeNumber(line) + 1 : 0)
          reached.isGoal?.push(line.type === lineType.goal ? 1 : 0)
          return
        case lineType.vital:
          addHappened(vitals, line, stream)
          vitals.name.push(vitalNames.take(line, field.name))
          vitals.value.push(line.numbers[field.value] ?? 0)
          return
        default:
          addRow(unknown, line, stream)
          unknown.type.push(types.take(line, field.type))
      }
    },
  }
}

/** The number of the text in a field of the line. */
function numberOf(texts: Texts, { block, starts, ends, hashes }: LineRecord, at: number): number {
  return texts.numberAt(block, starts[at] ?? 0, ends[at] ?? 0, hashes[at] ?? 0)
}

/** Where something stood. */
export interface Place {
  readonly slot: number
  /** Of how many; undefined where the event does not say. */
  readonly slots?: number
}

/** Of a text of `slots`. */
export function placeOf(text: string): Place {
  const [slot, slots] = text.split('/').map(Number)
  return { slot: slot ?? 0, ...(slots === undefined ? {} : { slots }) }
}

/** A place has a number as texts have, since events may name any whole number, and nearly all name a few. */
function placeNumbers(slots: Texts): (line: LineRecord) => number {
  let [lastSlot, lastOf, last] = [-1, -1, 0]
  return (line) => {
    const slot = line.numbers[field.slot] ?? 0
    const of = hasField(line, field.slots) ? (line.numbers[field.slots] ?? 0) : 0
    if (slot !== lastSlot || of !== lastOf) {
      last = slots.number(of === 0 ? `${slot}` : `${slot}/${of}`)
      lastSlot = slot
      lastOf = of
    }
    return last
  }
}

function tableOf(table: Rows, names: readonly NamesIn[]): Removable {
  return removable(
    table,
    Object.values(table).filter((one): one is Column => 'push' in one),
    names,
  )
}
