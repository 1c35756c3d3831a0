/**
 * What every question to a log begins with: each event once, its time corrected by its stream's clock.
 */
import { numberOf } from './cells.js'
import { type Dialect, mostInFew, type SqlEngine } from './engine.js'
import { contentColumns } from './schema.js'
import { and, from, select } from './select.js'

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
  /** Whether any event declares a unit; else every unit is a visitor. */
  readonly declaresUnits: boolean
  readonly once: EventQuery
  /** The same with the corrected time, `t`, in ms. */
  readonly happened: EventQuery
}

export async function logRelations(engine: SqlEngine, tables: LogTables): Promise<LogRelations> {
  const { streams, once, conflicts } = await eventsOnce(engine, tables)
  const at = engine.dialect.name('at')
  const clocks = select(['stream', 'shift'], streams)
  return {
    ...{ ...tables, streams, conflicts, once },
    declaresUnits: (await countOf(engine, `SELECT count(*) FROM ${tables.events} WHERE unit <> ''`)) > 0,
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
  const streams = await engine.keep('streams', streamsQuery(tables, engine.dialect))
  const copies = await countOf(engine, `SELECT sum(copies) FROM ${streams}`)
  if (copies === 0) return { streams, conflicts: 0, once: (columns, condition) => select(columns, events, condition) }
  const content = Object.keys(contentColumns).map(engine.dialect.name).join(', ')
  const many = `stream IN (SELECT stream FROM ${streams} WHERE copies > 0)`
  // Copies say the same, so that what is left of them is one row.
  const copied = await engine.keep(
    'copied',
    `SELECT ${content}, count(*) AS times FROM ${events} WHERE ${many} GROUP BY ${content}`,
  )
  const copying = await engine.keep('copying', `SELECT DISTINCT stream FROM ${copied}`)
  const conflicting = await engine.keep(
    'conflicting',
    `SELECT stream, seq, sum(times) AS lines FROM ${copied} GROUP BY stream, seq HAVING count(*) > 1`,
  )
  const conflicts = await countOf(engine, `SELECT count(*) FROM ${conflicting}`)
  const settled =
    conflicts === 0
      ? { streams, agreed: copied }
      : {
          streams: await engine.keep('settled', settledQuery(streams, conflicting)),
          agreed: await engine.keep(
            'agreed',
            `SELECT ${content} FROM ${copied} WHERE NOT (stream, seq) IN (SELECT stream, seq FROM ${conflicting})`,
          ),
        }
  const isSingle = `NOT stream IN (SELECT stream FROM ${copying})`
  return {
    streams: settled.streams,
    conflicts,
    once: (columns, condition) =>
      `${select(columns, events, and(condition, isSingle))} UNION ALL ${select(columns, settled.agreed, condition)}`,
  }
}

/** Streams without the copies of what contradicts itself: those are no copies. */
function settledQuery(streams: string, conflicting: string): string {
  const rest = 'numbers AS arrived, top AS highest, stated AS said, leftOut AS told'
  return `SELECT stream, min(shifts) AS shift, sum(repeats) AS copies, sum(arrived) AS numbers, max(highest) AS top, max(said) AS stated, max(told) AS leftOut
    FROM (SELECT stream, shift AS shifts, copies AS repeats, ${rest} FROM ${streams}
      UNION ALL SELECT stream, NULL AS shifts, 1 - lines AS repeats, 0 AS arrived, 0 AS highest, 0 AS said, 0 AS told
      FROM ${conflicting}) AS parts GROUP BY stream`
}

/** In one pass: a table of all numbers of all streams would take longer than all that follows. */
function streamsQuery({ events, ledgers }: LogTables, { few }: Dialect): string {
  const late = 'receivedAt - sentAt AS late'
  const ofEvents = `SELECT stream, ${late}, seq AS number, 1 AS line, 0 AS beyond, 0 AS said, 0 AS told FROM ${events}`
  const ofLedgers = `SELECT stream, ${late}, 0 AS number, NULL AS line, 0 AS beyond, issued AS said, coalesce(repeated, 0) AS told FROM ${ledgers}`
  const different = `SELECT DISTINCT stream, seq FROM ${events} WHERE seq > ${mostInFew}`
  const others = `SELECT stream, NULL AS late, 0 AS number, NULL AS line, count(*) AS beyond, 0 AS said, 0 AS told FROM ${from(different)} GROUP BY stream`
  const sums = `SELECT stream, min(late) AS shift, count(line) AS lines, ${few('number')} AS fewest, max(beyond) AS more, max(number) AS top, max(said) AS stated, max(told) AS leftOut
    FROM (${ofEvents} UNION ALL ${ofLedgers} UNION ALL ${others}) AS parts GROUP BY stream`
  return `SELECT stream, shift, lines - fewest - more AS copies, fewest + more AS numbers, top, stated, leftOut FROM ${from(sums)}`
}

/** Of all databases together. */
async function countOf({ ask }: SqlEngine, sql: string): Promise<number> {
  return (await ask(sql)).reduce((sum, [count]) => sum + numberOf(count), 0)
}

const distinct = (...columns: readonly string[]) => [...new Set(columns)]
