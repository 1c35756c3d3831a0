/**
 * The share of units that reached a goal at least once.
 */
import { type Count, compareProportions } from '@heddle/stats'
import { compareByBefore, termsWith } from './before.js'
import { type Gathered, noSums, sumsIn } from './gathered.js'
import type { GoalName, WhichOption } from './goal-events.js'
import type { SumsMethod } from './method.js'
import { goalFields } from './name-text.js'
import type { SumNeeds, Term } from './needs.js'
import type { Notation } from './notation.js'
import {
  type BeforeOption,
  beforeOf,
  type LooksBack,
  periodOf,
  type Windowed,
  type WindowOption,
  windowOf,
} from './options.js'
import { countOf, type GoalQuantity } from './quantity.js'

export interface ProportionOptions<Key extends string = string> extends WindowOption, BeforeOption<Key>, WhichOption {}

export interface Proportion extends Windowed, LooksBack {
  readonly kind: 'proportion'
  readonly quantity: GoalQuantity
}

/**
 * The share of units that reached the goal at least once. With `before`, whether they did so then as well, or else the
 * `covariate`, takes noise out of the comparison. In a table of units: of those whose column is 1 or true.
 *
 * @example proportion('best', { window: '7 d' })
 * @example proportion('best', { item: 'tab-best', only: { lang: 'ar' } })
 */
export function proportion(goal: GoalName, options: ProportionOptions = {}): Proportion {
  return { kind: 'proportion', quantity: countOf(goal, options), ...windowOf(options), ...beforeOf(options) }
}

export const proportionNotation: Notation<Proportion> = {
  forms: ['proportion(goal)'],
  fields: '"goal"',
  fieldNames: ['goal'],
  options: ['window', 'complete', 'before', 'covariate', 'item', 'slot', 'only', 'population', 'direction'],
  fieldsOf: ([goal = '', ...more]) => (more.length > 0 ? undefined : goalFields(goal)),
  fromSpec: ({ text, options }) => {
    const goal = text('goal')
    return goal === undefined ? undefined : proportion(goal, options)
  },
}

export function proportionMethod(metric: Proportion): SumsMethod {
  const x: Term = { quantity: metric.quantity, take: 'any', scale: 1 }
  const needs: SumNeeds = { gather: 'sums', ...termsWith(metric, x, ['x']), ...periodOf(metric) }
  const plain = shareMethod(needs)
  if (!needs.y) return plain
  return {
    ...plain,
    compare: (control, treatment, options) =>
      compareByBefore(sumsIn(control), sumsIn(treatment), needs, options, () =>
        plain.compare(control, treatment, options),
      ),
  }
}

/** Of whatever is a share of units: x is 1 or 0 in each. */
export function shareMethod(needs: SumNeeds): SumsMethod {
  return {
    needs,
    none: noSums,
    moments: countFrom,
    value: (gathered) => {
      const { n, successes } = countFrom(gathered)
      return n === 0 ? undefined : successes / n
    },
    compare: (control, treatment, options) => compareProportions(countFrom(control), countFrom(treatment), options),
  }
}

function countFrom(gathered: Gathered): Count {
  const { n, x } = sumsIn(gathered)
  return { n, successes: Number(x) }
}
