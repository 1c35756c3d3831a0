/**
 * Reads the fields of a metric in an experiment file, each with its type.
 */
import { isObject, type MetricSpec } from '@heddle/events'
import type { SomeGoal } from './goal-events.js'
import type { Spec, SpecOptions } from './notation.js'
import type { OptionName } from './option-text.js'
import { quantityFromText } from './quantity-text.js'

/** @throws TypeError that names the field and what it is, if an option is something else; and so do its functions */
export function readSpec(spec: MetricSpec): Spec {
  const read = <Value>(field: string, isOne: (value: unknown) => value is Value, what: string): Value | undefined => {
    const value = Object.hasOwn(spec, field) ? spec[field] : undefined
    if (value === undefined || isOne(value)) return value
    throw new TypeError(`"${field}" is ${what}.`)
  }
  const text = (field: string) => read(field, isText, 'a text')
  const number = (field: string) => read(field, isNumber, 'a number')
  const flag = (field: string) => read(field, isFlag, 'true or false')
  const duration = (field: string) => read(field, isDuration, "a text such as '7 d', or ms")
  const quantity = (field: string) => {
    const written = text(field)
    const read = written === undefined ? undefined : quantityFromText(written)
    if (read || written === undefined) return read
    throw new TypeError(`"${field}" is a goal, values(goal), sessions() or exposures(experiment).`)
  }
  return {
    ...{ text, number, duration },
    goal: (field) => read(field, isGoal, `a goal: a text, or an object with "goal" and "item" or "slot"`),
    goals: (field) =>
      read(field, isGoals, `a list of goals, each a text or an object with "goal" and "item" or "slot"`),
    options: {
      ...given('window', duration('window')),
      ...given('complete', flag('complete')),
      ...given('before', duration('before')),
      ...given('covariate', quantity('covariate')),
      ...given('cap', number('cap')),
      ...given('scale', number('scale')),
      ...given('within', duration('within')),
      ...given('strict', flag('strict')),
      ...given('rolling', flag('rolling')),
      ...given('item', text('item')),
      ...given('slot', number('slot')),
      ...given('population', read('population', isPopulation, '"exposed" or "applied"')),
      ...given('direction', read('direction', isDirection, '"up" or "down"')),
      ...given('only', read('only', isAttributes, 'an object of attributes, such as { "lang": "ar" }')),
    },
  }
}

/** The option if there is one, so that it is not there as undefined. */
function given<Name extends OptionName>(name: Name, value: SpecOptions[Name]) {
  return (value === undefined ? {} : { [name]: value }) as { readonly [One in Name]?: NonNullable<SpecOptions[One]> }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number'
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isDuration = (value: unknown): value is string | number => isText(value) || isNumber(value)
const isGoal = (value: unknown): value is SomeGoal =>
  isText(value) ||
  (isObject(value) &&
    isText(value.goal) &&
    (value.item === undefined || isText(value.item)) &&
    (value.slot === undefined || isNumber(value.slot)) &&
    Object.keys(value).every((field) => ['goal', 'item', 'slot'].includes(field)))
const isGoals = (value: unknown): value is readonly SomeGoal[] => Array.isArray(value) && value.every(isGoal)
const isPopulation = (value: unknown): value is 'exposed' | 'applied' => value === 'exposed' || value === 'applied'
const isDirection = (value: unknown): value is 'up' | 'down' => value === 'up' || value === 'down'
const isAttributes = (value: unknown): value is NonNullable<SpecOptions['only']> =>
  isObject(value) && Object.values(value).every((one) => isText(one) || isNumber(one) || isFlag(one))
