/**
 * Adds up what each unit of the experiments did, for all metrics in one pass over the goals.
 */
import { largestTotal, totalTooLarge } from '../integers.js'
import type { Period, SumNeeds, Term } from '../metrics/needs.js'
import type { Quantity } from '../metrics/quantity.js'
import { nameOf, numberOf } from './cells.js'
import type { Dialect } from './engine.js'
import { goalColumns, isGoal, scaledDouble, scaledValue } from './goals.js'
import { and, from, select } from './select.js'
import { storedText } from './stored-text.js'
import { isIn, isOwn, type Job, ofUnits } from './units.js'

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
  /** One row per experiment and unit: what `units` has of it, and the totals, 64-bit integers. */
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
  const beyond = await engine.ask(
    `SELECT experiment, ${tallies.map(({ total }) => `max(${total}beyond)`).join(', ')} FROM ${relation} GROUP BY experiment`,
  )
  const refused = new Map<string, RangeError>()
  for (const [experiment, ...flags] of beyond) {
    const first = tallies.find((_, index) => numberOf(flags[index]) > 0)
    if (first) refused.set(nameOf(experiment), totalTooLarge(first.metric, first.term.scale))
  }
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

function totalsQuery(job: Job, tallies: readonly Tally[], acts: string): string {
  const { dialect } = job.engine
  const parts = tallies.flatMap((tally) => tally.parts)
  const zeros = (filled: readonly string[] = []) =>
    parts.map((part) => (filled.includes(part) ? part : `0 AS ${part}`)).join(', ')
  const nobody = `'' AS group1, '' AS group2, 0 AS start, 0 AS twice`
  const units = `SELECT experiment, who, variant AS group1, attributes AS group2, since AS start, crossed AS twice, ${zeros()} FROM ${job.units}`
  const counting = tallies.filter(({ term }) => isAddable(term.quantity))
  const filled = counting.flatMap((tally) => tally.parts)
  const added = counting.flatMap((tally) => partsOf(tally, dialect)).join(', ')
  const reached = `SELECT experiment, who, ${added} FROM ${ofUnits(job, acts, columnsFor(counting))} WHERE ${isOwn} GROUP BY experiment, who`
  const different = tallies.flatMap((tally) => {
    const query = differentQuery(job, tally, acts)
    return query === '' ? [] : [`SELECT experiment, who, ${nobody}, ${zeros(tally.parts)} FROM ${from(query)}`]
  })
  const all = [
    units,
    ...(counting.length > 0 ? [`SELECT experiment, who, ${nobody}, ${zeros(filled)} FROM ${from(reached)}`] : []),
    ...different,
  ].join(' UNION ALL ')
  const summed = parts.map((part) => `sum(${part}) AS ${part}sum`).join(', ')
  // Only the row of the unit itself names what it is; the others bring empty texts and zeros.
  const together = `SELECT experiment, who, max(group1) AS variant, max(group2) AS attributes, sum(start) AS since, max(twice) AS crossed, ${summed}
    FROM ${from(all)} GROUP BY experiment, who`
  const totals = tallies.flatMap((tally) => totalOf(tally, dialect))
  return select(['experiment', 'who', 'variant', 'attributes', 'since', 'crossed', ...totals], from(together))
}

/** Whether each of its events counts; of documents and sessions, only different ones do. */
const isAddable = ({ of }: Quantity) => of === 'goal' || of === 'anything'

function columnsFor(tallies: readonly Tally[]): readonly string[] {
  const goals = tallies.flatMap(({ term: { quantity } }) => (quantity.of === 'goal' ? [quantity] : []))
  return [
    't',
    ...(goals.length > 0 ? goalColumns(goals) : []),
    ...(tallies.some(({ term }) => isSigned(term)) ? ['value'] : []),
  ]
}

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
      return differentOf(job, period, `${parts[0]}`, shown, ['stream'], `shown = ${wanted}`)
    }
    case 'sessions': {
      const columns = ['visitor', 'unit', 'visitor AS guest', 'session', 't']
      const there = `${select(columns, acts)} UNION ALL ${select(columns, job.exposed)}`
      return differentOf(job, period, `${parts[0]}`, there, ['guest', 'session'], '')
    }
  }
}

function differentOf(
  job: Job,
  period: Period,
  part: string,
  query: string,
  keys: readonly string[],
  condition: string,
): string {
  const columns = [...keys, 't', ...(condition === '' ? [] : ['shown'])]
  const mine = and(isOwn, condition, isIn(period, job.engine.dialect))
  const all = ['experiment', 'who', ...keys].join(', ')
  const different = `SELECT ${all} FROM ${ofUnits(job, from(query), columns)} WHERE ${mine} GROUP BY ${all}`
  return `SELECT experiment, who, count(*) AS ${part} FROM (${different}) AS different GROUP BY experiment, who`
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
