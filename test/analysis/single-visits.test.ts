/** Single visits, held against picking them out of a log by hand. */
import { createLogTable, type PathsOptions, pathsAround, type SingleVisits } from '@heddle/analysis'
import type { LoggedEvent } from '@heddle/events'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clicks, linesOf, oneOClock, reaches, sees, visit } from './log-builder.js'
import { consistentLogs, shuffled } from './random-log.js'

function single(entries: readonly object[], options: PathsOptions): SingleVisits {
  const table = createLogTable({ visits: true })
  for (const [index, line] of linesOf(entries).entries()) table.add(line, 'log', index + 1)
  const { single: found } = pathsAround(table, { single: {}, ...options })
  if (!found) throw new Error('There are no single visits.')
  return found
}

const seenBy = (visitor: string, variant: string, ...goals: readonly string[]) =>
  visit(
    { visitor },
    [0, sees('tabs', variant)],
    ...goals.map((goal, index) => [1000 * (index + 1), clicks(goal)] as const),
  )

const log = [
  ...seenBy('ann', 'control', 'help', 'order'),
  ...seenBy('bob', 'up', 'best', 'help'),
  ...seenBy('cy', 'up', 'help', 'best'),
  ...seenBy('dee', 'up', 'best'),
]

test('a visit says what happened when, where it stood and on which page, and names nobody', () => {
  const [first, second] = visit(
    { visitor: 'ann', stream: 'secret stream' },
    [0, sees('tabs', 'up')],
    [2500, { type: 'click', goal: 'help', item: 'tab', slot: 2, slots: 4 }],
  )
  const [third] = visit({ visitor: 'ann', stream: 'another page' }, [9000, reaches('order', 5)])
  const all = [first, second, { ...third, page: '/orders' }]
  const found = single(
    all.flatMap((event) => ({ ...event, session: 'secret session' })),
    { step: 'help', experiment: 'tabs' },
  )
  expect(found).toEqual({
    ...{ total: 1, offset: 0 },
    visits: [
      {
        ...{ variant: 'up', before: 0, after: 0 },
        events: [
          { afterMs: 0, kind: 'exposure', experiment: 'tabs', variant: 'up', page: '/' },
          { afterMs: 2500, kind: 'click', goal: 'help', item: 'tab', slot: 2, slots: 4, page: '/', isStep: true },
          { afterMs: 9000, kind: 'goal', goal: 'order', page: '/orders' },
        ],
      },
    ],
  })
  expect(JSON.stringify(found)).not.toMatch(/ann|secret/)
})

const goalsOf = ({ visits }: SingleVisits) =>
  visits.map(({ events }) => events.flatMap(({ goal }) => goal ?? []).join(' ')).sort()

test('are those of a variant, those who left without a goal, or those with a last goal', () => {
  const experiment = 'tabs'
  expect(goalsOf(single(log, { step: 'help' }))).toEqual(['best help', 'help best', 'help order'])
  expect(goalsOf(single(log, { step: 'help', without: 'order' }))).toEqual(['best help', 'help best'])
  expect(goalsOf(single(log, { step: 'help', single: { last: 'help' } }))).toEqual(['best help'])
  expect(goalsOf(single(log, { step: 'help', experiment, single: { variant: 'control' } }))).toEqual(['help order'])
  expect(single(log, { step: 'help', experiment, single: { variant: 'up' } }).visits.map((one) => one.variant)).toEqual(
    ['up', 'up'],
  )
})

test('come in pages that hold each of them once', () => {
  const many = Array.from({ length: 25 }, (_, place) => seenBy(`v${place}`, 'up', 'help', `goal ${place}`)).flat()
  const pages = [0, 10, 20, 30].map((offset) => single(many, { step: 'help', single: { offset } }))
  expect(pages.map(({ total, visits }) => [total, visits.length])).toEqual([
    [25, 10],
    [25, 10],
    [25, 5],
    [25, 0],
  ])
  expect(new Set(pages.flatMap(goalsOf)).size).toBe(25)
  // Mixed: were they in the order of the log, every page would hold ten neighbours.
  expect(pages[0] && goalsOf(pages[0])).not.toEqual(
    Array.from({ length: 10 }, (_, place) => `help goal ${place}`).sort(),
  )
})

test('of a long visit shows what is around the step, and counts the rest', () => {
  const pressed = Array.from({ length: 100 }, (_, place) => [place, clicks(place === 50 ? 'help' : 'best')] as const)
  const [only] = single(visit({ visitor: 'ann' }, ...pressed), { step: 'help' }).visits
  expect([only?.before, only?.events.length, only?.after]).toEqual([30, 61, 9])
  expect(only?.events.findIndex(({ isStep }) => isStep)).toBe(20)
})

test('of a unit begin with its first exposure', () => {
  const early = visit({ visitor: 'ann' }, [0, clicks('best')], [1000, sees('tabs', 'up')], [1500, clicks('help')])
  const [only] = single(early, { step: 'help', experiment: 'tabs' }).visits
  expect(only?.events.map(({ afterMs, kind }) => [afterMs, kind])).toEqual([
    [0, 'exposure'],
    [500, 'click'],
  ])
})

test('refuse a variant that is not there, and a page that is none', () => {
  const ask = (which: PathsOptions['single'], experiment?: string) => () =>
    single(log, { step: 'help', ...(which ? { single: which } : {}), ...(experiment ? { experiment } : {}) })
  expect(ask({ variant: 'down' }, 'tabs')).toThrow('Experiment "tabs" has no variant "down". It has: control, up.')
  expect(ask({ variant: 'up' })).toThrow('need an experiment that has it')
  expect(ask({ last: 'hlep' })).toThrow('The log has no goal "hlep"')
  expect(ask({ count: 0 })).toThrow('single.count is a whole number from 1 on, got 0.')
  expect(ask({ offset: -1 })).toThrow('single.offset is a whole number from 0 on, got -1.')
})

/** The rules written down plainly: of each visitor the visit with the step, every event of it in order. */
function pickedByHand(entries: readonly object[], step: string): string[] {
  const events = new Map<string, LoggedEvent>()
  const offsets = new Map<string, number>()
  for (const entry of entries as readonly LoggedEvent[]) {
    if ('seq' in entry) events.set(JSON.stringify([entry.stream, entry.seq]), entry)
    const { stream, sentAt, receivedAt } = entry
    offsets.set(stream, Math.min(offsets.get(stream) ?? Infinity, receivedAt - sentAt))
  }
  const happened = [...events.values()]
    .flatMap((event) => (['exposure', 'click', 'goal'].includes(event.type) ? [event] : []))
    .map((event) => ({ ...event, time: event.at + (offsets.get(event.stream) ?? 0) }))
    .sort((a, b) => a.time - b.time || (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.seq - b.seq))
  return [...new Set(happened.map(({ visitor }) => visitor))]
    .flatMap((visitor) => {
      const isStep = (event: (typeof happened)[number]) => 'goal' in event && event.goal === step
      const first = happened.find((event) => event.visitor === visitor && isStep(event))
      if (!first) return []
      const visit = happened.filter((event) => event.visitor === visitor && event.session === first.session)
      const start = visit[0]?.time ?? 0
      return [
        visit.map((event) => {
          const what =
            event.type === 'exposure' ? `${event.experiment}/${event.variant}` : 'goal' in event ? event.goal : ''
          const where = 'item' in event ? `${event.item}` : ''
          const slot = 'slot' in event ? `${event.slot}` : ''
          return [event.time - start, event.type, what, where, slot, event.page, event === first].join('|')
        }),
      ]
    })
    .map((lines) => lines.join('\n'))
    .sort()
}

const readOff = ({ visits }: SingleVisits): string[] =>
  visits
    .map(({ events }) =>
      events
        .map(({ afterMs, kind, goal, experiment, variant, item = '', slot = '', page, isStep = false }) =>
          [afterMs, kind, goal ?? `${experiment}/${variant}`, item, slot, page, isStep].join('|'),
        )
        .join('\n'),
    )
    .sort()

test('follow the plain rules on any log, in any order of its lines', { timeout: 30_000 }, () => {
  const visits = consistentLogs.map((entries) =>
    entries.map((entry) => {
      if (!('seq' in entry)) return entry
      const half = Math.floor((entry.at - oneOClock) / 12) % 2
      return { ...entry, session: `s${half}`, page: `/${entry.seq % 3}` }
    }),
  )
  const orders = visits.chain((entries) => fc.tuple(fc.constant(entries), shuffled(entries)))
  fc.assert(
    fc.property(orders, ([entries, mixed]) => {
      fc.pre(entries.some((entry) => 'goal' in entry && entry.goal === 'best'))
      const options: PathsOptions = { step: 'best', single: { count: 1000 } }
      const found = single(entries, options)
      expect(readOff(found)).toEqual(pickedByHand(entries, 'best'))
      expect(single(mixed, options)).toEqual(found)
    }),
    { numRuns: 60 },
  )
})
