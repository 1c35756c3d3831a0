/**
 * Turns unknown input into a mapping, or says what is wrong with it. Unknown fields are refused: one that is misspelled
 * would be ignored in silence.
 */
import { isObject } from '@heddle/events'
import type { Mapping } from './mapping.js'
import { parsePath } from './path.js'
import { isZone } from './time.js'

/** Throws a TypeError that names the place, if the value is not what it should be. */
type Check = (value: unknown, place: string) => void

/**
 * @param input the parsed mapping file
 * @throws TypeError that names the place in the file, such as `events[0].variant`, what should stand there and what does
 * @example decodeMapping({ version: 1, name: 'our log', id: 'uuid', time: { from: 'ts', unit: 'ms' }, visitor: 'user', events: [
 *   { type: 'exposure', when: { event: 'seen' }, experiment: 'test', variant: 'arm' },
 *   { type: 'goal', when: { event: 'bought' }, goal: 'event', value: 'amount' },
 * ] })
 */
export function decodeMapping(input: unknown): Mapping {
  if (!isObject(input)) throw new TypeError('A mapping is a JSON object with a list "events".')
  if (input.version !== 1) throw wrong('version', '1, the only one there is', input.version)
  mapping(input, '')
  // The cast is the one place where checked input becomes typed: the tests hold the checks against the schema.
  return input as unknown as Mapping
}

const wrong = (place: string, expected: string, got: unknown) =>
  new TypeError(`The mapping's "${place}" should be ${expected}, got ${shown(got)}.`)

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const json = JSON.stringify(value)
  return json.length > 80 ? `${json.slice(0, 80)}…` : json
}

const that =
  (expected: string, holds: (value: unknown) => boolean): Check =>
  (value, place) => {
    if (!holds(value)) throw wrong(place, expected, value)
  }

const objectOf =
  (required: { readonly [field: string]: Check }, optional: { readonly [field: string]: Check } = {}): Check =>
  (value, place) => {
    if (!isObject(value)) throw wrong(place, 'an object', value)
    const within = (field: string) => (place === '' ? field : `${place}.${field}`)
    const checks = { ...required, ...optional }
    for (const field of Object.keys(value)) {
      if (Object.hasOwn(checks, field)) continue
      throw new TypeError(
        `The mapping has a field "${within(field)}", which means nothing there. What can be there: ${Object.keys(checks).join(', ')}.`,
      )
    }
    for (const [field, check] of Object.entries(required)) check(value[field], within(field))
    for (const [field, check] of Object.entries(optional)) {
      if (value[field] !== undefined) check(value[field], within(field))
    }
  }

const listOf =
  (expected: string, check: Check): Check =>
  (value, place) => {
    if (!Array.isArray(value) || value.length === 0) throw wrong(place, expected, value)
    for (const [index, entry] of value.entries()) check(entry, `${place}[${index}]`)
  }

const namesOf =
  (expected: string, check: (value: unknown, place: string, name: string) => void): Check =>
  (value, place) => {
    if (!isObject(value)) throw wrong(place, expected, value)
    for (const [name, entry] of Object.entries(value)) check(entry, `${place}.${name}`, name)
  }

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
const isScalars = (value: unknown): boolean =>
  isScalar(value) || (Array.isArray(value) && value.length > 0 && value.every(isScalar))
const text = that('a text', (value) => typeof value === 'string' && value !== '')

const path: Check = (value, place) => {
  text(value, place)
  try {
    parsePath(String(value))
  } catch (cause) {
    throw new TypeError(`The mapping's "${place}": ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

const takeForm = 'a path, or { "text": … }, { "first": […] } or { "join": […] }'
const take: Check = (value, place) => {
  if (typeof value === 'string') return path(value, place)
  if (!isObject(value) || Object.keys(value).length !== 1) throw wrong(place, takeForm, value)
  if ('text' in value) return text(value.text, `${place}.text`)
  if ('first' in value) return takes(value.first, `${place}.first`)
  if ('join' in value) return takes(value.join, `${place}.join`)
  throw wrong(place, takeForm, value)
}
const takes = listOf('a list of what is taken', (value, place) => take(value, place))

const units = ['s', 'ms', 'us', 'ns', 'text']
const time = objectOf(
  { from: take },
  {
    unit: that(`one of ${units.join(', ')}`, (value) => units.includes(String(value))),
    zone: that('Z or an offset such as +08:00', (value) => typeof value === 'string' && isZone(value)),
  },
)

const condition = that(
  'a value, a list of values, { "exists": true }, { "exists": false } or { "not": … }',
  (value) =>
    isScalars(value) ||
    (isObject(value) &&
      Object.keys(value).length === 1 &&
      (typeof value.exists === 'boolean' || ('not' in value && isScalars(value.not)))),
)
const when = namesOf('an object of paths and what they must be', (value, place, name) => {
  path(name, place)
  condition(value, place)
})

const base = { when, each: path }
const attributes = namesOf('an object of names and what they are taken from', (value, place) => take(value, place))
const achieved = { ...base, value: take, item: take, slot: take, slots: take }
const rules: { readonly [type: string]: Check } = {
  exposure: objectOf({ type: text, experiment: take, variant: take }, { ...base, unit: take, attributes }),
  goal: objectOf({ type: text, goal: take }, { ...achieved, unit: take }),
  click: objectOf({ type: text, goal: take }, achieved),
  vital: objectOf({ type: text, name: take, value: take }, base),
}

const rule: Check = (value, place) => {
  const type = isObject(value) ? value.type : undefined
  const check = typeof type === 'string' && Object.hasOwn(rules, type) ? rules[type] : undefined
  if (!check) throw wrong(`${place}.type`, `one of ${Object.keys(rules).join(', ')}`, type)
  check(value, place)
}

const mapping = objectOf(
  {
    version: () => undefined,
    name: text,
    id: take,
    time,
    visitor: take,
    events: listOf('a list of rules, at least one', rule),
  },
  {
    $schema: text,
    received: time,
    session: take,
    document: take,
    page: take,
    columns: listOf('a list of names', text),
  },
)
