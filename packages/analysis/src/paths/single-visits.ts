/**
 * Visits one by one, event by event, without anybody's name: what a count of paths cannot show. Knows no path: it is given
 * the visits among which it chooses.
 */
import { hash53 } from '../mapping/hash.js'
import { compareTexts } from '../names.js'
import type { SingleEvent, SingleVisit, SingleVisits } from '../paths-report.js'
import { type OfUnit, placeOf } from '../scan/events.js'
import type { LogTable } from '../scan/log-table.js'
import type { Units } from '../scan/units.js'
import { actorsIn, type Visit } from './visits.js'

export interface SingleOptions {
  /** So many visits; default 10. */
  readonly count?: number
  /** So many are passed over, to see the next ones; default 0. */
  readonly offset?: number
}

/** A visit has so many events listed before the step, and after it. The rest is counted. */
const mostBefore = 20
const mostAfter = 40

/**
 * Some of the visits, in an order that is mixed and the same for every log of the same events: the first ones are a fair
 * sample, and not those of the first hour.
 *
 * @param units of an experiment, whose variants are then told
 * @throws RangeError if there is no such count or offset
 */
export function singleVisits(
  visits: readonly Visit[],
  table: LogTable,
  { count = 10, offset = 0 }: SingleOptions,
  units?: Units,
): SingleVisits {
  for (const [name, value, least] of [['count', count, 1] as const, ['offset', offset, 0] as const]) {
    if (!(Number.isSafeInteger(value) && value >= least)) {
      throw new RangeError(`single.${name} is a whole number from ${least} on, got ${value}.`)
    }
  }
  const chosen = mixed(visits, table).slice(offset, offset + count)
  const exposures = exposuresOf(chosen, table, units)
  return {
    ...{ total: visits.length, offset },
    visits: chosen.map((visit) => {
      const reached = visit.rows.map((row) => goalHappened(table, row))
      const all = [...reached, ...(exposures.get(visit) ?? [])].sort(inOrder)
      const step = reached[visit.at]
      const variant = units && table.events.variants.text(visit.group)
      return { ...(variant === undefined ? {} : { variant }), ...windowOf(all, step ? all.indexOf(step) : 0) }
    }),
  }
}

/** An event, and what its place in the visit depends on. */
interface Happened {
  readonly time: number
  readonly stream: string
  readonly seq: number
  readonly event: Omit<SingleEvent, 'afterMs' | 'isStep'>
}

const inOrder = (one: Happened, other: Happened): number =>
  one.time - other.time || compareTexts(one.stream, other.stream) || one.seq - other.seq

/** The events around the step, with the time since the first of all. */
function windowOf(all: readonly Happened[], step: number): Omit<SingleVisit, 'variant'> {
  const from = Math.max(step - mostBefore, 0)
  const to = Math.min(step + mostAfter + 1, all.length)
  const start = all[0]?.time ?? 0
  return {
    before: from,
    events: all.slice(from, to).map(({ time, event }, place) => ({
      ...{ afterMs: time - start, ...event },
      ...(from + place === step ? { isStep: true as const } : {}),
    })),
    after: all.length - to,
  }
}

/** By a hash of what names the visit's step, which is random: the stream and its number. */
function mixed(visits: readonly Visit[], { events: { reached }, streams }: LogTable): Visit[] {
  const keyed = visits.map((visit) => {
    const row = visit.rows[visit.at] ?? 0
    const name = `${streams.name(reached.stream.at(row))} ${reached.seq.at(row)}`
    return { visit, name, hash: hash53(name) }
  })
  return keyed.sort((a, b) => a.hash - b.hash || compareTexts(a.name, b.name)).map(({ visit }) => visit)
}

/** Those of the same visits, by the same visitors or units. */
function exposuresOf(visits: readonly Visit[], table: LogTable, units?: Units): ReadonlyMap<Visit, Happened[]> {
  const { events, streams, met } = table
  const bySession = new Map<number, Visit[]>()
  for (const visit of visits) bySession.set(visit.session, [...(bySession.get(visit.session) ?? []), visit])
  const found = new Map<Visit, Happened[]>()
  for (const experiment of met.experiments()) {
    const exposed = events.exposed(experiment)
    const actor = actorsIn(exposed, streams, units)
    for (let row = 0; row < exposed.at.length; row++) {
      const there = bySession.get(exposed.session?.at(row) ?? -1)
      const visit = there && visitOf(there, actor(row))
      if (!visit) continue
      const variant = events.variants.text(exposed.variant.at(row))
      const happened = happenedIn(table, exposed, row, { kind: 'exposure', experiment, variant })
      found.set(visit, [...(found.get(visit) ?? []), happened])
    }
  }
  return found
}

const visitOf = (visits: readonly Visit[], who: number) => visits.find((visit) => visit.who === who)

function goalHappened(table: LogTable, row: number): Happened {
  const { reached, goals, items, slots } = table.events
  const [item, slot] = [reached.item.at(row), reached.slot.at(row)]
  return happenedIn(table, reached, row, {
    kind: reached.isGoal?.at(row) === 1 ? 'goal' : 'click',
    goal: goals.text(reached.goal.at(row)),
    ...(item === 0 ? {} : { item: items.text(item - 1) }),
    ...(slot === 0 ? {} : placeOf(slots.text(slot - 1))),
  })
}

function happenedIn(
  { events, streams }: LogTable,
  { at, stream, seq, page }: OfUnit,
  row: number,
  event: Omit<Happened['event'], 'page'>,
): Happened {
  return {
    time: at.at(row) + streams.offset(stream.at(row)),
    ...{ stream: streams.name(stream.at(row)), seq: seq.at(row) },
    event: { ...event, page: events.pages.text(page?.at(row) ?? -1) },
  }
}
