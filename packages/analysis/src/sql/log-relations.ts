/**
 * What every question to a log begins with: each event once, its time corrected by its stream's clock.
 */
import { numberOf } from './cells.js'
import type { SqlEngine } from './engine.js'
import { contentColumns } from './schema.js'
import { and, select } from './select.js'

/** The tables of a log, as they stand after FROM. */
export interface LogTables {
  readonly events: string
  readonly ledgers: string
}

/** A query for the columns of each event that meets the condition. */
type EventQuery = (columns: readonly string[], condition: string) => string

export interface LogRelations extends LogTables {
  /**
   * One row a stream that any line names: `shift`, what to add to its clock; `copies`, `numbers` and `top`, the lines
   * beyond the first of a number, how many different numbers arrived and the highest; `stated` and `leftOut`, the
   * highest number and the most copies that a ledger tells of.
   */
  readonly streams: string
  /** Events that are in the log with two contents; they are left out. */
  readonly conflicts: number
  readonly once: EventQuery
  /** The same with the corrected time, `t`, in ms. */
  readonly happened: EventQuery
}

export async function logRelations(engine: SqlEngine, tables: LogTables): Promise<LogRelations> {
  const { streams, once, conflicts } = await eventsOnce(engine, tables)
  const at = engine.dialect.name('at')
  const clocks = select(['stream', 'shift'], streams)
  return {
    ...tables,
    streams,
    conflicts,
    once,
    happened: (columns, condition) =>
      select(
        [...columns, `${at} + shift AS t`],
        `(${once(distinct('stream', at, ...columns), condition)}) AS once INNER JOIN (${clocks}) AS clocks USING (stream)`,
      ),
  }
}

/** Where nothing is there twice, as in what a collector wrote, the events are the table itself. */
async function eventsOnce(
  engine: SqlEngine,
  tables: LogTables,
): Promise<Pick<LogRelations, 'streams' | 'once' | 'conflicts'>> {
  const { events } = tables
  const streams = await engine.keep('streams', streamsQuery(tables))
  const copies = await countOf(engine, `SELECT sum(copies) FROM ${streams}`)
  if (copies === 0) return { streams, conflicts: 0, once: (columns, condition) => select(columns, events, condition) }
  const repeated = await engine.keep('repeated', repeatedQuery(events, streams))
  const conflicting = await engine.keep('conflicting', conflictQuery(engine, events, repeated))
  const conflicts = await countOf(engine, `SELECT count(*) FROM ${conflicting}`)
  const isIn = (relation: string) => `(stream, seq) IN (SELECT stream, seq FROM ${relation})`
  return {
    streams:
      conflicts === 0 ? streams : await engine.keep('settled', settledQuery(streams, repeated, isIn(conflicting))),
    conflicts,
    once: (columns, condition) => {
      const single = select(columns, events, and(condition, `NOT ${isIn(repeated)}`))
      // Copies say the same, so that what is left of them is one row.
      const copied = and(condition, isIn(repeated), `NOT ${isIn(conflicting)}`)
      const one = `SELECT DISTINCT ${distinct('stream', 'seq', ...columns).join(', ')} FROM ${events} WHERE ${copied}`
      return `${single} UNION ALL ${select(columns, `(${one}) AS copied`)}`
    },
  }
}

/** Streams without the copies of what contradicts itself: those are no copies. */
function settledQuery(streams: string, repeated: string, isConflicting: string): string {
  const rest = 'numbers AS arrived, top AS highest, stated AS said, leftOut AS told'
  return `SELECT stream, min(shifts) AS shift, sum(repeats) AS copies, sum(arrived) AS numbers, max(highest) AS top, max(said) AS stated, max(told) AS leftOut
    FROM (SELECT stream, shift AS shifts, copies AS repeats, ${rest} FROM ${streams}
      UNION ALL SELECT stream, NULL AS shifts, 1 - lines AS repeats, 0 AS arrived, 0 AS highest, 0 AS said, 0 AS told
      FROM ${repeated} WHERE ${isConflicting}) AS parts GROUP BY stream`
}

function streamsQuery({ events, ledgers }: LogTables): string {
  const numbers = `SELECT stream, seq, min(receivedAt - sentAt) AS late, count(*) AS lines FROM ${events} GROUP BY stream, seq`
  const ofEvents = `SELECT stream, min(late) AS shifts, sum(lines) - count(*) AS repeats, count(*) AS arrived, max(seq) AS highest, 0 AS said, 0 AS told
    FROM (${numbers}) AS numbers GROUP BY stream`
  const ofLedgers = `SELECT stream, min(receivedAt - sentAt) AS shifts, 0 AS repeats, 0 AS arrived, 0 AS highest, max(issued) AS said, max(coalesce(repeated, 0)) AS told
    FROM ${ledgers} GROUP BY stream`
  return `SELECT stream, min(shifts) AS shift, sum(repeats) AS copies, sum(arrived) AS numbers, max(highest) AS top, max(said) AS stated, max(told) AS leftOut
    FROM (${ofEvents} UNION ALL ${ofLedgers}) AS parts GROUP BY stream`
}

/** Only streams with copies are looked through. */
function repeatedQuery(events: string, streams: string): string {
  const copying = select(['stream'], streams, 'copies > 0')
  return `SELECT stream, seq, count(*) AS lines FROM ${events} WHERE stream IN (${copying}) GROUP BY stream, seq HAVING count(*) > 1`
}

function conflictQuery({ dialect }: SqlEngine, events: string, repeated: string): string {
  const columns = Object.keys(contentColumns).map(dialect.name)
  const contents = `SELECT DISTINCT ${columns.join(', ')} FROM ${events} WHERE (stream, seq) IN (SELECT stream, seq FROM ${repeated})`
  return `SELECT stream, seq FROM (${contents}) AS contents GROUP BY stream, seq HAVING count(*) > 1`
}

/** Of all databases together. */
async function countOf({ ask }: SqlEngine, sql: string): Promise<number> {
  return (await ask(sql)).reduce((sum, [count]) => sum + numberOf(count), 0)
}

const distinct = (...columns: readonly string[]) => [...new Set(columns)]
