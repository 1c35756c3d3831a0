/**
 * Keeps of a log what its metrics ask for, beside the units whose it is, and no more.
 */
import { type Needs, quantitiesOf } from '../metrics/needs.js'
import { goalColumns, isGoal } from './goals.js'
import { from } from './select.js'
import { type Job, ofUnits } from './units.js'

/**
 * Clicks and goals of units that are not set apart: `u, grp, since, stream, seq, t, goal, value`, and `item, slot, visitor,
 * session` where a metric is about those.
 */
export async function keepActs(job: Job, needs: readonly Needs[]): Promise<string> {
  const { engine, log } = job
  const quantities = needs.flatMap(quantitiesOf)
  const goals = quantities.flatMap((quantity) => (quantity.of === 'goal' ? [quantity] : []))
  const sessions = quantities.some(({ of }) => of === 'sessions')
  const all = sessions || quantities.some(({ of }) => of === 'anything')
  const columns = ['stream', 'seq', ...goalColumns(goals), 'value', ...(sessions ? ['visitor', 'session'] : [])]
  const wanted =
    goals.length === 0 ? '1 = 0' : [...new Set(goals.map((goal) => isGoal(goal, engine.dialect)))].join(' OR ')
  const isAct = `type IN ('click', 'goal')`
  const named = log.declaresUnits ? ['visitor', 'unit'] : ['visitor']
  const events = log.happened([...new Set([...named, ...columns])], all ? isAct : `${isAct} AND (${wanted})`)
  return engine.keep('acts', ofUnits(job, from(events), ['t', ...columns]))
}

/** The speeds of pages that metrics are about: what {@link vitalsQuery} tells, with `t, since` where one has a window. */
export async function keepVitals(job: Job, needs: readonly Needs[], met: string): Promise<string> {
  const isOfTime = needs.some((one) => one.gather === 'histogram' && (one.windowMs ?? one.watchedMs) !== undefined)
  return job.engine.keep('vitals', vitalsQuery(job, needs, met, isOfTime ? ['t', 'since'] : []))
}

/**
 * The speeds of pages that met the unit's experiment, for the units that are visitors: `u, grp, name, value` and the
 * columns. A speed declares no unit.
 *
 * @param met the relation of the streams that met each experiment
 */
export function vitalsQuery(
  { engine, log, units }: Job,
  needs: readonly Needs[],
  met: string,
  columns: readonly string[],
): string {
  const names = needs.flatMap(quantitiesOf).flatMap((quantity) => (quantity.of === 'vital' ? [quantity.name] : []))
  const wanted = names.length === 0 ? '1 = 0' : `name IN (${[...new Set(names)].map(engine.dialect.text).join(', ')})`
  const events = log.happened(['visitor', 'stream', 'seq', 'name', 'value'], `type = 'vital' AND ${wanted}`)
  const own = `SELECT u, grp, since, experiment, who AS visitor FROM ${units} WHERE crossed = 0 AND isVisitor = 1`
  return `SELECT ${['u', 'grp', 'name', 'value', ...columns].join(', ')} FROM ${from(events)} INNER JOIN (${own}) AS units USING (visitor)
    WHERE (experiment, stream) IN (SELECT experiment, stream FROM ${met})`
}
