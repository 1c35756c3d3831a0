/**
 * Keeps of a log what its metrics ask for, and no more.
 */
import { type Needs, quantitiesOf } from '../metrics/needs.js'
import { goalColumns, isGoal } from './goals.js'
import type { Job } from './units.js'

/** Clicks and goals: `visitor, unit, stream, seq, t, goal, value`, and `item, slot, session` where a metric is about those. */
export async function keepActs({ engine, log }: Pick<Job, 'engine' | 'log'>, needs: readonly Needs[]): Promise<string> {
  const quantities = needs.flatMap(quantitiesOf)
  const goals = quantities.flatMap((quantity) => (quantity.of === 'goal' ? [quantity] : []))
  const sessions = quantities.some(({ of }) => of === 'sessions')
  const all = sessions || quantities.some(({ of }) => of === 'anything')
  const columns = ['visitor', 'unit', 'stream', 'seq', ...goalColumns(goals), 'value', ...(sessions ? ['session'] : [])]
  const wanted =
    goals.length === 0 ? '1 = 0' : [...new Set(goals.map((goal) => isGoal(goal, engine.dialect)))].join(' OR ')
  const isAct = `type IN ('click', 'goal')`
  return engine.keep('acts', log.happened(columns, all ? isAct : `${isAct} AND (${wanted})`))
}

/** The speeds of pages that metrics are about: `visitor, stream, seq, t, name, value`. */
export async function keepVitals(
  { engine, log }: Pick<Job, 'engine' | 'log'>,
  needs: readonly Needs[],
): Promise<string> {
  const names = needs.flatMap(quantitiesOf).flatMap((quantity) => (quantity.of === 'vital' ? [quantity.name] : []))
  const wanted = names.length === 0 ? '1 = 0' : `name IN (${[...new Set(names)].map(engine.dialect.text).join(', ')})`
  return engine.keep(
    'vitals',
    log.happened(['visitor', 'stream', 'seq', 'name', 'value'], `type = 'vital' AND ${wanted}`),
  )
}
