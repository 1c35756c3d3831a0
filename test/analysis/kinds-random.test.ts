/** Every further kind of metric against its plain rules, on random logs of a few days. fast-check prints a failing seed. */
import { type Metrics, scan } from '@heddle/analysis'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { families, hours2 } from './families.js'
import { linesOf } from './log-builder.js'
import { logs, shuffled, stretched } from './random-log.js'
import { reference } from './reference.js'

test.each(Object.keys(families))('follows the rules of %s on any log', { timeout: 60_000 }, async (family) => {
  const metrics = families[family] ?? {}
  await fc.assert(
    fc.asyncProperty(logs, fc.constantFrom(1, 12), async (random, grain) => {
      const entries = stretched(random, hours2, grain)
      const { experiments } = await scan([{ name: 'log', lines: linesOf(entries) }], { metrics })
      expect(experiments).toEqual(reference(entries, metrics))
    }),
    { numRuns: 40 },
  )
})

test('gathers the same whatever the order of the lines', { timeout: 60_000 }, async () => {
  const metrics: Metrics = Object.fromEntries(Object.values(families).flatMap((family) => Object.entries(family)))
  const orders = logs.chain((entries) => fc.tuple(fc.constant(entries), shuffled(entries)))
  await fc.assert(
    fc.asyncProperty(orders, async ([entries, mixed]) => {
      const measured = (some: typeof entries) =>
        scan([{ name: 'log', lines: linesOf(stretched(some, hours2, 12)) }], { metrics })
      expect(await measured(mixed)).toEqual(await measured(entries))
    }),
    { numRuns: 40 },
  )
})
