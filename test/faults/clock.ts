/**
 * Clocks that are wrong, and clocks that jump.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Context, Fault } from './support/fault.js'
import { until } from './support/until.js'

const threeDaysMs = 3 * 86_400_000

/** The page's clock is off by `clockOff` ms. */
const wrongBy = (offMs: number) => `
  var clockOff = ${offMs}
  Date = class extends Date {
    constructor(...given) {
      if (given.length) super(...given)
      else super(Date.now())
    }
    static now() { return super.now() + clockOff }
  }`

/** A visit with a wrong clock fails; the next one has the right clock. */
const wrongThenRight =
  (offMs: number) =>
  async ({ collector, record, site, visit }: Context) => {
    site.pages['/wrong'] = { before: wrongBy(offMs) }
    collector.behave = () => ({ status: 503 })
    const tab = await visit('/wrong')
    await record(tab, 10)
    await until(() => collector.arrivals.length > 0, 'a request arrives')
    await pause(2500)
    await tab.close()
  }

export const clock: readonly Fault[] = [
  { name: 'clock three days ahead', run: wrongThenRight(threeDaysMs) },
  { name: 'clock three days behind', run: wrongThenRight(-threeDaysMs) },
  {
    name: 'clock jumps in mid-session',
    run: async ({ collector, delivered, record, site, visit }) => {
      site.pages['/jumping'] = { before: wrongBy(0) }
      collector.behave = () => ({ status: 503 })
      const tab = await visit('/jumping')
      await record(tab, 5)
      await until(() => collector.arrivals.length > 0, 'a request arrives')
      for (const offMs of [threeDaysMs, -threeDaysMs]) {
        await tab.evaluate(`void (clockOff = ${offMs})`)
        await record(tab, 5)
        await pause(1500)
      }
      collector.behave = () => 'store'
      await delivered(60_000)
    },
  },
]
