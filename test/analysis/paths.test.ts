/** Paths around a step, held against walking through a log by hand. */
import { createLogTable, type PathsOptions, pathsAround } from '@heddle/analysis'
import type { LoggedEvent } from '@heddle/events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clicks, linesOf, sees, visit } from './log-builder.js'
import { consistentLogs, shuffled } from './random-log.js'

function paths(entries: readonly object[], options: PathsOptions) {
  const table = createLogTable({ visits: true })
  for (const [index, line] of linesOf(entries).entries()) table.add(line, 'log', index + 1)
  return pathsAround(table, options)
}

/** A visit that reaches these goals, one after the other. */
const walk = (visitor: string, ...goals: readonly string[]) =>
  visit({ visitor }, ...goals.map((goal, index) => [index, clicks(goal)] as const))

const inSession = (session: string, at: number, events: readonly LoggedEvent[]) =>
  events.map((event) => ({ ...event, session, stream: `${event.stream} ${session}`, at: event.at + at }))

const log = [
  ...walk('ann', 'home', 'help', 'best', 'order'),
  ...walk('bob', 'help', 'best', 'order'),
  ...walk('cy', 'help'),
  ...walk('dee', 'home', 'help', 'help'),
  ...walk('eve', 'home'),
]

describe('after a step', () => {
  test('the most common paths come first, with where visits ended', () => {
    const { groups } = paths(log, { step: 'help', steps: 2 })
    expect(groups).toMatchObject([
      {
        visitors: 4,
        paths: [
          { goals: ['best', 'order'], whole: true, visitors: 2, share: 0.5 },
          { goals: ['help'], whole: true, visitors: 1, share: 0.25 },
          { goals: [], whole: true, visitors: 1, share: 0.25 },
        ],
        otherPaths: { visitors: 0, share: 0 },
      },
    ])
  })

  test('a path that goes on is told from one that ends', () => {
    const [group] = paths(log, { step: 'help', steps: 1 }).groups
    expect(group?.paths).toEqual([
      { goals: ['best'], whole: false, visitors: 2, share: 0.5 },
      { goals: ['help'], whole: true, visitors: 1, share: 0.25 },
      { goals: [], whole: true, visitors: 1, share: 0.25 },
    ])
  })

  test('says what those reached last who left without the next goal', () => {
    const [group] = paths(log, { step: 'home', without: 'order' }).groups
    expect(group?.left).toEqual({
      ...{ visitors: 2, share: 2 / 3 },
      last: [
        { goal: 'help', visitors: 1, share: 0.5 },
        { goal: 'home', visitors: 1, share: 0.5 },
      ],
    })
  })

  test('keeps so many paths and counts the others together', () => {
    const [group] = paths(log, { step: 'help', top: 1 }).groups
    expect(group?.paths).toHaveLength(1)
    expect(group?.otherPaths).toEqual({ visitors: 2, share: 0.5 })
    expect(group?.left?.last).toHaveLength(1)
  })
})

test('before a step, paths lead to its first time', () => {
  const report = paths(log, { step: 'order', direction: 'before', steps: 2 })
  expect(report.groups).toEqual([
    {
      visitors: 2,
      paths: [
        { goals: ['help', 'best'], whole: false, visitors: 1, share: 0.5 },
        { goals: ['help', 'best'], whole: true, visitors: 1, share: 0.5 },
      ],
      otherPaths: { visitors: 0, share: 0 },
    },
  ])
})

test('a path ends with the visit, and a visitor counts by the first visit with the step', () => {
  const two = [
    ...inSession('second', 1000, walk('ann', 'help', 'order')),
    ...inSession('first', 0, walk('ann', 'help', 'best')),
  ]
  expect(paths(two, { step: 'help' }).groups[0]).toMatchObject({
    ...{ visitors: 1, paths: [{ goals: ['best'], whole: true, visitors: 1 }] },
  })
})

test('visits of different visitors are different, also if their sessions have one name', () => {
  const both = [...walk('ann', 'help'), ...walk('bob', 'best')].map((event) => ({ ...event, session: 's' }))
  expect(paths(both, { step: 'help' }).groups[0]?.paths).toMatchObject([{ goals: [], whole: true }])
})

test('tells variants apart, counts from the first exposure on, and lists the same paths for each', () => {
  const seen = (visitor: string, variant: string, ...goals: readonly string[]) =>
    visit(
      { visitor },
      [0, clicks('best')],
      [1, sees('tabs', variant)],
      ...goals.map((goal, index) => [2 + index, clicks(goal)] as const),
    )
  const report = paths(
    [
      ...seen('ann', 'control', 'help', 'order'),
      ...seen('bob', 'up', 'help', 'best'),
      ...seen('cy', 'up', 'help', 'best'),
      ...visit({ visitor: 'dee' }, [0, clicks('help')], [1, sees('tabs', 'up')]),
      ...visit({ visitor: 'eve' }, [0, sees('tabs', 'up')], [1, sees('tabs', 'control')], [2, clicks('help')]),
    ],
    { step: 'help', experiment: 'tabs' },
  )
  expect(report.groups.map(({ variant, visitors, paths: found }) => [variant, visitors, found])).toEqual([
    [
      ...['control', 1],
      [
        { goals: ['best'], whole: true, visitors: 0, share: 0 },
        { goals: ['order'], whole: true, visitors: 1, share: 1 },
      ],
    ],
    [
      ...['up', 2],
      [
        { goals: ['best'], whole: true, visitors: 2, share: 1 },
        { goals: ['order'], whole: true, visitors: 0, share: 0 },
      ],
    ],
  ])
  expect(
    paths(log.concat(seen('fay', 'up')), { step: 'best', direction: 'before', experiment: 'tabs' }).groups,
  ).toEqual([{ variant: 'up', visitors: 0, paths: [], otherPaths: { visitors: 0, share: 0 } }])
})

/** The rules written down plainly: for each visitor, the visit with the step, in order. */
function walked(entries: readonly object[], step: string, steps: number): ReadonlyMap<string, number> {
  const events = new Map<string, LoggedEvent>()
  for (const entry of entries as readonly LoggedEvent[]) {
    if ('seq' in entry) events.set(JSON.stringify([entry.stream, entry.seq]), entry)
  }
  const offsets = new Map<string, number>()
  for (const { stream, sentAt, receivedAt } of entries as readonly LoggedEvent[]) {
    offsets.set(stream, Math.min(offsets.get(stream) ?? Infinity, receivedAt - sentAt))
  }
  const reached = [...events.values()]
    .flatMap((event) => (event.type === 'click' || event.type === 'goal' ? [event] : []))
    .map((event) => ({ ...event, time: event.at + (offsets.get(event.stream) ?? 0) }))
    .sort((a, b) => a.time - b.time || (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.seq - b.seq))
  const counts = new Map<string, number>()
  for (const visitor of new Set(reached.map((event) => event.visitor))) {
    const first = reached.find((event) => event.visitor === visitor && event.goal === step)
    if (!first) continue
    const rest = reached.filter((event) => event.visitor === visitor && event.session === first.session)
    const after = rest.slice(rest.indexOf(first) + 1).map(({ goal }) => goal)
    const key = JSON.stringify([after.length <= steps, after.slice(0, steps)])
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

test('follows the plain rules on any log, in any order of its lines', { timeout: 30_000 }, () => {
  const sessions = consistentLogs.map((entries) =>
    entries.map((entry) => ('seq' in entry ? { ...entry, session: `s${Math.floor(entry.at / 12) % 2}` } : entry)),
  )
  const orders = sessions.chain((entries) => fc.tuple(fc.constant(entries), shuffled(entries)))
  fc.assert(
    fc.property(orders, ([entries, mixed]) => {
      fc.pre(entries.some((entry) => 'goal' in entry && entry.goal === 'best'))
      const report = paths(entries, { step: 'best', steps: 2, top: 1000 })
      const [group] = report.groups
      const found = new Map(
        group?.paths.map(({ goals, whole, visitors }) => [JSON.stringify([whole, goals]), visitors]),
      )
      expect(found).toEqual(walked(entries, 'best', 2))
      expect(group?.paths.reduce((sum, { visitors }) => sum + visitors, 0)).toBe(group?.visitors)
      expect(paths(mixed, { step: 'best', steps: 2, top: 1000 })).toEqual(report)
    }),
    { numRuns: 60 },
  )
})

describe('refuses', () => {
  test.each<[string, PathsOptions, string]>([
    [
      'a step that is not there',
      { step: 'hlep' },
      'The log has no goal "hlep". Its goals are: best, help, home, order.',
    ],
    ['a next goal that is not there', { step: 'help', without: 'x' }, 'The log has no goal "x"'],
    [
      'an experiment that is not there',
      { step: 'help', experiment: 'x' },
      'The log has no experiment "x". It has none at all.',
    ],
    ['paths of no length', { step: 'help', steps: 0 }, 'steps is a number from 1 on, got 0.'],
  ])('%s', (_, options, sentence) => {
    expect(() => paths(log, options)).toThrow(sentence)
  })

  test('a log that was read without its visits', () => {
    const table = createLogTable()
    for (const [index, line] of linesOf(log).entries()) table.add(line, 'log', index + 1)
    expect(() => pathsAround(table, { step: 'help' })).toThrow('createLogTable({ visits: true })')
  })
})
