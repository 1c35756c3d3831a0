/**
 * Events to test with: one of each type with every field, and random ones, good and broken.
 */
import type { Event, EventType, Row, Stamp } from '@heddle/events'
import fc from 'fast-check'

export const stamp: Stamp = {
  stream: 'V1StGXR8_Z5jdHi6B-myT',
  seq: 1,
  at: 1_767_225_600_000,
  visitor: 'visitor-1',
  session: 'session-1',
  page: '/help',
}

/** Every field that the types know, optional ones included: a new field does not compile until it is here. */
export const whole: { readonly [Type in EventType]: Required<Extract<Event, { type: Type }>> } = {
  exposure: {
    ...stamp,
    type: 'exposure',
    experiment: 'home-tabs',
    variant: 'bestFirst',
    revision: 1,
    unit: 'order-7',
    by: 'sight',
    attributes: { lang: 'en', wide: true, width: 1280 },
  },
  applied: {
    ...stamp,
    type: 'applied',
    experiment: 'home-tabs',
    variant: 'control',
    revision: 0,
    applied: false,
    reason: 'items',
  },
  click: { ...stamp, type: 'click', goal: 'best', value: 1, item: 'best', slot: 0, slots: 3 },
  goal: { ...stamp, type: 'goal', goal: 'order', value: 12.5, item: 'tea', slot: 2, slots: 3, unit: 'order-7' },
  vital: { ...stamp, type: 'vital', name: 'LCP', value: 1234.5 },
}

export const row = (events: Row['events'], of: Partial<Row> = {}): string =>
  JSON.stringify({ stream: 's', visitor: 'v', session: 'w', page: '/', ...of, events })

/** Texts as they come: with lone surrogates, characters of two units, and names of Object's own. */
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
  fc.constantFrom('__proto__', 'constructor', 'toString', '\ud800', 'a\u2028b', '\u0000', '😀'.repeat(128)),
)
const count = fc.oneof(fc.nat(), fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER))
const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
const time = fc.oneof(fc.nat(), fc.double({ min: 0, max: 8.64e15, noNaN: true }))

const stamped = {
  stream: text,
  seq: count.map((seq) => Math.max(seq, 1)),
  at: time,
  visitor: text,
  session: text,
  page: text,
}
const inVariant = { experiment: text, variant: text, revision: count }
const achieved = { goal: text, value: finite, item: text, slot: count, slots: count.map((n) => Math.max(n, 1)) }
const required = ['stream', 'seq', 'at', 'visitor', 'session', 'page', 'type'] as const

const said = {
  exposure: fc.record(
    {
      ...stamped,
      type: fc.constant('exposure'),
      ...inVariant,
      unit: text,
      by: fc.constantFrom('sight', 'click', 'hand'),
      attributes: fc.dictionary(text, fc.oneof(text, finite, fc.boolean())),
    },
    { requiredKeys: [...required, 'experiment', 'variant', 'by'] },
  ),
  applied: fc.record(
    { ...stamped, type: fc.constant('applied'), ...inVariant, applied: fc.boolean(), reason: text },
    { requiredKeys: [...required, 'experiment', 'variant', 'applied'] },
  ),
  click: fc.record({ ...stamped, type: fc.constant('click'), ...achieved }, { requiredKeys: [...required, 'goal'] }),
  goal: fc.record(
    { ...stamped, type: fc.constant('goal'), ...achieved, unit: text },
    { requiredKeys: [...required, 'goal'] },
  ),
  vital: fc.record({ ...stamped, type: fc.constant('vital'), name: text, value: finite.map(Math.abs) }),
} satisfies { [Type in EventType]: unknown }

/** Well-formed events of every type, with any of their optional fields. */
export const anyEvent = fc.oneof(said.exposure, said.applied, said.click, said.goal, said.vital)

/** Values that a field may not expect. */
const hostile = fc.oneof(
  text,
  count,
  finite,
  fc.jsonValue(),
  fc.constantFrom(
    ...[null, true, '', -1, 0, 1.5, -0, 1e300, 8.64e15 + 1, 2 ** 53, 2 ** 53 - 1, Infinity],
    ...['x'.repeat(129), 'x'.repeat(257), 'x'.repeat(2049), '😀'.repeat(129), '😀'.repeat(256), [], {}],
    ...['ledger', 'exposure', 'goal', { a: null }, { a: Infinity }],
  ),
)

const fields = Object.keys(Object.assign({}, ...Object.values(whole)))

/** Events with up to three fields changed, added or taken away; many are broken, some are not. */
export const anyMutated = fc
  .tuple(
    anyEvent,
    fc.array(fc.tuple(fc.constantFrom(...fields, '__proto__', 'extra'), fc.option(hostile)), { maxLength: 3 }),
  )
  .map(([event, changes]) => {
    const mutated = new Map<string, unknown>(Object.entries(event))
    for (const [field, value] of changes) {
      if (value === null) mutated.delete(field)
      else mutated.set(field, value)
    }
    return Object.fromEntries(mutated)
  })
