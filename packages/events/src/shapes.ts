/**
 * Which fields each type of event has, and what each may hold. `decode-event.ts` checks parsed input against them,
 * `lines/` reads whole lines by them.
 */
import type { EventType } from './event.js'
import { isObject } from './is-object.js'
import { isText } from './is-text.js'
import { isTime, latestTime } from './is-time.js'

/** What a field is made of, for readers that see its characters. */
export type Form =
  | { readonly is: 'text'; readonly longest: number }
  | { readonly is: 'whole' | 'number'; readonly least: number; readonly most: number }
  | { readonly is: 'word'; readonly words: readonly string[] }
  | { readonly is: 'truth' | 'attributes' }

export interface Rule {
  readonly expects: string
  readonly accepts: (value: unknown) => boolean
  readonly form: Form
}

type Fields = { readonly [field: string]: Rule }

/** Listed once: a log has millions of events. */
export type Rules = readonly (readonly [field: string, rule: Rule])[]

export interface Shape {
  readonly required: Rules
  readonly optional: Rules
}

const shapeOf = (required: Fields, optional: Fields): Shape => ({
  required: Object.entries(required),
  optional: Object.entries(optional),
})

const textUpTo = (longest: number): Rule => ({
  expects: `a text of 1 to ${longest} characters`,
  accepts: (value) => isText(value, longest),
  form: { is: 'text', longest },
})
const wholeFrom = (least: number): Rule => ({
  expects: `a whole number from ${least}`,
  accepts: (value) => Number.isSafeInteger(value) && Number(value) >= least,
  form: { is: 'whole', least, most: Number.MAX_SAFE_INTEGER },
})
const oneOf = (...words: readonly string[]): Rule => ({
  expects: `one of ${words.join(', ')}`,
  accepts: (value) => typeof value === 'string' && words.includes(value),
  form: { is: 'word', words },
})
const id = textUpTo(128)
const name = textUpTo(256)
const finite: Rule = {
  expects: 'a finite number',
  accepts: (value) => Number.isFinite(value),
  form: { is: 'number', least: -Number.MAX_VALUE, most: Number.MAX_VALUE },
}
const speed: Rule = {
  expects: 'a finite number from 0',
  accepts: (value) => Number.isFinite(value) && Number(value) >= 0,
  form: { is: 'number', least: 0, most: Number.MAX_VALUE },
}
const truth: Rule = {
  expects: 'true or false',
  accepts: (value) => typeof value === 'boolean',
  form: { is: 'truth' },
}
export const time: Rule = {
  expects: 'a time in ms since the epoch',
  accepts: isTime,
  form: { is: 'number', least: 0, most: latestTime },
}
export const attributes: Rule = {
  expects: 'an object of texts, finite numbers and booleans',
  accepts: (value) =>
    isObject(value) &&
    Object.values(value).every((entry) => typeof entry === 'string' || truth.accepts(entry) || finite.accepts(entry)),
  form: { is: 'attributes' },
}

/** What a type may be called. */
export const eventName: Rule = name

export const stamp: Rules = Object.entries({
  stream: id,
  seq: wholeFrom(1),
  at: time,
  visitor: id,
  session: id,
  page: textUpTo(2048),
})
const inVariant: Fields = { experiment: name, variant: name }
const achieved: Fields = { value: finite, item: name, slot: wholeFrom(0), slots: wholeFrom(1) }

export const shapes: { readonly [Type in EventType]: Shape } = {
  exposure: shapeOf(
    { ...inVariant, by: oneOf('sight', 'click', 'hand') },
    { revision: wholeFrom(0), unit: id, attributes },
  ),
  applied: shapeOf({ ...inVariant, applied: truth }, { revision: wholeFrom(0), reason: name }),
  click: shapeOf({ goal: name }, achieved),
  goal: shapeOf({ goal: name }, { ...achieved, unit: id }),
  vital: shapeOf({ name, value: speed }, {}),
}

/** The fields that a type has besides those of all events. */
export function fieldsOf(type: EventType): readonly string[] {
  const { required, optional } = shapes[type]
  return [...required, ...optional].map(([field]) => field)
}

/** The times that every line of a log has. */
export const received: Rules = Object.entries({ sentAt: time, receivedAt: time })

/** A ledger that drops nothing; what it drops is checked by `isStreamState`. */
export const ledgerShape: Shape = shapeOf(
  { stream: id, issued: wholeFrom(0) },
  { repeated: wholeFrom(0), browser: textUpTo(32), client: textUpTo(32) },
)
