/**
 * Every engine against the plain rules on hostile logs, and against each other on a large one. Short here; `npm run
 * differential` runs 200 logs, and a large one of as many events as it is told.
 */
import type { Measurement, MeasureOptions } from '@heddle/analysis'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deliveryOf, reference } from '../reference.js'
import { attribute, metrics } from './cases.js'
import { engines } from './engines.js'
import { largeLog } from './large-log.js'
import { hostileLogs } from './logs.js'

const settings = {
  logs: Number(process.env.HEDDLE_LOGS ?? 12),
  events: Number(process.env.HEDDLE_EVENTS ?? 4000),
  seed: Number(process.env.HEDDLE_SEED ?? 1),
}
const timeout = 60_000 + settings.logs * 5000 + settings.events

test.each(Object.entries(engines))('%s follows the rules on any log', { timeout }, async (_, engine) => {
  await fc.assert(
    fc.asyncProperty(hostileLogs, async ({ entries, lines, hasAttribute }) => {
      const options: MeasureOptions = { metrics, ...(hasAttribute ? { segment: attribute } : {}) }
      const { experiments, log } = await engine(lines, options)
      const expected = Object(reference(entries, metrics, options.segment))
      expect(experiments).toEqual(expected)
      expect(experiments.map(segmentOrder)).toEqual(expected.map(segmentOrder))
      const streams = [...new Set(entries.map(({ stream }) => stream))]
      expect(log?.delivery).toEqual(deliveryOf(entries, streams))
    }),
    { numRuns: settings.logs, seed: settings.seed },
  )
})

/** Maps are equal whatever their order; that of segments is what a report shows. */
function segmentOrder({ segments, metrics: all }: Pick<Measurement['experiments'][number], 'segments' | 'metrics'>) {
  return [...(segments?.observed.keys() ?? []), ...all.flatMap((metric) => [...(metric.segments?.keys() ?? [])])]
}

test('hostile logs have what engines could disagree on', () => {
  const some = fc.sample(hostileLogs, { numRuns: Math.max(settings.logs, 20), seed: settings.seed })
  const all = some.flatMap(({ entries }) => entries)
  const share = (holds: (log: (typeof some)[number]) => boolean) => some.filter(holds).length / some.length
  expect(share(({ hasAttribute }) => hasAttribute)).toBeGreaterThan(0.5)
  expect(share(({ lines, entries }) => lines.length > entries.length)).toBeGreaterThan(0.5)
  expect(
    share(
      ({ entries }) =>
        new Set(entries.map(({ stream, receivedAt, sentAt }) => `${stream}${receivedAt - sentAt}`)).size > 8,
    ),
  ).toBeGreaterThan(0.4)
  for (const type of ['exposure', 'applied', 'click', 'goal', 'vital', 'ledger']) {
    expect(all.some((entry) => entry.type === type)).toBe(true)
  }
  expect(share(({ entries }) => entries.some(({ stream }) => stream === 'crowd 21'))).toBeGreaterThan(0.1)
  const crossovers = some.flatMap(({ entries }) => Object(reference(entries, {})))
  expect(crossovers.some(({ crossover }) => crossover.units > 1)).toBe(true)
})

const [first, ...others] = Object.entries(engines)

test.each(others)('%s measures a large log as the first engine does', { timeout }, async (_, engine) => {
  const lines = largeLog(settings.events, settings.seed)
  const options = { metrics, segment: attribute }
  const expected = await first?.[1](lines, options)
  expect(expected?.experiments.length).toBe(2)
  const { experiments, log } = await engine(lines, options)
  expect(experiments).toEqual(expected?.experiments)
  expect(log).toEqual(expected?.log)
})
