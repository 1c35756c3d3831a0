/**
 * How far units come along a row of goals.
 */
import { type CompareOptions, compareFunnel, compareProportions, type Funnel as StepsCompared } from '@heddle/stats'
import { type Gathered, type StepCounts, stepsIn } from './gathered.js'
import { type GoalEvents, goalEventsOf, type SomeGoal } from './goal-events.js'
import type { Method } from './method.js'
import { goalFromText } from './name-text.js'
import type { Notation } from './notation.js'
import { durationOf, periodOf, type Windowed, type WindowOption, windowOf } from './options.js'

export interface FunnelOptions extends WindowOption {
  /** How long after the first step the last one may come, that moment not included: ms, or a text such as '1 d'; else any time. */
  readonly within?: number | string
  /** Whether another step of the funnel in between ends it; default false. Repeating the step just reached does not. */
  readonly strict?: boolean
}

export interface Funnel extends Windowed {
  readonly kind: 'funnel'
  readonly goals: readonly GoalEvents[]
  readonly withinMs?: number
  readonly strict?: true
}

/**
 * The share of units that reached the last goal by way of the others, in their order, after the first exposure; the
 * report has every step. A unit may start again: it reaches step k if any occurrence of the first goal is followed by
 * goals 2 to k within the time. Of the same moment, the event of the smaller stream and number is the earlier.
 *
 * @param goals two or more; one may come twice, and one may be some of a goal's events, `{ goal: 'best', item: 'tab-best' }`.
 * An event that two steps are about counts for both, but not as one after the other.
 * @throws TypeError if there are fewer than two goals
 * @example funnel(['page', 'phone', 'code', 'done'], { within: '1 d' })
 */
export function funnel(goals: readonly SomeGoal[], options: FunnelOptions = {}): Funnel {
  const { within, strict = false } = options
  if (goals.length < 2) throw new TypeError(`A funnel has two goals or more, got ${goals.length}.`)
  return {
    kind: 'funnel',
    goals: goals.map(goalEventsOf),
    ...(within === undefined ? {} : { withinMs: durationOf('"within"', within) }),
    ...(strict ? { strict } : {}),
    ...windowOf(options),
  }
}

export const funnelNotation: Notation<Funnel> = {
  forms: ['funnel(goal, goal, ...)'],
  fields: '"goals", a list of two or more',
  fieldNames: ['goals'],
  options: ['within', 'strict', 'window', 'complete', 'only', 'population', 'direction'],
  fieldsOf: (over) => {
    const goals = over.map(goalFromText)
    return goals.length < 2 || goals.includes(undefined) ? undefined : { goals }
  },
  fromSpec: ({ goals, options }) => {
    const steps = goals('goals')
    return !steps || steps.length < 2 ? undefined : funnel(steps, options)
  },
}

export function funnelMethod(metric: Funnel): Method {
  const { goals, withinMs, strict = false } = metric
  const completion = (gathered: Gathered) => {
    const { n, reached } = stepsIn(gathered)
    return { n, successes: reached.at(-1) ?? 0 }
  }
  return {
    needs: {
      gather: 'steps',
      goals,
      strict,
      ...(withinMs === undefined ? {} : { withinMs }),
      ...periodOf(metric),
    },
    none: { n: 0, reached: goals.map(() => 0) },
    value: (gathered) => {
      const { n, successes } = completion(gathered)
      return n === 0 ? undefined : successes / n
    },
    moments: completion,
    compare: (control, treatment, options) => compareProportions(completion(control), completion(treatment), options),
    steps: {
      goals,
      reached: (gathered) => stepsIn(gathered).reached,
      compare: (control, treatment, options) => compareSteps(stepsIn(control), stepsIn(treatment), options),
    },
  }
}

function compareSteps(control: StepCounts, treatment: StepCounts, options: CompareOptions): StepsCompared {
  return compareFunnel(furthest(control), furthest(treatment), options)
}

/** Units by the furthest step that they reached, those that reached none first. */
function furthest({ n, reached }: StepCounts): number[] {
  return [n, ...reached].map((units, step) => units - (reached[step] ?? 0))
}
