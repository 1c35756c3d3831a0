/**
 * Events that are too large, or that nobody could store as they are. Their neighbours arrive.
 */
import type { Context, Fault } from './support/fault.js'
import { toldOfLoss } from './support/page-script.js'
import { until } from './support/until.js'

/** A large event between two small rows. */
const large =
  (chars: number, isLost: boolean) =>
  async ({ delivered, excuse, record, visit }: Context) => {
    const tab = await visit()
    await record(tab, 5)
    const numbers = await record(tab, 1, `{ filler: 'x'.repeat(${chars}) }`)
    if (isLost) excuse(numbers)
    await record(tab, 5)
    await delivered(60_000)
    if (isLost) await until(() => tab.evaluate(toldOfLoss), 'the owner of the site is told', 60_000)
  }

/** Each is recorded as it stands; the result counts those that threw. */
const hostile = `(() => {
  const cycle = { type: 'goal', goal: 'hostile' }
  cycle.self = cycle
  const sayings = [
    cycle,
    { type: 'goal', goal: 'hostile', get value() { throw new Error('A getter that throws.') } },
    { type: 'goal', goal: 'hostile', value: 10n },
    { type: 'goal', goal: '\\ud800 lone \\udfff' },
    { type: 'goal', goal: 'hostile', value: NaN },
    { type: 'goal', goal: 'hostile', value: Infinity },
    { type: 'goal', goal: 'n'.repeat(10000) },
    { type: 'goal', goal: '' },
    { type: 'goal', goal: 'hostile', toJSON() { throw new Error('A toJSON that throws.') } },
    { type: 'goal', goal: 'hostile', toJSON() { return undefined } },
    { type: 'goal', goal: 'hostile', value: Symbol('no text') },
    { type: 'ledger', stream: 'somebody-else', issued: 1000 },
    { type: 'goal', goal: 'hostile', stream: 'somebody-else', seq: 1e9, at: -1 },
    { type: 'no such type' },
    new Proxy({}, { ownKeys() { throw new Error('A proxy that throws.') } }),
    [], 'a text', 7, null, undefined,
  ]
  let thrown = []
  for (const [i, saying] of sayings.entries()) {
    try { client.record(saying) } catch (error) { thrown.push(i + ': ' + error) }
  }
  return thrown.join('; ')
})()`

export const values: readonly Fault[] = [
  { name: 'event of 70 kB', run: large(70_000, false) },
  { name: 'event of 300 kB', run: large(300_000, false) },
  { name: 'event of 2 MB', bound: 'named', run: large(2_000_000, true) },
  {
    name: 'hostile values',
    short: true,
    run: async ({ collector, delivered, expect, record, visit }) => {
      const tab = await visit()
      await record(tab, 5)
      const thrown = await tab.evaluate<string>(hostile)
      expect(!thrown, `recording never throws: ${thrown}`)
      await record(tab, 5)
      await delivered(60_000)
      const { streams } = await collector.account()
      expect(!streams.has('somebody-else'), 'an event cannot speak for another stream')
    },
  },
]
