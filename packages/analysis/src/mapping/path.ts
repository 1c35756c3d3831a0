/**
 * Finds a value in a nested record by a path written as text. Texts that hold JSON are opened on the way.
 */
import { isObject } from '@heddle/events'

type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'entry'; readonly field: string; readonly value: string }
  | { readonly kind: 'only' }

export interface Path {
  readonly text: string
  /** Whether it begins at the element of a list and not at the record. */
  readonly ofElement: boolean
  readonly steps: readonly Step[]
}

/** What paths are followed in. */
export interface Scene {
  readonly record: unknown
  readonly element?: unknown
  /** Texts that were opened before: many paths lead through the same one. */
  readonly opened: Map<string, unknown>
}

const stepForms = /^(?:\.([^.[\]*"]+)|\.?\["([^"]*)"\]|\[(\d+)\]|\[([^=\]"]+)=([^\]]*)\]|(\.\*))/

/**
 * - `user.id`: a field of a field; `["utm.source"]` is a field whose name has dots or brackets in it
 * - `items[0]`: an element of a list, counted from 0
 * - `event_params[key=page].value`: the element of a list whose field `key` is `page`, and of that the field `value`
 * - `value.*`: whichever field is there and not empty, where only one of several is filled
 * - `@.variant`: of the element that a rule's `each` is at, not of the record
 *
 * @throws TypeError that repeats the path and says where it ends to make sense
 */
export function parsePath(text: string): Path {
  const ofElement = text === '@' || /^@[.[]/.test(text)
  const steps: Step[] = []
  // Every field begins with a dot but the first of a record.
  let rest = ofElement ? text.slice(1) : text === '' || text.startsWith('[') ? text : `.${text}`
  while (rest !== '') {
    const [all = '', name, quoted, index, field, value, only] = stepForms.exec(rest) ?? []
    if (all === '') throw new TypeError(`The path "${text}" cannot be read from "${rest}" on.`)
    if (only !== undefined) steps.push({ kind: 'only' })
    else if (index !== undefined) steps.push({ kind: 'index', index: Number(index) })
    else if (field !== undefined) steps.push({ kind: 'entry', field, value: value ?? '' })
    else steps.push({ kind: 'field', name: name ?? quoted ?? '' })
    rest = rest.slice(all.length)
  }
  if (steps.length === 0 && !ofElement) throw new TypeError('A path names at least one field; this one is empty.')
  return { text, ofElement, steps }
}

/** What stands there; undefined for nothing, null and an empty text alike. */
export function valueAt({ ofElement, steps }: Path, scene: Scene): unknown {
  let value = ofElement ? scene.element : scene.record
  for (const step of steps) {
    if (typeof value === 'string') value = opened(value, scene.opened)
    value = stepInto(value, step)
    if (value === undefined) return undefined
  }
  return isFilled(value) ? value : undefined
}

/** What the path leads to as a list, opened if it is a text; of anything else a list of one. */
export function listAt(path: Path, scene: Scene): readonly unknown[] {
  const value = valueAt(path, scene)
  const inside = typeof value === 'string' ? (opened(value, scene.opened) ?? value) : value
  if (inside === undefined) return []
  return Array.isArray(inside) ? inside : [inside]
}

function stepInto(value: unknown, step: Step): unknown {
  switch (step.kind) {
    case 'field':
      return isObject(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined
    case 'index':
      return Array.isArray(value) ? value[step.index] : undefined
    case 'entry':
      return Array.isArray(value)
        ? value.find(
            (one) => isObject(one) && typeof one[step.field] !== 'object' && `${one[step.field]}` === step.value,
          )
        : undefined
    case 'only':
      return isObject(value) ? Object.values(value).find(isFilled) : undefined
  }
}

const isFilled = (value: unknown) => value !== undefined && value !== null && value !== ''

function opened(text: string, known: Map<string, unknown>): unknown {
  if (!known.has(text)) known.set(text, parseNested(text))
  return known.get(text)
}

function parseNested(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
