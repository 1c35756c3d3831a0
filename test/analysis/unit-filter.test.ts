/** Whom a metric is about, which of a goal's events count, and what a session is, on logs small enough to count by hand. */
import {
  countOf,
  createLogTable,
  funnel,
  keptFor,
  liftReport,
  type Metric,
  mean,
  measure,
  proportion,
  ratio,
  retention,
  scan,
  sessions,
} from '@heddle/analysis'
import type { Attributes, LoggedEvent, Saying } from '@heddle/events'
import { describe, expect, test } from 'vitest'
import { clicks, linesOf, type Said, sees, visit } from './log-builder.js'

async function measuredIn(log: readonly object[], metric: Metric) {
  const { experiments, log: report } = await scan([{ name: 'log', lines: linesOf(log) }], { metrics: { it: metric } })
  const found = experiments.find(({ experiment }) => experiment === 'tabs')?.metrics[0]
  if (!found) throw new Error('The log has no experiment.')
  return { ...found, unfed: report?.unfedMetrics }
}

const controlIn = async (log: readonly object[], metric: Metric) => (await measuredIn(log, metric)).sums.get('control')

const at = (goal: string, item?: string, slot?: number): Saying => ({
  type: 'click',
  goal,
  ...(item === undefined ? {} : { item }),
  ...(slot === undefined ? {} : { slot, slots: 3 }),
})

const visitorWho = (visitor: string, ...said: readonly Said[]) =>
  visit({ visitor }, [0, sees('tabs', 'control')], ...said)

describe('which events of a goal count', () => {
  const log = [
    ...visitorWho('ann', [1, at('best', 'tab', 0)], [2, at('best', 'bar')]),
    ...visitorWho('bob', [1, at('best', 'bar', 2)], [2, at('best')]),
  ]

  test('only those of the item', async () => {
    expect(await controlIn(log, proportion('best', { item: 'tab' }))).toMatchObject({ n: 2, x: 1n })
    expect(await controlIn(log, mean('best', 'count', { item: 'bar', scale: 1 }))).toMatchObject({ n: 2, x: 2n })
  })

  test('only those of the slot; an event that names none stood in no slot', async () => {
    expect(await controlIn(log, mean('best', 'count', { slot: 0, scale: 1 }))).toMatchObject({ x: 1n })
    expect(await controlIn(log, mean('best', 'count', { item: 'bar', slot: 2, scale: 1 }))).toMatchObject({ x: 1n })
    expect(await controlIn(log, mean('best', 'count', { slot: 1, scale: 1 }))).toMatchObject({ x: 0n })
  })

  test('each side of a ratio has its own', async () => {
    const share = ratio(countOf('best', { item: 'tab' }), 'best', { scale: 1 })
    expect(await controlIn(log, share)).toMatchObject({ y: 1n, x: 4n })
  })

  test('a step of a funnel may be about one item, and its report says so', async () => {
    const path = funnel([
      { goal: 'best', item: 'tab' },
      { goal: 'best', item: 'bar' },
    ])
    expect(await controlIn(log, path)).toEqual({ n: 2, reached: [1, 1] })
    const both = [...log, ...visit({ visitor: 'cat' }, [0, sees('tabs', 'bold')])]
    const { experiments } = liftReport(await scan([{ name: 'log', lines: linesOf(both) }], { metrics: { path } }))
    expect(experiments[0]?.metrics.path?.steps).toMatchObject([
      { goal: 'best', item: 'tab' },
      { goal: 'best', item: 'bar' },
    ])
  })

  test('an item that the log does not hold makes the metric an unfed one', async () => {
    expect((await measuredIn(log, proportion('best', { item: 'tba' }))).unfed).toEqual(['it'])
    expect((await measuredIn(log, proportion('best', { item: 'tab' }))).unfed).toEqual([])
  })

  test('a slot that is no place is refused', () => {
    expect(() => proportion('best', { slot: -1 })).toThrow('a whole number from 0 on, got -1')
    expect(() => countOf('best', { item: '' })).toThrow('items of "best"')
    expect(() => retention(7, { item: 'tab' })).toThrow('needs the goal')
  })
})

describe('units with an attribute', () => {
  const who = (visitor: string, attributes: Attributes | undefined, ...said: readonly Said[]) =>
    visit({ visitor }, [0, sees('tabs', 'control', { attributes })], ...said)
  const log = [
    ...who('ann', { lang: 'ar', paid: true }, [1, clicks('best')]),
    ...who('bob', { lang: 'en' }, [1, clicks('best')]),
    ...who('cat', undefined),
  ]

  test('count by their first exposure, as text', async () => {
    expect(await controlIn(log, proportion('best', { only: { lang: 'ar' } }))).toMatchObject({ n: 1, x: 1n })
    expect(await controlIn(log, proportion('best', { only: { paid: 'true' } }))).toMatchObject({ n: 1, x: 1n })
    expect(await controlIn(log, proportion('best', { only: { paid: true, lang: 'en' } }))).toMatchObject({ n: 0 })
  })

  test('the lack of an attribute can be asked for', async () => {
    expect(await controlIn(log, proportion('best', { only: { lang: '(none)' } }))).toMatchObject({ n: 1, x: 0n })
  })

  test('a later exposure changes nothing', async () => {
    const later = [
      ...log,
      ...visit({ visitor: 'bob', stream: 'b' }, [9, sees('tabs', 'control', { attributes: { lang: 'ar' } })]),
    ]
    expect(await controlIn(later, proportion('best', { only: { lang: 'ar' } }))).toMatchObject({ n: 1 })
  })

  test('a cap is taken over the counted units, and only those are left out as open', async () => {
    const rich = [
      ...log,
      ...who('dan', { lang: 'en' }, ...[1, 2, 3, 4, 5].map((time) => [time, clicks('best')] as const)),
    ]
    const { sums, cap, open } = await measuredIn(
      rich,
      mean('best', 'count', { only: { lang: 'ar' }, cap: 0.9, window: '1 d', complete: true }),
    )
    expect(sums.get('control')).toMatchObject({ n: 0 })
    expect(open?.get('control')).toBe(1)
    expect(cap).toBeUndefined()
    expect((await measuredIn(rich, mean('best', 'count', { only: { lang: 'ar' }, cap: 0.9 }))).cap).toBe(1)
  })

  test('an attribute that no exposure has makes the metric an unfed one', async () => {
    expect((await measuredIn(log, proportion('best', { only: { lagn: 'ar' } }))).unfed).toEqual(['it'])
  })

  test('the report says whom the metric is about', async () => {
    const metrics = { it: proportion('best', { only: { lang: 'ar' }, population: 'applied' }) }
    const { experiments } = liftReport(await scan([{ name: 'log', lines: linesOf(log) }], { metrics }))
    expect(experiments[0]?.metrics.it).toMatchObject({ only: { lang: 'ar' }, population: 'applied' })
  })
})

describe('units with the change on the page', () => {
  const applied = (isOn: boolean, experiment = 'tabs'): Saying => ({
    type: 'applied',
    experiment,
    variant: 'control',
    applied: isOn,
  })
  const seen = sees('tabs', 'control')

  test.each<[string, number, LoggedEvent[]]>([
    ['the page applied it before it was seen', 1, visit({ visitor: 'ann' }, [0, applied(true)], [1, seen])],
    ['the page failed to apply it', 0, visit({ visitor: 'ann' }, [0, applied(false)], [1, seen])],
    ['nothing is known', 0, visit({ visitor: 'ann' }, [1, seen])],
    ['the page applied another experiment', 0, visit({ visitor: 'ann' }, [0, applied(true, 'other')], [1, seen])],
    [
      'a later page that exposed the unit applied it',
      1,
      [
        ...visit({ visitor: 'ann' }, [0, applied(false)], [1, seen]),
        ...visit({ visitor: 'ann', stream: 'later' }, [5, applied(true)], [6, seen]),
      ],
    ],
    [
      'a page that exposed nobody applied it',
      0,
      [...visit({ visitor: 'ann' }, [1, seen]), ...visit({ visitor: 'ann', stream: 'later' }, [5, applied(true)])],
    ],
  ])('%s: %i', async (_, n, log) => {
    expect(await controlIn(log, proportion('best', { population: 'applied' }))).toMatchObject({ n })
    expect(await controlIn(log, proportion('best', { population: 'exposed' }))).toMatchObject({ n: 1 })
  })
})

describe('sessions', () => {
  const inSession = (session: string, events: LoggedEvent[]) => events.map((event) => ({ ...event, session }))
  const log = [
    ...inSession('1', visitorWho('ann', [1, clicks('best')])),
    ...inSession('2', visit({ visitor: 'ann', stream: 'b' }, [10, sees('other', 'x')])),
    ...inSession('3', visit({ visitor: 'ann', stream: 'c' }, [20, clicks('help')], [21, clicks('help')])),
    ...inSession('4', visit({ visitor: 'ann', stream: 'd' }, [30, { type: 'vital', name: 'LCP', value: 9 }])),
    ...inSession('1', visitorWho('bob')),
  ]

  test('are those in which the unit was exposed to anything, or pressed or reached anything', async () => {
    expect(await controlIn(log, mean(sessions(), { scale: 1 }))).toMatchObject({ n: 2, x: 4n, xx: 10n })
  })

  test('count within the window, and divide goals', async () => {
    expect(await controlIn(log, mean(sessions(), { scale: 1, window: 20 }))).toMatchObject({ x: 3n })
    expect(await controlIn(log, ratio('help', sessions(), { scale: 1 }))).toMatchObject({ y: 2n, x: 4n })
  })

  test('of an order are those of all who touched it', async () => {
    const order = [
      ...inSession('1', visit({ visitor: 'ann' }, [0, sees('tabs', 'control', { unit: 'order' })])),
      ...inSession('1', visit({ visitor: 'bob' }, [5, { type: 'goal', goal: 'paid', unit: 'order' }])),
    ]
    expect(await controlIn(order, mean(sessions(), { scale: 1 }))).toMatchObject({ n: 1, x: 2n })
  })
})

test('a log that was read without what a metric needs is refused with what to do', () => {
  const table = createLogTable()
  for (const line of linesOf(visitorWho('ann'))) table.add(line, 'log', 1)
  expect(() => measure(table, { metrics: { it: mean(sessions()) } })).toThrow('createLogTable({ visits: true })')
  expect(keptFor({ it: proportion('best') })).toEqual({ visits: false })
  expect(keptFor({ it: ratio('best', sessions()) })).toEqual({ visits: true })
})
