/**
 * Adds the units of each group together.
 */
import { addSums, type Sums } from '../metrics/gathered.js'
import type { SumNeeds } from '../metrics/needs.js'
import { capIn } from './cap.js'
import { numberOf } from './cells.js'
import { type Groups, groupColumns, groupsOf } from './groups.js'
import { and, select } from './select.js'
import { storedText } from './stored-text.js'
import type { TermColumns, Totals } from './totals.js'
import { isCounted, type Job } from './units.js'
import { digitSums, digitsOf, sumsFrom } from './wide-sums.js'

/** By experiment, what a metric's totals were cut at; none for an experiment without units. */
type Caps = ReadonlyMap<string, number>

export interface SummedMetric {
  readonly groups: Groups<Sums>
  /** By experiment: the cap of x, as an integer. */
  readonly caps: Caps
}

export async function sumsOf(
  job: Job,
  needs: SumNeeds,
  { relation }: Totals,
  columns: TermColumns,
  experiments: readonly string[],
): Promise<SummedMetric> {
  const { dialect } = job.engine
  const counted = isCounted(job, needs)
  const capsOf = (column: string) => capsOfAll(job, needs.cap, relation, column, counted, experiments)
  const caps = await capsOf(columns.x)
  const x = capped(columns.x, caps, job)
  const y = columns.y === undefined ? '0' : capped(columns.y, await capsOf(columns.y), job)
  const terms = select([groupColumns, `${x} AS x`, `${y} AS y`], relation, counted)
  const digits = `SELECT ${groupColumns}, ${digitsOf('x', dialect)}, ${digitsOf('y', dialect)} FROM (${terms}) AS terms`
  const rows = await job.engine.ask(
    `SELECT ${groupColumns}, count(*), ${digitSums(needs.sums, dialect)} FROM (${digits}) AS digits GROUP BY ${groupColumns}`,
  )
  return { groups: groupsOf(rows, ([n, ...sums]) => sumsFrom(numberOf(n), sums), addSums), caps }
}

async function capsOfAll(
  { engine }: Job,
  p: number | undefined,
  relation: string,
  column: string,
  counted: string,
  experiments: readonly string[],
): Promise<Caps> {
  const caps = new Map<string, number>()
  if (p === undefined) return caps
  for (const experiment of experiments) {
    const cap = await capIn(engine, relation, column, and(isOf(experiment, engine.dialect), counted), p)
    if (cap !== undefined) caps.set(experiment, cap)
  }
  return caps
}

function capped(column: string, caps: Caps, { engine: { dialect } }: Job): string {
  const cuts = [...caps].map(
    ([experiment, cap]) =>
      `WHEN ${and(isOf(experiment, dialect), `${column} > ${dialect.integer(cap)}`)} THEN ${dialect.integer(cap)}`,
  )
  return cuts.length === 0 ? column : `CASE ${cuts.join(' ')} ELSE ${column} END`
}

const isOf = (experiment: string, { text }: Job['engine']['dialect']) => `experiment = ${text(storedText(experiment))}`
