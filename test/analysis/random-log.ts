/**
 * Random logs, as unkind as the world: copies, losses, wrong clocks, late events, units, and names that break careless code.
 */
import type { Ledger, LoggedEvent, Saying } from '@heddle/events'
import fc from 'fast-check'

/** Few, so that visitors meet; some of them are names that objects have already. */
const visitors = fc.constantFrom('ann', 'bob', '__proto__', 'constructor', 'toString')
const variants = fc.constantFrom('control', '__proto__', '2')
const experiments = fc.constantFrom('tabs', '__proto__')
const goals = fc.constantFrom('best', 'help', '__proto__', 'hasOwnProperty')
const units = fc.constantFrom('order 1', 'order 2', 'ann', 'bob')
const amount = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))
const positive = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, max: 1e6, noNaN: true }))

const slots = fc.integer({ min: 0, max: 2 })
const attributes = fc.dictionary(fc.constantFrom('lang', '__proto__'), fc.constantFrom('ar', 'true', true, 2), {
  maxKeys: 2,
})

/** Some of the fields, as events leave out what the page did not say. */
const someOf = <Fields extends object>(fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> }) =>
  fc.record(fields, { requiredKeys: [] })
const standing = someOf({ item: fc.constantFrom('tab', 'bar', '__proto__'), slot: slots, slots: fc.constantFrom(1, 3) })

const together = <One extends object, Other extends object>(one: fc.Arbitrary<One>, other: fc.Arbitrary<Other>) =>
  fc.tuple(one, other).map(([some, more]): One & Other => ({ ...some, ...more }))

const sayings: fc.Arbitrary<Saying> = fc.oneof(
  together(
    fc.record({
      type: fc.constant('exposure' as const),
      experiment: experiments,
      variant: variants,
      by: fc.constant('sight' as const),
    }),
    someOf({ attributes }),
  ),
  fc.record({
    ...{
      type: fc.constant('exposure' as const),
      experiment: experiments,
      variant: variants,
      by: fc.constant('hand' as const),
    },
    unit: units,
  }),
  fc.record({
    ...{ type: fc.constant('applied' as const), experiment: experiments, variant: variants, applied: fc.boolean() },
  }),
  together(fc.record({ type: fc.constant('click' as const), goal: goals }), standing),
  together(fc.record({ type: fc.constant('goal' as const), goal: goals, value: amount }), standing),
  fc.record({ type: fc.constant('goal' as const), goal: goals, unit: units, value: amount }),
  fc.record({ type: fc.constant('goal' as const), goal: fc.constant('spent'), value: positive }),
  fc.record({ type: fc.constant('vital' as const), name: fc.constantFrom('LCP', 'CLS', '__proto__'), value: positive }),
)

/** Of one event: what, when, how often it reached the log (0 is a loss), how long the first and the other copies took. */
const facts = fc.record({
  saying: sayings,
  at: fc.integer({ min: 0, max: 40 }),
  copies: fc.constantFrom(0, 1, 1, 1, 2, 3),
  delay: fc.integer({ min: 0, max: 30 }),
  session: fc.constantFrom('1', '1', '2', '3'),
  /** How far the clock jumped ahead for it alone, as a forged stamp would. */
  ahead: fc.constantFrom(0, 0, 0, 0, 0, 60),
  /** What the last copy says otherwise, if there is more than one. */
  twist: fc.constantFrom<'nothing' | 'page' | 'time'>('nothing', 'nothing', 'nothing', 'page', 'time'),
})

const ledgers = fc.array(
  fc.record({
    issued: fc.integer({ min: 0, max: 14 }),
    from: fc.integer({ min: 1, max: 8 }),
    length: fc.nat(4),
    repeated: fc.nat(3),
  }),
  { maxLength: 2 },
)

const streams = fc.record({
  visitor: visitors,
  offset: fc.integer({ min: -50, max: 50 }),
  facts: fc.array(facts, { maxLength: 8 }),
  ledgers,
})

/** The lines of a log, one visit after the other. */
export const logs: fc.Arbitrary<(LoggedEvent | Ledger)[]> = fc
  .array(streams, { maxLength: 8 })
  .map((all) => all.flatMap((one, index) => linesOf(`stream ${index}`, one)))

/** Logs in which no event contradicts itself. */
export const consistentLogs: fc.Arbitrary<(LoggedEvent | Ledger)[]> = fc.array(streams, { maxLength: 8 }).map((all) =>
  all.flatMap(({ facts, ...one }, index) => {
    const untwisted = facts.map((fact) => ({ ...fact, twist: 'nothing' as const }))
    return linesOf(`stream ${index}`, { ...one, facts: untwisted })
  }),
)

type OneStream = typeof streams extends fc.Arbitrary<infer One> ? One : never

function linesOf(stream: string, { visitor, offset, facts, ledgers }: OneStream): (LoggedEvent | Ledger)[] {
  const received = (sentAt: number, delay: number) => ({ sentAt, receivedAt: sentAt + offset + delay })
  const events = facts.flatMap(({ saying, at, copies, delay, session, ahead, twist }, index) =>
    Array.from({ length: copies }, (_, copy) => ({
      ...saying,
      ...{ stream, seq: index + 1, at: 1000 + at + ahead, visitor, session, page: '/' },
      ...(copy > 0 && copy === copies - 1 ? twisted(twist, 1000 + at + ahead) : {}),
      ...received(1000 + at + copy, delay * (copy + 1)),
    })),
  )
  const states = ledgers.map(({ issued, from, length, repeated }) => ({
    type: 'ledger' as const,
    ...{ stream, issued, dropped: [[from, from + length, 'full'] as const], repeated },
    ...received(2000, 40),
  }))
  return [...events, ...states]
}

function twisted(twist: 'nothing' | 'page' | 'time', at: number): { readonly page?: string; readonly at?: number } {
  if (twist === 'page') return { page: '/elsewhere' }
  return twist === 'time' ? { at: at + 100 } : {}
}

/** The same lines in another order. */
export const shuffled = <Line>(lines: readonly Line[]): fc.Arbitrary<Line[]> =>
  fc.shuffledSubarray([...lines], { minLength: lines.length })

/** The same log, all its times as many times as large; rounded to the grain before, so that many are the same. */
export function stretched(
  lines: readonly (LoggedEvent | Ledger)[],
  factor: number,
  grain = 1,
): (LoggedEvent | Ledger)[] {
  const larger = (time: number) => Math.round(time / grain) * grain * factor
  return lines.map((line) => {
    const received = { sentAt: larger(line.sentAt), receivedAt: larger(line.receivedAt) }
    return line.type === 'ledger' ? { ...line, ...received } : { ...line, ...received, at: larger(line.at) }
  })
}
