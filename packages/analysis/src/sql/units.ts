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
  /** `experiment, variant, unit, visitor, session, stream, seq, attributes, t` of every exposure. */
  readonly exposed: string
  /**
   * `experiment, who, variant, attributes, since, isVisitor, crossed`: the unit, its first exposure, whether the visitor
   * is the unit, so that everything the visitor does belongs to it, and whether it was seen in more than one variant.
   */
  readonly units: string
  /** `experiment, who` of units exposed in a stream that has the change as applied; only where a metric asks for it. */
  readonly applied?: string
  /** All different `attributes` of the units; only where a metric or a split asks for them. */
  readonly attributes: readonly string[]
}

const exposureColumns = ['experiment', 'variant', 'unit', 'visitor', 'session', 'stream', 'seq', 'attributes']

export async function keepExposed({ keep }: SqlEngine, { happened }: LogRelations): Promise<string> {
  return keep('exposed', happened(exposureColumns, `type = 'exposure'`))
}

/** The unit where the exposure declares one, else the visitor. */
const declaredUnit = `CASE WHEN unit = '' THEN visitor ELSE unit END AS who`

export async function keepApplied({ keep }: SqlEngine, { once }: LogRelations, exposed: string): Promise<string> {
  const pages = once(['experiment', 'stream'], `type = 'applied' AND applied = 1`)
  const exposures = select(['experiment', 'stream', declaredUnit], exposed)
  const some = `(experiment, stream) IN (SELECT experiment, stream FROM ${from(pages)})`
  return keep('applied', `SELECT DISTINCT experiment, who FROM ${from(exposures)} WHERE ${some}`)
}

/** @param split whether attributes are wanted; else they are empty, so that groups are as few as variants */
export async function keepUnits({ keep, dialect }: SqlEngine, exposed: string, split: boolean): Promise<string> {
  const first = (column: string) => dialect.first(column, ['t', 'stream', 'seq'])
  const exposures = select(
    [
      'experiment',
      'variant AS shown',
      'visitor',
      'stream',
      'seq',
      't',
      `${split ? 'attributes' : `''`} AS facts`,
      declaredUnit,
    ],
    exposed,
  )
  const firsts = `SELECT experiment, who, ${first('shown')} AS variant, ${first('facts')} AS attributes, min(t) AS since,
    ${first('visitor')} AS introducer, CASE WHEN min(shown) = max(shown) THEN 0 ELSE 1 END AS crossed
    FROM ${from(exposures)} GROUP BY experiment, who`
  const isVisitor = 'CASE WHEN introducer = who THEN 1 ELSE 0 END AS isVisitor'
  return keep(
    'units',
    select(['experiment', 'who', 'variant', 'attributes', 'since', 'crossed', isVisitor], from(firsts)),
  )
}

/**
 * The events of a relation beside the units whose they are: once for the unit that the event declares and once for its
 * visitor, where that is another unit.
 *
 * @param relation with `visitor`, `unit` and what the columns name
 */
export function ofUnits({ units }: Pick<Job, 'units'>, relation: string, columns: readonly string[]): string {
  const claim = (who: string, declared: number, condition: string) =>
    select([`${who} AS who`, `${declared} AS declared`, ...columns], relation, condition)
  const claims = `${claim('unit', 1, `unit <> ''`)} UNION ALL ${claim('visitor', 0, 'unit <> visitor')}`
  return `(${claims}) AS claims INNER JOIN (${select(unitColumns, units)}) AS units USING (who)`
}

/** To be asked of {@link ofUnits}. */
export const isOwn = '(declared = 1 OR isVisitor = 1)'

const unitColumns = ['experiment', 'who', 'variant', 'attributes', 'since', 'crossed', 'isVisitor']

/** Whether the metric counts the unit: it is about it, and the unit was watched for as long as the metric asks. */
export function isCounted(job: Job, period: Period): string {
  return and(isConcerned(job, period), isWatched(job, period))
}

/** Whether the metric is about the unit: it is in one variant, has the attributes, had the change on its page. */
export function isConcerned(
  { engine: { dialect }, applied, attributes }: Job,
  { only, population }: UnitFilter,
): string {
  const wanted = Object.entries(only ?? {})
  const some = attributes.filter((json) => wanted.every(([name, text]) => attributeIn(json || '{}', name) === text))
  const hasAll = some.length === 0 ? '1 = 0' : `attributes IN (${some.map(dialect.text).join(', ')})`
  return and(
    'crossed = 0',
    only === undefined ? '' : hasAll,
    population === 'applied' && applied !== undefined
      ? `(experiment, who) IN (SELECT experiment, who FROM ${applied})`
      : '',
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
