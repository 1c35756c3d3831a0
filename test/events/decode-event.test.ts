import { decodeEvent, type Event, type EventType, isEventType } from '@heddle/events'
import { describe, expect, test } from 'vitest'
import { stamp, whole } from './samples.js'

const types = Object.keys(whole) as EventType[]

const reasonOf = (input: unknown): string => {
  const decoded = decodeEvent(input)
  return decoded.status === 'rejected' ? decoded.reason : `accepted as ${decoded.status}`
}

describe('an event', () => {
  test.each(types)('of type %s is the same object after decoding', (type) => {
    const event: Event = whole[type]
    const decoded = decodeEvent(event)
    expect(decoded).toEqual({ status: 'event', event })
    expect(decoded.status === 'event' && decoded.event).toBe(event)
  })

  test.each(types)('of type %s is checked in every field that its type declares', (type) => {
    for (const field of Object.keys(whole[type])) {
      expect(reasonOf({ ...whole[type], [field]: [] })).toMatch(new RegExp(`^${field}: expected .*, got a list$`))
    }
  })

  test('without its optional fields is an event', () => {
    const { type, experiment, variant, by } = whole.exposure
    expect(decodeEvent({ ...stamp, type, experiment, variant, by }).status).toBe('event')
    expect(decodeEvent({ ...stamp, type: 'goal', goal: 'order' }).status).toBe('event')
  })

  test('keeps the fields that nobody knows', () => {
    const decoded = decodeEvent({ ...whole.vital, rating: 'good' })
    expect(decoded).toMatchObject({ status: 'event', event: { rating: 'good' } })
  })
})

describe('an event of a later version', () => {
  test('is kept as unknown when it is well stamped', () => {
    expect(decodeEvent({ ...stamp, type: 'scroll', depth: 0.5 }).status).toBe('unknown-type')
  })

  test('is rejected when it is not', () => {
    expect(reasonOf({ ...stamp, type: 'scroll', seq: 0 })).toBe('seq: expected a whole number from 1, got 0')
  })

  test.each(['__proto__', 'constructor', 'toString'])('may even be called %s', (type) => {
    expect(isEventType(type)).toBe(false)
    expect(decodeEvent({ ...stamp, type }).status).toBe('unknown-type')
  })

  test('cannot pass for a line of the log itself', () => {
    expect(reasonOf({ ...stamp, type: 'ledger', issued: 1e6 })).toMatch(/^type: "ledger" is a word of the log/)
  })
})

describe('a reason', () => {
  test.each([
    [undefined, 'an event is an object, got nothing'],
    [null, 'an event is an object, got null'],
    ['click', 'an event is an object, got "click"'],
    [[], 'an event is an object, got a list'],
    [{}, 'type: expected a text of 1 to 256 characters, got nothing'],
    [{ ...whole.click, value: Infinity }, 'value: expected a finite number, got Infinity'],
    [{ ...whole.vital, value: -1 }, 'value: expected a finite number from 0, got -1'],
    [{ ...whole.vital, at: -1 }, 'at: expected a time in ms since the epoch, got -1'],
    [{ ...whole.exposure, by: 'luck' }, 'by: expected one of sight, click, hand, got "luck"'],
    [
      { ...whole.exposure, attributes: { lang: null } },
      'attributes: expected an object of texts, finite numbers and booleans, got an object',
    ],
  ])('names the field, what it should be and what it was: %j', (input, reason) => {
    expect(reasonOf(input)).toBe(reason)
  })

  test('stays short whatever it quotes', () => {
    expect(reasonOf({ ...whole.click, goal: 'x'.repeat(1e6) }).length).toBeLessThan(150)
    expect(reasonOf({ ...whole.click, goal: nested(200_000) })).toMatch(/got a list$/)
  })
})

describe('a hostile value', () => {
  test('in a text of two-unit characters is measured as JSON Schema measures it', () => {
    expect(decodeEvent({ ...stamp, type: 'click', goal: '😀'.repeat(256) }).status).toBe('event')
    expect(decodeEvent({ ...stamp, type: 'click', goal: '😀'.repeat(257) }).status).toBe('rejected')
  })

  test('such as a lone surrogate is kept as it is', () => {
    expect(decodeEvent({ ...stamp, type: 'click', goal: '\ud800' }).status).toBe('event')
  })

  test('under "__proto__" changes nothing but the event that carries it', () => {
    const input = JSON.parse(
      `{"__proto__": {"goal": "forged"}, ${JSON.stringify({ ...stamp, type: 'click' }).slice(1)}`,
    )
    expect(reasonOf(input)).toMatch(/^goal: expected/)
    expect(Object.hasOwn(Object.prototype, 'goal')).toBe(false)
  })

  test.each([2 ** 53, 1e300, 1.5, '1', Number.NaN])('is no sequence number: %s', (seq) => {
    expect(reasonOf({ ...whole.click, seq })).toMatch(/^seq: expected a whole number from 1/)
  })
})

/** As deep as a megabyte of brackets gets; JSON.parse takes it, JSON.stringify does not. */
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))
