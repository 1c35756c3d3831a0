/**
 * Turns unknown input into an event, or into the reason why it is none.
 * Pure. Unknown fields are kept and unknown types are let through as such: a newer page never breaks an older reader.
 */
import type { Event, EventType, UnknownEvent } from './event.js'
import { isObject } from './is-object.js'
import { eventName, type Rule, type Rules, shapes, stamp } from './shapes.js'
import { shown } from './shown.js'

export type DecodedEvent =
  | { readonly status: 'event'; readonly event: Event }
  | { readonly status: 'unknown-type'; readonly event: UnknownEvent }
  | { readonly status: 'rejected'; readonly reason: string }

/**
 * @param input anything, usually the result of JSON.parse
 * @returns the event itself (the same object, unknown fields included), or one sentence that names the field, what it
 * should have been and what it was
 */
export function decodeEvent(input: unknown): DecodedEvent {
  if (!isObject(input)) return rejected(`an event is an object, got ${shown(input)}`)
  if (!eventName.accepts(input.type)) return rejected(complaint('type', eventName, input.type))
  // Stored as an event, it would read as the log's own line and could claim losses for any stream.
  if (input.type === 'ledger') return rejected('type: "ledger" is a word of the log, no event can have it')
  const broken = firstBroken(input, stamp, [])
  if (broken) return rejected(broken)
  // The casts are the one place where checked input becomes typed: the tests hold `shapes` against the types and the schema.
  if (!isEventType(input.type)) return { status: 'unknown-type', event: input as unknown as UnknownEvent }
  const shape = shapes[input.type]
  const wrong = firstBroken(input, shape.required, shape.optional)
  return wrong ? rejected(wrong) : { status: 'event', event: input as unknown as Event }
}

/** Whether this version knows the type. */
export function isEventType(type: unknown): type is EventType {
  return typeof type === 'string' && Object.hasOwn(shapes, type)
}

function firstBroken(
  input: { readonly [field: string]: unknown },
  required: Rules,
  optional: Rules,
): string | undefined {
  for (const [field, rule] of required) {
    if (!rule.accepts(input[field])) return complaint(field, rule, input[field])
  }
  for (const [field, rule] of optional) {
    if (input[field] !== undefined && !rule.accepts(input[field])) return complaint(field, rule, input[field])
  }
  return undefined
}

const complaint = (field: string, rule: Rule, got: unknown) => `${field}: expected ${rule.expects}, got ${shown(got)}`

const rejected = (reason: string): DecodedEvent => ({ status: 'rejected', reason })
