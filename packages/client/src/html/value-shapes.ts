/**
 * What each change can do with a value. In code the compiler knows; a file needs to be asked. Pure.
 */
import { isObject } from '@heddle/events'

interface Shape {
  readonly words: string
  readonly fits: (value: unknown) => boolean
}

const isText = (value: unknown) => typeof value === 'string'
const isFlag = (value: unknown) => typeof value === 'boolean'
const isTextOrNull = (value: unknown) => value === null || isText(value)
const each = (isEntry: (value: unknown) => boolean) => (value: unknown) =>
  isObject(value) && Object.values(value).every(isEntry)
const sides = ['before', 'after', 'start', 'end']

const shapes: { readonly [change: string]: Shape } = {
  attributes: { words: 'texts or null, by attribute', fits: each(isTextOrNull) },
  classes: { words: 'true or false, by class', fits: each(isFlag) },
  hide: { words: 'true or false', fits: isFlag },
  move: {
    words: `null, or an object with one of ${sides.join(', ')} and a selector`,
    fits: (value) =>
      value === null || (each(isText)(value) && /^(before|after|start|end)$/.test(Object.keys(value as object).join())),
  },
  relabel: { words: 'a text, or texts by language', fits: (value) => isText(value) || each(isText)(value) },
  reorder: { words: 'a list of items', fits: (value) => Array.isArray(value) && value.every(isText) },
  replace: { words: 'the selector of a template, or null', fits: isTextOrNull },
}

/**
 * @param change one name, or a list: then a value is a list too
 * @throws TypeError that says what the change takes
 */
export function checkValue(change: string | readonly string[], value: unknown): void {
  if (typeof change !== 'string') {
    const values = Array.isArray(value) && value.length === change.length ? value : undefined
    if (!values)
      throw new TypeError(
        `"${change.join(', ')}" take a list of ${change.length} values, got ${JSON.stringify(value)}.`,
      )
    for (const [index, name] of change.entries()) checkValue(name, values[index])
    return
  }
  const shape = shapes[change]
  if (shape && !shape.fits(value))
    throw new TypeError(`"${change}" takes ${shape.words}, got ${JSON.stringify(value)}.`)
}
