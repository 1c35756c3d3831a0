/**
 * What visitors did after a step or before it, within the visit in which they first reached it, and where they left.
 */
import { compareTexts, sortedNames } from '../names.js'
import type { Count, LeftReport, PathCount, PathsGroup, PathsReport, SingleVisits } from '../paths-report.js'
import { checkExperiment, checkGoals } from '../scan/known-names.js'
import type { LogTable } from '../scan/log-table.js'
import { unitsOf } from '../scan/units.js'
import { type SingleOptions, singleVisits } from './single-visits.js'
import { type Visit, visitsWith } from './visits.js'

export interface PathsOptions {
  /** The goal around which is looked. */
  readonly step: string
  /** Whether paths follow the step or precede it; default `after`. */
  readonly direction?: 'after' | 'before'
  /** Goals in a path at most; default 3. */
  readonly steps?: number
  /** Paths and last goals listed at most; default 10. */
  readonly top?: number
  /** Tells its variants apart, and counts a unit's goals from its first exposure on; else visitors, over the whole log. */
  readonly experiment?: string
  /** Only `after` a step: of those who did not reach this goal later in the visit, what they reached last. */
  readonly without?: string
  /** Visits one by one, besides: of those who left without the goal, where one is named, else of all. */
  readonly single?: SingleWhich
}

/** Which single visits, and how many. */
export interface SingleWhich extends SingleOptions {
  /** Only those of this variant of the experiment. */
  readonly variant?: string
  /** Only those whose last goal this was; the step itself where nothing followed. */
  readonly last?: string
}

/**
 * Each visitor counts once, by the first visit with the step and its first occurrence there, so the shares of all paths add
 * up to 1. A goal that is reached twice in a row is there twice.
 *
 * @param table read with `createLogTable({ visits: true })`
 * @throws RangeError that names a goal, an experiment or a variant that the log does not hold, or a number below 1
 * @example pathsAround(table, { step: 'help', steps: 2 }).groups[0]?.paths[0] // { goals: ['best'], whole: true, … }
 */
export function pathsAround(table: LogTable, options: PathsOptions): PathsReport {
  const { step, direction = 'after', steps = 3, top = 10, experiment, without, single } = options
  for (const [name, value] of Object.entries({ steps, top })) {
    if (!(value >= 1)) throw new RangeError(`${name} is a number from 1 on, got ${value}.`)
  }
  checkGoals(
    table,
    [step, without, single?.last].filter((goal) => goal !== undefined),
  )
  if (experiment !== undefined) checkExperiment(table, experiment)
  const { events, streams } = table
  const number = events.goals.find(step) ?? -1
  const units = experiment === undefined ? undefined : unitsOf(events.exposed(experiment), streams, events.ids.size)
  const visits = visitsWith(number, table, units)
  const nameOf = (goal: number) => events.goals.text(goal)

  const walked = visits.map((visit) => ({ group: visit.group, key: keyOf(pathOf(visit, direction, steps), nameOf) }))
  const listed = mostCommon(walked.map(({ key }) => key)).slice(0, top)
  const end = without === undefined || direction === 'before' ? undefined : (events.goals.find(without) ?? -1)
  const gone = visits.filter(({ goals, at }) => end === undefined || !goals.includes(end, at + 1))
  const leaving = gone.map(({ group, goals }) => ({ group, key: nameOf(goals.at(-1) ?? number) }))
  const lasts = mostCommon(leaving.map(({ key }) => key)).slice(0, top)

  const groupOf = (group: number): Omit<PathsGroup, 'variant'> => {
    const mine = walked.filter((one) => one.group === group).map(({ key }) => key)
    const counts = countsOf(mine)
    const paths = listed.map((key): PathCount => ({ ...readKey(key), ...shareOf(counts.get(key) ?? 0, mine.length) }))
    const others = mine.length - paths.reduce((sum, { visitors }) => sum + visitors, 0)
    const left = leaving.filter((one) => one.group === group).map(({ key }) => key)
    return {
      visitors: mine.length,
      paths,
      otherPaths: shareOf(others, mine.length),
      ...(direction === 'after' ? { left: leftOf(left, lasts, mine.length) } : {}),
    }
  }
  const variants = experiment === undefined ? [] : sortedNames(table.met.get(experiment).keys())

  const singleOf = ({ variant, last, ...which }: SingleWhich): SingleVisits => {
    if (variant !== undefined && !variants.includes(variant)) throw noVariant(variant, experiment, variants)
    const ofGroup = variant === undefined ? undefined : events.variants.find(variant)
    const ofLast = last === undefined ? undefined : events.goals.find(last)
    const some = gone.filter(
      ({ group, goals }) =>
        (ofGroup === undefined || group === ofGroup) && (ofLast === undefined || goals.at(-1) === ofLast),
    )
    return {
      ...(variant === undefined ? {} : { variant }),
      ...(last === undefined ? {} : { last }),
      ...singleVisits(some, table, which, units),
    }
  }

  return {
    version: 1,
    step,
    direction,
    steps,
    ...(experiment === undefined ? {} : { experiment }),
    ...(without === undefined || direction === 'before' ? {} : { without }),
    ...(single ? { single: singleOf(single) } : {}),
    groups: units
      ? variants.map((variant) => ({ variant, ...groupOf(events.variants.find(variant) ?? -1) }))
      : [groupOf(0)],
  }
}

function noVariant(variant: string, experiment: string | undefined, variants: readonly string[]): RangeError {
  if (experiment === undefined) {
    return new RangeError(`Single visits of variant "${variant}" need an experiment that has it; name it.`)
  }
  return new RangeError(`Experiment "${experiment}" has no variant "${variant}". It has: ${variants.join(', ')}.`)
}

interface Path {
  readonly goals: readonly number[]
  readonly whole: boolean
}

/** Up to so many goals next to the step; whole if the visit has no more on that side. */
function pathOf({ goals, at }: Visit, direction: 'after' | 'before', steps: number): Path {
  const side = direction === 'after' ? goals.slice(at + 1) : goals.slice(0, at)
  const near = direction === 'after' ? side.slice(0, steps) : side.slice(-steps)
  return { goals: near, whole: side.length === near.length }
}

/** A text that is the same for the same path; goals may hold any sign. */
const keyOf = ({ goals, whole }: Path, nameOf: (goal: number) => string) =>
  JSON.stringify([whole, ...goals.map(nameOf)])

function readKey(key: string): Pick<PathCount, 'goals' | 'whole'> {
  const [whole, ...goals]: [boolean, ...string[]] = JSON.parse(key)
  return { goals, whole }
}

function leftOf(left: readonly string[], lasts: readonly string[], visitors: number): LeftReport {
  const counts = countsOf(left)
  return {
    ...shareOf(left.length, visitors),
    last: lasts.map((goal) => ({ goal, ...shareOf(counts.get(goal) ?? 0, left.length) })),
  }
}

const shareOf = (visitors: number, all: number): Count => ({ visitors, share: all > 0 ? visitors / all : 0 })

function countsOf(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Different keys, the most common first; those as common by their characters, so that the order of a log does not matter. */
function mostCommon(keys: readonly string[]): string[] {
  return [...countsOf(keys)].sort(([a, some], [b, others]) => others - some || compareTexts(a, b)).map(([key]) => key)
}
