import { createLogTable, scan } from '@heddle/analysis'
import type { Ledger } from '@heddle/events'
import { describe, expect, test } from 'vitest'
import { clicks, linesOf, oneOClock, sees, visit } from './log-builder.js'

const ledger = (stream: string, issued: number, more: Partial<Ledger> = {}): Ledger => ({
  ...{ type: 'ledger', stream, issued, sentAt: oneOClock, receivedAt: oneOClock },
  ...more,
})
const read = (entries: readonly object[]) => scan([{ name: 'log', lines: linesOf(entries) }])

test('finds a gap in the numbers of a stream', async () => {
  const [one, , three] = visit({ visitor: 'ann' }, [0, clicks('a')], [1, clicks('a')], [2, clicks('a')])
  const { log } = await read([three ?? {}, one ?? {}])
  expect(log?.delivery).toEqual({ issued: 3, received: 2, dropped: 0, lost: 1, missing: 1, open: 0, repeated: 0 })
})

test('tells what is missing from what was announced and may still come', async () => {
  const [one, , three] = visit({ visitor: 'ann', stream: 's' }, [0, clicks('a')], [1, clicks('a')], [2, clicks('a')])
  const { log } = await read([one ?? {}, three ?? {}, ledger('s', 9, { dropped: [[6, 6, 'full']] })])
  // 2, 4 and 5 lie below what arrived or was dropped; 7 to 9 are only announced.
  expect(log?.delivery).toMatchObject({ issued: 9, received: 2, dropped: 1, missing: 3, open: 3, lost: 6 })
})

test('learns from ledgers what was issued, dropped on purpose and sent again', async () => {
  const events = visit({ visitor: 'ann', stream: 's' }, [0, clicks('a')], [1, clicks('a')])
  const early = ledger('s', 4, { repeated: 1, dropped: [[3, 3, 'full']] })
  const late = ledger('s', 9, { repeated: 5, dropped: [[3, 4, 'full']] })
  const { log } = await read([late, ...events, early])
  expect(log).toMatchObject({ lines: 4, events: 2, repeated: 0 })
  expect(log?.delivery).toEqual({ issued: 9, received: 2, dropped: 2, lost: 5, missing: 0, open: 5, repeated: 5 })
})

test('counts what was dropped and arrived all the same as received', async () => {
  const events = visit({ visitor: 'ann', stream: 's' }, [0, clicks('a')], [1, clicks('a')])
  const { log } = await read([...events, ledger('s', 3, { dropped: [[2, 3, 'full']] })])
  expect(log?.delivery).toEqual({ issued: 3, received: 2, dropped: 1, lost: 0, missing: 0, open: 0, repeated: 0 })
})

test('knows a stream of which nothing but a ledger arrived', async () => {
  const { log } = await read([ledger('s', 7)])
  expect(log?.delivery).toMatchObject({ issued: 7, received: 0, lost: 7 })
})

test('drops copies, wherever they stand, and counts them', async () => {
  const events = visit({ visitor: 'ann' }, [0, sees('tabs', 'control')], [1, clicks('best')])
  const { log, experiments } = await read([...events, ...events, ...events].reverse())
  expect(log).toMatchObject({ lines: 6, events: 2, repeated: 4, delivery: { repeated: 4 } })
  expect(experiments[0]?.metrics[0]?.sums.get('control')).toMatchObject({ x: 1n })
})

describe('an event that the log holds with different contents', () => {
  const [seen, pressed] = visit({ visitor: 'ann', stream: 's' }, [0, sees('tabs', 'control')], [1, clicks('best')])
  const [, , met] = visit({ visitor: 'ann', stream: 's' }, [0, clicks('x')], [0, clicks('x')], [2, sees('new', 'bold')])
  const all = [seen, pressed, met].flatMap((event) => (event ? [event] : []))

  test.each([
    ['another goal', { goal: 'other' }],
    ['another time', { at: 5 }],
    ['another page', { page: '/elsewhere' }],
    ['another type', { type: 'scroll' }],
    ['a field more', { slot: 0 }],
  ])('counts in nothing, whichever comes first: %s', async (_, change) => {
    const lines = [...all, ...all.filter(({ seq }) => seq === 2).map((event) => ({ ...event, ...change }))]
    for (const order of [lines, [...lines].reverse()]) {
      const { log, experiments } = await read(order)
      expect(log).toMatchObject({ lines: 4, events: 2, repeated: 0, conflicts: 1, goals: [], unknownTypes: {} })
      expect(log?.delivery, 'its number arrived').toMatchObject({ issued: 3, received: 3, lost: 0, repeated: 0 })
      expect(experiments.map(({ experiment }) => experiment)).toEqual(['new', 'tabs'])
    }
  })

  test('is no conflict if only the times of its batch differ, or a field that nobody knows', async () => {
    const again = all.map((event) => ({ ...event, sentAt: 1, receivedAt: 2, extra: true }))
    expect((await read([...all, ...again])).log).toMatchObject({ events: 3, repeated: 3, conflicts: 0 })
  })

  test('takes an experiment with it that only it names', async () => {
    const { log, experiments } = await read([
      ...all,
      ...all.filter(({ seq }) => seq === 3).map((event) => ({ ...event, variant: 'mild' })),
    ])
    expect(log).toMatchObject({ events: 2, conflicts: 1, goals: ['best'] })
    expect(experiments.map(({ experiment }) => experiment)).toEqual(['tabs'])
  })

  test('is found among any number of copies, and again while a log grows', () => {
    const table = createLogTable()
    const add = (...events: readonly object[]) => {
      for (const line of linesOf(events)) table.add(line, 'log', 1)
    }
    add(...all, ...all)
    expect(table.lines()).toMatchObject({ events: 3, repeated: 3, conflicts: 0 })
    add(...all.map((event) => ({ ...event, page: '/elsewhere' })))
    expect(table.lines()).toMatchObject({ events: 0, repeated: 0, conflicts: 3 })
    add(...all)
    expect(table.lines()).toMatchObject({ count: 12, events: 0, repeated: 0, conflicts: 3 })
    expect(table.met.experiments()).toEqual([])
  })
})

test('charges losses to the variants of the pages that met the experiment', async () => {
  const applied = { type: 'applied', experiment: 'tabs', variant: 'bestFirst', applied: true } as const
  const { experiments } = await read([
    ...visit({ visitor: 'ann', stream: 'a' }, [0, sees('tabs', 'control')]),
    ledger('a', 3),
    ...visit({ visitor: 'bob', stream: 'b' }, [0, applied]),
    ledger('b', 2),
    ...visit({ visitor: 'cem', stream: 'elsewhere' }, [0, clicks('best')]),
    ledger('elsewhere', 50),
  ])
  expect(experiments[0]?.delivery).toEqual({
    ...{ issued: 5, received: 2, dropped: 0, lost: 3, missing: 0, open: 3, repeated: 0 },
    variants: {
      bestFirst: { issued: 2, received: 1, lost: 1, missing: 0, open: 1 },
      control: { issued: 3, received: 1, lost: 2, missing: 0, open: 2 },
    },
  })
})
