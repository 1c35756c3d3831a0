/**
 * Adds up what each unit of the experiments did, for all metrics in one pass over the goals.
 */
import { largestTotal, totalTooLarge } from '../integers.js'
import type { Period, SumNeeds, Term } from '../metrics/needs.js'
import type { Quantity } from '../metrics/quantity.js'
import { nameOf, numberOf } from './cells.js'
import type { Dialect } from './engine.js'
import { isGoal, scaledDouble, scaledValue } from './goals.js'
import { and, from, select } from './select.js'
import { storedText } from './stored-text.js'
import { isIn, type Job, ofUnits, withNames } from './units.js'

/** One term of one metric, and the columns that it fills. */
interface Tally {
  readonly metric: string
  readonly term: Term
  readonly period: Period
  /** What the unit's total is called; 0 where it is too large. */
  readonly total: string
  /** Its parts: a count, or a sum of integers and the sum of their sizes. */
  readonly parts: readonly string[]
}

/** The columns that hold a metric's terms. */
export interface TermColumns {
  readonly x: string
  readonly y?: string
}

export interface Totals {
  /** One row per unit that is not set apart: `u, grp, since` and the totals, 64-bit integers. */
  readonly relation: string
  readonly columnsOf: ReadonlyMap<string, TermColumns>
  /** By experiment: that a unit's total is beyond what is exact. */
  readonly refused: ReadonlyMap<string, RangeError>
}

/** @param acts the relation of clicks and goals */
export async function keepTotals(
  job: Job,
  metrics: readonly { readonly name: string; readonly needs: SumNeeds }[],
  acts: string,
): Promise<Totals> {
  const { engine } = job
  const tallies = talliesOf(metrics)
  const columnsOf = new Map(
    metrics.map(({ name }) => {
      const [x, y] = tallies.filter(({ metric }) => metric === name).map(({ total }) => total)
      return [name, { x: x ?? '', ...(y === undefined ? {} : { y }) }]
    }),
  )
  if (tallies.length === 0) return { relation: job.units, columnsOf, refused: new Map() }
  const relation = await engine.keep('totals', totalsQuery(job, tallies, acts))
  const flags = tallies.map(({ total }) => `${total}beyond`)
  const beyond = await engine.ask(
    withNames(
      job,
      `SELECT grp, ${flags.map((flag) => `max(${flag}) AS ${flag}s`).join(', ')} FROM ${relation} GROUP BY grp`,
      flags.map((flag) => `${flag}s`),
    ),
  )
  /** By experiment: the first of the tallies that is beyond. */
  const firsts = new Map<string, number>()
  for (const [experiment, , , ...cells] of beyond) {
    const first = cells.findIndex((cell) => numberOf(cell) > 0)
    if (first === -1) continue
    firsts.set(nameOf(experiment), Math.min(first, firsts.get(nameOf(experiment)) ?? first))
  }
  const refused = new Map(
    [...firsts].flatMap(([experiment, first]) => {
      const tally = tallies[first]
      return tally ? [[experiment, totalTooLarge(tally.metric, tally.term.scale)] as const] : []
    }),
  )
  return { relation, columnsOf, refused }
}

function talliesOf(metrics: readonly { readonly name: string; readonly needs: SumNeeds }[]): readonly Tally[] {
  const terms = metrics.flatMap(({ name, needs }) => {
    const { x, y, beforeMs } = needs
    const xs = { metric: name, term: x, period: needs as Period }
    if (!y) return [xs]
    return [xs, { ...xs, term: y, ...(beforeMs === undefined ? {} : { period: { fromMs: -beforeMs, windowMs: 0 } }) }]
  })
  return terms.map((one, index) => ({
    ...one,
    total: `total${index}`,
    parts: isSigned(one.term) ? [`part${index}`, `size${index}`] : [`part${index}`],
  }))
}

/** Whether values are added, which may be below 0. */
const isSigned = ({ quantity }: Term) => quantity.of === 'goal' && quantity.take === 'value'

/** What units did, joined to them one after the other: those that did nothing are there too. */
function totalsQuery(job: Job, tallies: readonly Tally[], acts: string): string {
  const { dialect } = job.engine
  const counting = tallies.filter(({ term }) => isAddable(term.quantity))
  const added = counting.flatMap((tally) => partsOf(tally, dialect)).join(', ')
  const did = [
    ...(counting.length > 0 ? [{ filled: counting, query: `SELECT u, ${added} FROM ${acts} GROUP BY u` }] : []),
    ...tallies.flatMap((tally) => {
      const query = differentQuery(job, tally, acts)
      return query === '' ? [] : [{ filled: [tally], query }]
    }),
  ]
  const { query } = did.reduce<{ readonly query: string; readonly columns: readonly string[] }>(
    (before, { filled, query }) => {
      const parts = filled.flatMap((tally) => tally.parts)
      // Some databases have 0 where there is no row to join, some have NULL.
      const some = parts.map((part) => `coalesce(${part}, 0) AS ${part}sum`)
      return {
        query: `SELECT ${[...before.columns, ...some].join(', ')} FROM (${before.query}) AS units LEFT JOIN (${query}) AS did USING (u)`,
        columns: [...before.columns, ...parts.map((part) => `${part}sum`)],
      }
    },
    { query: select([unitColumns], job.units, 'crossed = 0'), columns: unitColumns.split(', ') },
  )
  return select([unitColumns, ...tallies.flatMap((tally) => totalOf(tally, dialect))], from(query))
}

/** What all relations of what units did begin with. */
const unitColumns = 'u, grp, since'

/** Whether each of its events counts; of documents and sessions, only different ones do. */
const isAddable = ({ of }: Quantity) => of === 'goal' || of === 'anything'

/** The sums of a group of events of one unit. */
function partsOf({ term, period, parts }: Tally, dialect: Dialect): readonly string[] {
  const { quantity } = term
  const condition = and(isIn(period, dialect), quantity.of === 'goal' ? isGoal(quantity, dialect) : '')
  const [part, size] = parts
  if (size === undefined) return [`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS ${part}`]
  const double = scaledValue(term.scale, dialect)
  const limit = dialect.double(largestTotal)
  // What is beyond the limit by itself is one more than it, which the sum of sizes tells.
  const integer = `CASE WHEN abs(${double}) <= ${limit} THEN ${dialect.whole(double)} ELSE ${dialect.integer(largestTotal + 2)} END`
  return [
    `${dialect.sum(`CASE WHEN ${condition} THEN ${integer} ELSE 0 END`)} AS ${part}`,
    `${dialect.sum(`CASE WHEN ${condition} THEN abs(${integer}) ELSE 0 END`)} AS ${size}`,
  ]
}

/** How many different documents or sessions there were; empty for quantities of which all events count. */
function differentQuery(job: Job, { term: { quantity }, period, parts }: Tally, acts: string): string {
  switch (quantity.of) {
    case 'goal':
    case 'anything':
      return ''
    case 'exposures': {
      const { experiment } = quantity
      const wanted = experiment === undefined ? 'experiment' : job.engine.dialect.text(storedText(experiment))
      const shown = select(['experiment AS shown', 'visitor', 'unit', 'stream', 't'], job.exposed)
      const own = ofUnits(job, from(shown), ['experiment', 'shown', 'stream', 't'])
      return differentOf(job, period, `${parts[0]}`, own, ['stream'], `shown = ${wanted}`)
    }
    case 'sessions': {
      const guests = select(['visitor', 'unit', 'visitor AS guest', 'session', 't'], job.exposed)
      const columns = [unitColumns, 'guest', 'session', 't']
      const there = `${select([unitColumns, 'visitor AS guest', 'session', 't'], acts)} UNION ALL ${select(columns, from(ofUnits(job, from(guests), ['guest', 'session', 't'])))}`
      return differentOf(job, period, `${parts[0]}`, there, ['guest', 'session'], '')
    }
  }
}

/** @param query of the events of units, with the keys that make one different from another */
function differentOf(
  job: Job,
  period: Period,
  part: string,
  query: string,
  keys: readonly string[],
  condition: string,
): string {
  const all = ['u', ...keys].join(', ')
  const mine = and(condition, isIn(period, job.engine.dialect))
  const different = `SELECT ${all} FROM ${from(query)} WHERE ${mine} GROUP BY ${all}`
  return `SELECT u, count(*) AS ${part} FROM (${different}) AS different GROUP BY u`
}

/** The total of a term, and whether it is beyond what is exact. */
function totalOf({ term, parts, total }: Tally, dialect: Dialect): readonly string[] {
  const [part = '', size] = parts.map((name) => `${name}sum`)
  const flagged = (fits: string, value: string) => [
    `CASE WHEN ${fits} THEN ${value} ELSE 0 END AS ${total}`,
    `CASE WHEN ${fits} THEN 0 ELSE 1 END AS ${total}beyond`,
  ]
  if (size !== undefined) {
    const sum = term.take === 'any' ? `CASE WHEN ${part} > 1 THEN 1 ELSE ${part} END` : part
    return flagged(`${size} <= ${dialect.integer(largestTotal)}`, dialect.narrow(sum))
  }
  if (term.take === 'any') return flagged('1 = 1', `CASE WHEN ${part} > 0 THEN 1 ELSE 0 END`)
  const scaled = scaledDouble(dialect.asDouble(part), term.scale, dialect)
  return flagged(`${scaled} <= ${dialect.double(largestTotal)}`, dialect.whole(scaled))
}
