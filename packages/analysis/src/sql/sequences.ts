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
import type { SqlDatabase } from './engine.js'
import { isGoal } from './goals.js'
import { type Groups, groupColumns, groupIn, mapGroups, type OpenGroups } from './groups.js'
import { and, select } from './select.js'
import { isCounted, isIn, type Job } from './units.js'

/** How far units came, by group; `n` is left to whoever counts the units that did not begin. */
export async function stepsOf(job: Job, needs: StepNeeds, acts: string): Promise<Groups<StepCounts>> {
  const path = needs.goals.map((_, place) => isAt(place))
  const groups: OpenGroups<number[]> = new Map()
  await eachInOrder(job, needs, needs.goals, acts, ({ experiment, attributes, variant }, happened) => {
    const group = groupIn(groups, experiment, attributes)
    const reached = group.get(variant) ?? path.map(() => 0)
    group.set(variant, reached)
    for (let step = furthestStep(happened, path, needs) - 1; step >= 0; step--) reached[step] = (reached[step] ?? 0) + 1
  })
  return mapGroups(groups, (reached) => ({ n: 0, reached }))
}

/** How long units took that began, by group. */
export async function timesOf(job: Job, needs: TimeNeeds, acts: string): Promise<Groups<TimeCounts>> {
  const groups: OpenGroups<UnitsAtTime[]> = new Map()
  const ends = [needs.from, needs.to]
  await eachInOrder(job, needs, ends, acts, ({ experiment, attributes, variant }, happened) => {
    const time = timeBetween(happened, isAt(0), isAt(1), job.end)
    if (!time) return
    const group = groupIn(groups, experiment, attributes)
    const times = group.get(variant) ?? []
    group.set(variant, times)
    times.push(time)
  })
  return mapGroups(groups, (times) => addTimes([{ times }]))
}

/** For each of the goals in turn a bit, 1 where the event is one of its; it may be one of several. */
type Marks = number

const isAt = (place: number) => (marks: Marks) => Math.floor(marks / 2 ** place) % 2 === 1

/** What it has in common with all units of its group. */
interface Group {
  readonly experiment: string
  readonly attributes: string
  readonly variant: string
}

/**
 * Unit by unit, those that reached the first of the goals.
 *
 * @param onUnit gets what the unit did of the goals, in order
 */
async function eachInOrder(
  job: Job,
  period: Period,
  goals: readonly GoalEvents[],
  acts: string,
  onUnit: (group: Group, happened: readonly Happened<Marks>[]) => void,
): Promise<void> {
  const { dialect } = job.engine
  const mine = and(isCounted(job, period), isIn(period, dialect))
  const conditions = goals.map((goal) => isGoal(goal, dialect))
  const began = `u IN (${select(['u'], acts, and(mine, conditions[0] ?? ''))})`
  const marks = conditions.map((condition, place) => `CASE WHEN ${condition} THEN ${2 ** place} ELSE 0 END`).join(' + ')
  const some = and(mine, `(${[...new Set(conditions)].join(' OR ')})`, began)
  const ordered = `${select(['u', 'grp', `${marks} AS marks`, 't'], acts, some)} ORDER BY u, t, stream, seq`
  // All at once: while one still sorts, what another has is read.
  await Promise.all(job.engine.databases.map((database) => eachInOneOf(database, job.groups, ordered, onUnit)))
}

/** Numbers of units and of groups mean something in their own database only. */
async function eachInOneOf(
  { ask, blocks }: SqlDatabase,
  relation: string,
  ordered: string,
  onUnit: (group: Group, happened: readonly Happened<Marks>[]) => void,
): Promise<void> {
  const groups = new Map(
    (await ask(select(['grp', groupColumns], relation))).map(([grp, experiment, attributes, variant]) => [
      numberOf(grp),
      { experiment: nameOf(experiment), attributes: textOf(attributes), variant: nameOf(variant) },
    ]),
  )
  let unit: unknown
  let group: Group | undefined
  let happened: Happened<Marks>[] = []
  for await (const rows of blocks(ordered)) {
    for (const [u, grp, row, time] of rows) {
      if (u !== unit) {
        if (group) onUnit(group, happened)
        unit = u
        group = groups.get(numberOf(grp))
        happened = []
      }
      happened.push({ row: numberOf(row), time: numberOf(time) })
    }
  }
  if (group) onUnit(group, happened)
}
