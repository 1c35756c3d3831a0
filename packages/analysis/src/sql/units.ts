/**
 * Who was in the experiments: one row per experiment and unit, by its first exposure; and what units did.
 */
import type { Period, UnitFilter } from '../metrics/needs.js'
import { attributeIn } from '../scan/segments.js'
import type { Dialect, SqlEngine } from './engine.js'
import type { LogRelations } from './log-relations.js'
import { and, from, select } from './select.js'

/** What the statements on metrics rest on. */
export interface Job {
  readonly engine: SqlEngine
  readonly log: LogRelations
  /** When the log ends, in ms. */
  readonly end: number
  /** `experiment, variant, unit, visitor, stream, seq, attributes, t` of every exposure, and `session` where a metric asks. */
  readonly exposed: string
  /**
   * `u, grp, experiment, who, variant, attributes, since, isVisitor, crossed`: a number of its own, that of its group, the
   * unit, its first exposure, whether the visitor is the unit, so that everything the visitor does belongs to it, and
   * whether it was seen in more than one variant.
   */
  readonly units: string
  /** `grp, experiment, attributes, variant`: numbers, since texts of millions of rows cost most of the time. */
  readonly groups: string
  /** `u` of units exposed in a stream that has the change as applied; only where a metric asks for it. */
  readonly applied?: string
  /** All different `attributes` of the units; only where a metric or a split asks for them. */
  readonly attributes: readonly string[]
}

const exposureColumns = ['experiment', 'variant', 'unit', 'visitor', 'stream', 'seq', 'attributes']

/** @param sessions whether a metric is about them */
export async function keepExposed({ keep }: SqlEngine, { happened }: LogRelations, sessions: boolean): Promise<string> {
  return keep('exposed', happened([...exposureColumns, ...(sessions ? ['session'] : [])], `type = 'exposure'`))
}

/** The unit where the exposure declares one, else the visitor. */
const declaredUnit = `CASE WHEN unit = '' THEN visitor ELSE unit END AS who`

export async function keepApplied(
  { keep }: SqlEngine,
  { once }: LogRelations,
  { exposed, units }: Pick<Job, 'exposed' | 'units'>,
): Promise<string> {
  const pages = once(['experiment', 'stream'], `type = 'applied' AND applied = 1`)
  const exposures = select(['experiment', 'stream', declaredUnit], exposed)
  const some = `(experiment, stream) IN (SELECT experiment, stream FROM ${from(pages)})`
  const names = `SELECT DISTINCT experiment, who FROM ${from(exposures)} WHERE ${some}`
  return keep(
    'applied',
    `SELECT u FROM (${names}) AS names INNER JOIN (SELECT u, experiment, who FROM ${units}) AS units USING (experiment, who)`,
  )
}

/** @param split whether attributes are wanted; else they are empty, so that groups are as few as variants */
export async function keepUnits(
  { keep, dialect }: SqlEngine,
  exposed: string,
  split: boolean,
): Promise<Pick<Job, 'units' | 'groups'>> {
  const first = (column: string) => dialect.first(column, ['t', 'stream', 'seq'])
  const facts = `${split ? 'attributes' : `''`} AS facts`
  const shown = select(['experiment', 'variant', facts], exposed)
  const different = `SELECT DISTINCT experiment, facts AS attributes, variant FROM ${from(shown)}`
  const groups = await keep(
    'groups',
    `SELECT experiment, attributes, variant, ${dialect.rowNumber} AS grp FROM ${from(different)}`,
  )
  const exposures = select(
    ['experiment', 'variant AS shown', 'visitor', 'stream', 'seq', 't', facts, declaredUnit],
    exposed,
  )
  const firsts = `SELECT experiment, who, ${first('shown')} AS variant, ${first('facts')} AS attributes, min(t) AS since,
    ${first('visitor')} AS introducer, CASE WHEN min(shown) = max(shown) THEN 0 ELSE 1 END AS crossed
    FROM ${from(exposures)} GROUP BY experiment, who`
  const isVisitor = 'CASE WHEN introducer = who THEN 1 ELSE 0 END AS isVisitor'
  const columns = ['experiment', 'who', 'variant', 'attributes', 'since', 'crossed', 'grp', isVisitor]
  const units = await keep(
    'units',
    select(
      [...columns, `${dialect.rowNumber} AS u`],
      `(${firsts}) AS firsts INNER JOIN (SELECT experiment, attributes, variant, grp FROM ${groups}) AS names USING (experiment, attributes, variant)`,
    ),
  )
  return { units, groups }
}

/**
 * The events of a relation beside the units whose they are, those set apart left out: once for the unit that the event
 * declares and once for its visitor, where that is another unit.
 *
 * @param relation with `visitor`, `unit` and what the columns name
 * @returns a query for `u, grp, since` and the columns, which may name the unit's `experiment`
 */
export function ofUnits(
  { units, log }: Pick<Job, 'units' | 'log'>,
  relation: string,
  columns: readonly string[],
): string {
  const told = columns.filter((column) => column !== 'experiment')
  const claim = (who: string, declared: number, condition: string) =>
    select([`${who} AS who`, `${declared} AS declared`, ...told], relation, condition)
  const claims = log.declaresUnits
    ? `${claim('unit', 1, `unit <> ''`)} UNION ALL ${claim('visitor', 0, 'unit <> visitor')}`
    : claim('visitor', 0, '')
  const own = select(['u', 'grp', 'since', 'experiment', 'who', 'isVisitor'], units, 'crossed = 0')
  return select(
    ['u', 'grp', 'since', ...columns],
    `(${claims}) AS claims INNER JOIN (${own}) AS units USING (who)`,
    '(declared = 1 OR isVisitor = 1)',
  )
}

/**
 * The rows of a query with the names of their groups.
 *
 * @param query with `grp`
 * @param columns of it
 */
export function withNames({ groups }: Pick<Job, 'groups'>, query: string, columns: readonly string[]): string {
  return select(
    ['experiment', 'attributes', 'variant', ...columns],
    `(${query}) AS sums INNER JOIN (SELECT grp, experiment, attributes, variant FROM ${groups}) AS names USING (grp)`,
  )
}

/** Whether the metric counts the unit of a row with `u, grp, since`: it is about it, and watched it for as long as it asks. */
export function isCounted(job: Job, period: Period): string {
  return and(isConcerned(job, period), isWatched(job, period))
}

/** Whether the metric is about the unit of a row with `u, grp`: it has the attributes, and had the change on its page. */
export function isConcerned(
  { engine: { dialect }, groups, applied, attributes }: Job,
  { only, population }: UnitFilter,
): string {
  const wanted = Object.entries(only ?? {})
  const some = attributes.filter((json) => wanted.every(([name, text]) => attributeIn(json || '{}', name) === text))
  const hasAll = `grp IN (SELECT grp FROM ${groups} WHERE attributes IN (${some.map(dialect.text).join(', ')}))`
  return and(
    only === undefined ? '' : some.length === 0 ? '1 = 0' : hasAll,
    population === 'applied' && applied !== undefined ? `u IN (SELECT u FROM ${applied})` : '',
  )
}

/** Empty where the metric does not ask. */
export function isWatched({ end, engine }: Job, { watchedMs }: Period): string {
  const { double } = engine.dialect
  return watchedMs === undefined ? '' : `${double(end)} - since >= ${double(watchedMs)}`
}

/** Whether the time lies in the period of the unit, its end not included. */
export function isIn({ fromMs = 0, windowMs }: Period, { double }: Dialect): string {
  const start = `t >= since + ${double(fromMs)}`
  return windowMs === undefined ? start : and(start, `t < since + ${double(windowMs)}`)
}
