/** Which share of the clicks fell on each goal, held against counting by hand. */
import { createLogTable, type ShareOptions, shareOfClicks } from '@heddle/analysis'
import type { LoggedEvent } from '@heddle/events'
import { compareRatios, holm, pairMomentsOf, shareOfTotal } from '@heddle/stats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clicks, linesOf, reaches, sees, visit } from './log-builder.js'
import { logs } from './random-log.js'
import { reference } from './reference.js'

function tableOf(entries: readonly object[]) {
  const table = createLogTable()
  for (const [index, line] of linesOf(entries).entries()) table.add(line, 'log', index + 1)
  return table
}

const share = (entries: readonly object[], options: ShareOptions) => shareOfClicks(tableOf(entries), options)
const goals = ['bar', 'menu']

/** Clicks on the bar and on the menu, as many as said. */
const presses = (bar: number, menu: number) => [
  ...Array.from({ length: bar }, (_, index) => [10 + index, clicks('bar')] as const),
  ...Array.from({ length: menu }, (_, index) => [50 + index, clicks('menu')] as const),
]

describe('over the whole log', () => {
  test('favourites has two entry points, and nearly all clicks came from the bottom bar', () => {
    const log = Array.from({ length: 100 }, (_, index) =>
      visit({ visitor: `visitor ${index}` }, ...presses(index % 3, index % 20 === 1 ? 1 : 0), [
        90,
        clicks('elsewhere'),
      ]),
    ).flat()
    const { groups, comparisons, experiment } = share(log, { goals })
    expect({ comparisons, experiment }).toEqual({ comparisons: [], experiment: undefined })
    expect(groups).toMatchObject([
      {
        clickers: 68,
        clicks: 104,
        shares: [
          { goal: 'bar', clicks: 99 },
          { goal: 'menu', clicks: 5 },
        ],
      },
    ])
    const pairs = Array.from({ length: 100 }, (_, index): [number, number] => {
      const [bar, menu] = [index % 3, index % 20 === 1 ? 1 : 0]
      return [bar + menu, bar]
    }).filter(([x]) => x > 0)
    const expected = shareOfTotal(pairMomentsOf(pairs)).share
    if (expected.status !== 'ok') throw new Error('There are clicks.')
    expect(expected.estimate).toBeCloseTo(99 / 104, 12)
    expect(groups[0]?.shares[0]?.share).toMatchObject({
      ...{ estimate: expect.closeTo(expected.estimate, 9), low: expect.closeTo(expected.low, 9) },
      high: expect.closeTo(expected.high, 9),
    })
  })

  test('a visitor who clicks a hundred times is one visitor: the interval is wider than that of as many visitors', () => {
    const each = (visitor: number) =>
      visit({ visitor: `v${visitor}` }, ...(visitor < 110 ? presses(1, 0) : presses(0, 1)))
    const many = Array.from({ length: 119 }, (_, visitor) => each(visitor)).flat()
    const few = [
      ...visit({ visitor: 'ann' }, ...presses(100, 0)),
      ...Array.from({ length: 19 }, (_, index) => each(100 + index)).flat(),
    ]
    const lowOf = (log: readonly object[]) => {
      const [group] = share(log, { goals }).groups
      expect(group?.shares.map((one) => one.clicks)).toEqual([110, 9])
      const bar = group?.shares[0]?.share
      return bar?.status === 'ok' ? bar.low : Number.NaN
    }
    expect(lowOf(many)).toBeGreaterThan(0.85)
    expect(lowOf(few)).toBeLessThan(0.75)
  })

  test('a goal with a unit belongs to its visitor once', () => {
    const log = [
      ...visit({ visitor: 'ann' }, [1, reaches('bar', 1, 'order 1')], [2, reaches('menu', 1, 'bob')]),
      ...visit({ visitor: 'bob' }, [1, clicks('bar')]),
    ]
    expect(share(log, { goals }).groups).toMatchObject([{ clickers: 2, clicks: 3 }])
  })
})

describe('with an experiment', () => {
  const log = Array.from({ length: 300 }, (_, index) => {
    const variant = index % 2 === 0 ? 'control' : 'bottom'
    return visit(
      { visitor: `visitor ${index}` },
      [0, clicks('menu')], // Before the exposure: it does not count.
      [1, sees('favourites', variant)],
      ...presses(index % (variant === 'bottom' ? 4 : 2), index % 5 === 0 ? 1 : 0),
    )
  }).flat()

  test('counts from the first exposure on, per variant, the control first, and compares', () => {
    const { groups, comparisons, experiment } = share(log, { goals, experiment: 'favourites' })
    expect(experiment).toEqual({ experiment: 'favourites', control: 'control', controlChosenBy: 'name' })
    expect(groups.map(({ variant, units }) => ({ variant, units }))).toEqual([
      { variant: 'control', units: 150 },
      { variant: 'bottom', units: 150 },
    ])
    const pairsOf = (parity: number, goal: number) =>
      Array.from({ length: 300 }, (_, index) => index)
        .filter((index) => index % 2 === parity)
        .map((index): [number, number] => {
          const counts = [index % (parity === 1 ? 4 : 2), index % 5 === 0 ? 1 : 0]
          return [(counts[0] ?? 0) + (counts[1] ?? 0), counts[goal] ?? 0]
        })
        .filter(([x]) => x > 0)
    const expected = [0, 1].map((goal) =>
      compareRatios(pairMomentsOf(pairsOf(0, goal)), pairMomentsOf(pairsOf(1, goal))),
    )
    // What one of two goals wins the other loses: it is one test.
    const adjusted = expected.map(({ pValue }) => pValue)
    expect(comparisons.map(({ goal, variant }) => [goal, variant])).toEqual([
      ['bar', 'bottom'],
      ['menu', 'bottom'],
    ])
    for (const [index, { difference, pValue, adjustedPValue }] of comparisons.entries()) {
      const other = expected[index]
      if (difference.status !== 'ok' || other?.difference.status !== 'ok') throw new Error('Shares differ.')
      expect(difference.estimate).toBeCloseTo(other.difference.estimate, 12)
      expect(pValue).toBeCloseTo(other.pValue ?? Number.NaN, 9)
      expect(adjustedPValue).toBeCloseTo(adjusted[index] ?? Number.NaN, 9)
    }
  })

  test('adjusts over all goals and variants where there are more than two goals', () => {
    const third = log.concat(visit({ visitor: 'zoe' }, [0, sees('favourites', 'bottom')], [1, clicks('list')]))
    const { comparisons } = share(third, { goals: ['bar', 'menu', 'list'], experiment: 'favourites' })
    expect(comparisons).toHaveLength(3)
    const adjusted = holm(comparisons.map(({ pValue }) => pValue ?? undefined))
    expect(comparisons.map(({ adjustedPValue }) => adjustedPValue)).toEqual(adjusted)
  })

  test('has the sums that the plain rules give, on any log', { timeout: 60_000 }, () => {
    const pair = ['best', '__proto__']
    fc.assert(
      fc.property(logs, (entries) => {
        const table = tableOf(entries)
        fc.pre(pair.every((goal) => table.events.goals.find(goal) !== undefined))
        const metrics = Object.fromEntries(
          pair.map((goal, index) => [
            `m${index}`,
            { kind: 'mean', quantity: { of: 'goal', goal, take: 'count' }, scale: 1 } as const,
          ]),
        )
        const expected: readonly { experiment: string; metrics: { sums: ReadonlyMap<string, { x: bigint }> }[] }[] =
          Object(reference(entries, metrics))
        for (const { experiment, metrics: found } of expected) {
          const { groups } = shareOfClicks(table, { goals: pair, experiment })
          for (const { variant = '', clicks: all, shares } of groups) {
            const counts = found.map(({ sums }) => Number(sums.get(variant)?.x ?? 0n))
            expect(shares.map((one) => one.clicks)).toEqual(counts)
            expect(all).toBe((counts[0] ?? 0) + (counts[1] ?? 0))
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  test('leaves a variant without clicks undefined, with a reason', () => {
    const some = [
      ...visit({ visitor: 'ann' }, [0, sees('favourites', 'control')], ...presses(2, 1)),
      ...visit({ visitor: 'bob' }, [0, sees('favourites', 'bottom')]),
    ]
    const { groups, comparisons } = share(some, { goals, experiment: 'favourites' })
    expect(groups[1]).toMatchObject({
      variant: 'bottom',
      clickers: 0,
      shares: [{ share: { status: 'undefined' } }, {}],
    })
    expect(comparisons[0]).toMatchObject({ difference: { status: 'undefined' }, pValue: null, adjustedPValue: null })
  })
})

describe('refuses', () => {
  const log: LoggedEvent[] = visit({ visitor: 'ann' }, [0, sees('tabs', 'a')], ...presses(1, 1))
  test.each<[string, ShareOptions, string]>([
    ['one goal', { goals: ['bar', 'bar'] }, 'A share is of two goals or more, got bar.'],
    ['a goal that is not there', { goals: ['bar', 'mneu'] }, 'The log has no goal "mneu". Its goals are: bar, menu.'],
    ['an experiment that is not there', { goals, experiment: 'tab' }, 'The log has no experiment "tab". It has: tabs.'],
    ['a control that is not there', { goals, experiment: 'tabs', control: 'x' }, 'has no variant "x"'],
  ])('%s', (_, options, sentence) => {
    expect(() => share(log, options)).toThrow(sentence)
  })
})
