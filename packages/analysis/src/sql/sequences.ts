/**
 * Follows each unit along the goals of a metric. The database brings the events of the units that began, in order, and
 * the scan's own rules say how far a unit came and how long it took.
 */
import { addTimes, type StepCounts, type TimeCounts, type UnitsAtTime } from '../metrics/gathered.js'
import type { GoalEvents } from '../metrics/goal-events.js'
import type { Period, StepNeeds, TimeNeeds } from '../metrics/needs.js'
import { furthestStep, type Happened } from '../scan/steps.js'
import { timeBetween } from '../scan/times.js'
import { nameOf, numberOf, textOf } from './cells.js'
import { goalColumns, isGoal } from './goals.js'
import { type Groups, groupIn, mapGroups, type OpenGroups } from './groups.js'
import { and, select } from './select.js'
import { isCounted, isIn, isOwn, type Job, ofUnits } from './units.js'

/** How far units came, by group; `n` is left to whoever counts the units that did not begin. */
export async function stepsOf(job: Job, needs: StepNeeds, acts: string): Promise<Groups<StepCounts>> {
  const path = needs.goals.map((_, place) => isAt(place))
  const groups: OpenGroups<number[]> = new Map()
  for await (const { experiment, attributes, variant, happened } of unitsInOrder(job, needs, needs.goals, acts)) {
    const group = groupIn(groups, experiment, attributes)
    const reached = group.get(variant) ?? path.map(() => 0)
    group.set(variant, reached)
    for (let step = furthestStep(happened, path, needs) - 1; step >= 0; step--) reached[step] = (reached[step] ?? 0) + 1
  }
  return mapGroups(groups, (reached) => ({ n: 0, reached }))
}

/** How long units took that began, by group. */
export async function timesOf(job: Job, needs: TimeNeeds, acts: string): Promise<Groups<TimeCounts>> {
  const groups: OpenGroups<UnitsAtTime[]> = new Map()
  const ends = [needs.from, needs.to]
  for await (const { experiment, attributes, variant, happened } of unitsInOrder(job, needs, ends, acts)) {
    const time = timeBetween(happened, isAt(0), isAt(1), job.end)
    if (!time) continue
    const group = groupIn(groups, experiment, attributes)
    const times = group.get(variant) ?? []
    group.set(variant, times)
    times.push(time)
  }
  return mapGroups(groups, (times) => addTimes([{ times }]))
}

/** For each of the goals in turn '1' where the event is one of its, else '0'; it may be one of several. */
type Marks = string

const isAt = (place: number) => (marks: Marks) => marks[place] === '1'

interface UnitInOrder {
  readonly experiment: string
  readonly attributes: string
  readonly variant: string
  /** What it did of the goals, in order. */
  readonly happened: Happened<Marks>[]
}

/** Unit by unit, those that reached the first of the goals. */
async function* unitsInOrder(
  job: Job,
  period: Period,
  goals: readonly GoalEvents[],
  acts: string,
): AsyncGenerator<UnitInOrder> {
  const { dialect } = job.engine
  const events = ofUnits(job, acts, ['t', 'stream', 'seq', ...goalColumns(goals)])
  const mine = and(isOwn, isCounted(job, period), isIn(period, dialect))
  const conditions = goals.map((goal) => isGoal(goal, dialect))
  const began = `(experiment, who) IN (${select(['experiment', 'who'], events, and(mine, conditions[0] ?? ''))})`
  const marks = conditions.map((condition) => `CASE WHEN ${condition} THEN '1' ELSE '0' END`).join(' || ')
  const some = and(mine, `(${[...new Set(conditions)].join(' OR ')})`, began)
  const columns = ['experiment', 'attributes', 'variant', 'who', `${marks} AS marks`, 't']
  let before: { readonly of: readonly unknown[]; readonly unit: UnitInOrder } | undefined
  for await (const [experiment, attributes, variant, who, row, time] of job.engine.stream(
    `${select(columns, events, some)} ORDER BY experiment, who, t, stream, seq`,
  )) {
    if (before?.of[0] !== experiment || before?.of[1] !== who) {
      if (before) yield before.unit
      const names = { experiment: nameOf(experiment), attributes: textOf(attributes), variant: nameOf(variant) }
      before = { of: [experiment, who], unit: { ...names, happened: [] } }
    }
    before?.unit.happened.push({ row: textOf(row), time: numberOf(time) })
  }
  if (before) yield before.unit
}
