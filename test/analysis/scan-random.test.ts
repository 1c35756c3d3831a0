/** The scan against the plain rules, on random logs. fast-check prints the seed of a log that fails. */
import { exposures, type Metrics, mean, proportion, ratio, scan, values } from '@heddle/analysis'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './log-builder.js'
import { logs, shuffled } from './random-log.js'
import { countsOf, deliveryOf, reference } from './reference.js'

const metrics: Metrics = {
  entered: proportion('best'),
  soon: proportion('best', { window: 12 }),
  often: mean('__proto__'),
  worth: mean('help', 'value', { scale: 100, window: 25 }),
  rate: ratio('best', exposures()),
  across: ratio(values('help'), exposures('__proto__'), { window: 30 }),
  ['__proto__']: mean('hasOwnProperty', 'value'),
}

test('follows the rules on any log', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(logs, async (entries) => {
      const { experiments, log } = await scan([{ name: 'log', lines: linesOf(entries) }], { metrics })
      expect(experiments).toEqual(reference(entries, metrics))
      const streams = [...new Set(entries.map(({ stream }) => stream))]
      expect(log?.delivery).toEqual(deliveryOf(entries, streams))
      expect(log).toMatchObject(countsOf(entries))
    }),
    { numRuns: 100 },
  )
})

test('gives the same result whatever the order of the lines and the split into files', {
  timeout: 60_000,
}, async () => {
  const orders = logs.chain((entries) => fc.tuple(fc.constant(entries), shuffled(entries), fc.nat(entries.length)))
  await fc.assert(
    fc.asyncProperty(orders, async ([entries, mixed, cut]) => {
      const inOrder = await scan([{ name: 'a', lines: linesOf(entries) }], { metrics })
      const files = [mixed.slice(0, cut), mixed.slice(cut)].map((part, index) => ({
        name: `${index}`,
        lines: linesOf(part),
      }))
      expect(await scan(files, { metrics })).toEqual(inOrder)
    }),
    { numRuns: 80 },
  )
})
