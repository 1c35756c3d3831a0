/**
 * The fields of a line by number, and for each type of line which it has and what they may hold: `shapes.ts`, as tables
 * of numbers that can be looked up millions of times.
 */
import type { EventType } from '../event.js'
import { type Form, ledgerShape, type Rules, received, shapes, stamp } from '../shapes.js'

/** Every field that a line may have, by its number. */
export const field = {
  stream: 0,
  seq: 1,
  at: 2,
  visitor: 3,
  session: 4,
  page: 5,
  experiment: 6,
  variant: 7,
  revision: 8,
  unit: 9,
  by: 10,
  attributes: 11,
  applied: 12,
  reason: 13,
  goal: 14,
  value: 15,
  item: 16,
  slot: 17,
  slots: 18,
  name: 19,
  sentAt: 20,
  receivedAt: 21,
  issued: 22,
  repeated: 23,
  browser: 24,
  client: 25,
  /** Only of a line whose type is not known. */
  type: 26,
} as const

export const fieldNames: readonly string[] = Object.keys(field)

/** The types of lines by number; what is not among them is `lineType.unknown`. */
export const lineType = { exposure: 0, applied: 1, click: 2, goal: 3, vital: 4, ledger: 5, unknown: 6 } as const

type KnownLine = EventType | 'ledger'
export const knownLines: readonly KnownLine[] = ['exposure', 'applied', 'click', 'goal', 'vital', 'ledger']

/** Bits, one a field. */
export interface Masks {
  readonly required: number
  readonly allowed: number
}

/** By the type's number. */
export const masks: readonly Masks[] = [...knownLines.map(masksOf), masksOfUnknown()]

/** What a field holds in lines of a type, or undefined if it has none. */
export function formOf(type: KnownLine, name: string): Form | undefined {
  return [...requiredOf(type), ...optionalOf(type)].find(([known]) => known === name)?.[1].form
}

function requiredOf(type: KnownLine): Rules {
  return type === 'ledger' ? [...ledgerShape.required, ...received] : [...stamp, ...shapes[type].required, ...received]
}

function optionalOf(type: KnownLine): Rules {
  return type === 'ledger' ? ledgerShape.optional : shapes[type].optional
}

function masksOf(type: KnownLine): Masks {
  const required = bitsOf(requiredOf(type).map(([name]) => name))
  return { required, allowed: required | bitsOf(optionalOf(type).map(([name]) => name)) }
}

function masksOfUnknown(): Masks {
  const bits = bitsOf([...stamp, ...received].map(([name]) => name).concat('type'))
  return { required: bits, allowed: bits }
}

function bitsOf(names: readonly string[]): number {
  return names.reduce((bits, name) => bits | (1 << fieldNames.indexOf(name)), 0)
}
