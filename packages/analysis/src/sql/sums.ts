/**
 * Adds the units of each group together.
 */
import { addSums, type Sums } from '../metrics/gathered.js'
import type { SumNeeds } from '../metrics/needs.js'
import { capIn } from './cap.js'
import { numberOf } from './cells.js'
import { type Groups, groupsOf } from './groups.js'
import { and, select } from './select.js'
import { storedText } from './stored-text.js'
import type { TermColumns, Totals } from './totals.js'
import { isCounted, type Job, withNames } from './units.js'
import { digitNames, digitSums, digitsOf, sumsFrom } from './wide-sums.js'

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
  const terms = select(['grp', `${x} AS x`, `${y} AS y`], relation, counted)
  const digits = `SELECT grp, ${digitsOf('x', dialect)}, ${digitsOf('y', dialect)} FROM (${terms}) AS terms`
  const sums = `SELECT grp, count(*) AS n, ${digitSums(needs.sums, dialect)} FROM (${digits}) AS digits GROUP BY grp`
  const rows = await job.engine.ask(withNames(job, sums, ['n', ...digitNames]))
  return { groups: groupsOf(rows, ([n, ...sums]) => sumsFrom(numberOf(n), sums), addSums), caps }
}

async function capsOfAll(
  job: Job,
  p: number | undefined,
  relation: string,
  column: string,
  counted: string,
  experiments: readonly string[],
): Promise<Caps> {
  const caps = new Map<string, number>()
  if (p === undefined) return caps
  for (const experiment of experiments) {
    const cap = await capIn(job.engine, relation, column, and(isOf(experiment, job), counted), p)
    if (cap !== undefined) caps.set(experiment, cap)
  }
  return caps
}

function capped(column: string, caps: Caps, job: Job): string {
  const { dialect } = job.engine
  const cuts = [...caps].map(
    ([experiment, cap]) =>
      `WHEN ${and(isOf(experiment, job), `${column} > ${dialect.integer(cap)}`)} THEN ${dialect.integer(cap)}`,
  )
  return cuts.length === 0 ? column : `CASE ${cuts.join(' ')} ELSE ${column} END`
}

const isOf = (experiment: string, { groups, engine: { dialect } }: Job) =>
  `grp IN (SELECT grp FROM ${groups} WHERE experiment = ${dialect.text(storedText(experiment))})`
