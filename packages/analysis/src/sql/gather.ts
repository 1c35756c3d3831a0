/**
 * Gathers from the tables what each metric needs of each group of units. A form of needs is a case here and a file
 * beside this.
 */
import { addSteps, type Gathered, type StepCounts } from '../metrics/gathered.js'
import type { Method } from '../metrics/method.js'
import type { StepNeeds } from '../metrics/needs.js'
import { numberOf } from './cells.js'
import { type Groups, groupColumns, groupIn, groupsOf, type OpenGroups } from './groups.js'
import { histogramsOf } from './histograms.js'
import { keepActs, keepVitals } from './kept.js'
import { and } from './select.js'
import { stepsOf, timesOf } from './sequences.js'
import { sumsOf } from './sums.js'
import { keepTotals } from './totals.js'
import { isConcerned, isCounted, isWatched, type Job } from './units.js'

export interface Wanted {
  readonly name: string
  readonly method: Method
}

export interface GatheredGroups {
  readonly groups: Groups<Gathered>
  /** Units left out because they were not watched for long enough, where the metric asks for it. */
  readonly open?: Groups<number>
  /** By experiment: what totals were cut at, in the metric's own unit. */
  readonly caps?: ReadonlyMap<string, number>
  /** By experiment: that the metric's numbers are beyond what is exact. */
  readonly refused?: ReadonlyMap<string, RangeError>
}

export interface GatheredAll {
  /** In the order of the metrics. */
  readonly metrics: readonly GatheredGroups[]
  /** By experiment: that the total of a unit is beyond what is exact. */
  readonly refused: ReadonlyMap<string, RangeError>
}

/**
 * @param experiments all that the log names
 * @param met the relation of the streams that met each
 */
export async function gather(
  job: Job,
  wanted: readonly Wanted[],
  experiments: readonly string[],
  met: string,
): Promise<GatheredAll> {
  const needs = wanted.map(({ method }) => method.needs)
  const relations = { acts: await keepActs(job, needs), vitals: await keepVitals(job, needs, met), met }
  const adding = wanted.flatMap(({ name, method }) =>
    method.needs.gather === 'sums' ? [{ name, needs: method.needs }] : [],
  )
  const totals = await keepTotals(job, adding, relations.acts)
  const metrics: GatheredGroups[] = []
  for (const { name, method } of wanted) {
    const { needs } = method
    const isOpen = and('crossed = 0', isConcerned(job, needs), `NOT (${isWatched(job, needs)})`)
    const open = needs.watchedMs === undefined ? {} : { open: await countUnits(job, isOpen) }
    metrics.push({ ...(await gatherOne(name, needs)), ...open })
  }
  return { metrics, refused: totals.refused }

  async function gatherOne(name: string, needs: Method['needs']): Promise<GatheredGroups> {
    switch (needs.gather) {
      case 'sums': {
        const columns = totals.columnsOf.get(name) ?? { x: '0' }
        const { groups, caps } = await sumsOf(job, needs, totals, columns, experiments)
        return { groups, caps: new Map([...caps].map(([experiment, cap]) => [experiment, cap / needs.x.scale])) }
      }
      case 'histogram':
        return histogramsOf(job, name, needs, relations)
      case 'steps':
        return { groups: await stepsOfAll(job, needs, relations.acts) }
      case 'times':
        return { groups: await timesOf(job, needs, relations.acts) }
    }
  }
}

export async function countUnits({ engine, units }: Job, condition: string): Promise<Groups<number>> {
  const rows = await engine.ask(
    `SELECT ${groupColumns}, count(*) FROM ${units} WHERE ${condition} GROUP BY ${groupColumns}`,
  )
  return groupsOf(
    rows,
    ([count]) => numberOf(count),
    (a, b) => a + b,
  )
}

/** Those that did not begin count too. */
async function stepsOfAll(job: Job, needs: StepNeeds, acts: string): Promise<Groups<StepCounts>> {
  const units = await countUnits(job, and('crossed = 0', isCounted(job, needs)))
  const came = await stepsOf(job, needs, acts)
  const reached = needs.goals.map(() => 0)
  const groups: OpenGroups<StepCounts> = new Map()
  for (const [experiment, ofExperiment] of units) {
    for (const [attributes, byVariant] of ofExperiment) {
      const group = groupIn(groups, experiment, attributes)
      for (const [variant, n] of byVariant) {
        const steps = came.get(experiment)?.get(attributes)?.get(variant)
        group.set(variant, addSteps([{ n, reached }, ...(steps ? [steps] : [])]))
      }
    }
  }
  return groups
}
