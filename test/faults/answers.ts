/**
 * Answers that are none, or say something else than that the events are stored.
 */
import { type Behaviour, inTurn } from './support/collector.js'
import type { Context, Fault } from './support/fault.js'
import { toldOfLoss } from './support/page-script.js'
import { until } from './support/until.js'

/** Two such answers, then a true one; the page stays. */
const twice =
  (behaviour: Behaviour) =>
  async ({ collector, delivered, record, visit }: Context) => {
    collector.behave = inTurn(behaviour, behaviour, 'store')
    const tab = await visit()
    await record(tab, 10)
    await until(() => collector.arrivals.length > 0, 'a request arrives')
    await record(tab, 10)
    await delivered(60_000)
  }

export const answers: readonly Fault[] = [
  { name: 'answer cut', run: twice('cut-answer') },
  { name: 'answer empty', run: twice('empty-answer') },
  { name: 'captive portal', short: true, run: twice('portal') },
  { name: 'answer for other numbers', run: twice('other-acks') },
  {
    name: 'too large above 8 kB',
    run: async ({ collector, delivered, record, visit }) => {
      collector.behave = ({ body }) => (body.length > 8000 ? { status: 413 } : 'store')
      const tab = await visit()
      for (let i = 0; i < 20; i++) await record(tab, 20)
      await delivered(60_000)
    },
  },
  {
    name: 'poisoned row',
    bound: 'named',
    run: async ({ collector, delivered, excuse, record, visit }) => {
      const refuse = ({ body }: { readonly body: string }): Behaviour =>
        body.includes('poison') ? { status: 400 } : 'store'
      collector.behave = refuse
      const tab = await visit()
      await record(tab, 5)
      excuse(await record(tab, 1, `{ item: 'poison' }`))
      await record(tab, 5)
      await delivered(60_000)
      await until(() => tab.evaluate(toldOfLoss), 'the owner of the site is told', 60_000)
    },
  },
  {
    name: 'collector killed and restarted',
    run: async ({ collector, delivered, load, visit }) => {
      await collector.moveOut()
      const tab = await visit()
      const recording = await load(tab, 300, 20)
      for (let i = 0; i < 3; i++) {
        const before = collector.arrivals.length
        await until(() => collector.arrivals.length > before, 'a request arrives')
        await collector.killAndRestart()
      }
      await until(recording.finished, 'the page has recorded all')
      await delivered(90_000)
    },
  },
]
