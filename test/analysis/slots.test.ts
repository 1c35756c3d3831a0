/** What was clicked where, on logs small enough to count by hand, and against the plain rules on any log. */
import { clicksBySlot, createLogTable, type Metrics, mean, proportion, type SlotsOptions } from '@heddle/analysis'
import type { LoggedEvent, Saying } from '@heddle/events'
import { type PositionCell, positionEffectsByUnit } from '@heddle/stats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linesOf, type Said, sees, visit } from './log-builder.js'
import { logs, shuffled } from './random-log.js'
import { reference } from './reference.js'

function tableOf(log: readonly object[]) {
  const table = createLogTable()
  for (const [index, line] of linesOf(log).entries()) table.add(line, 'log', index + 1)
  return table
}

const slots = (log: readonly object[], options: Partial<SlotsOptions> = {}) =>
  clicksBySlot(tableOf(log), { experiment: 'tabs', ...options })

const at = (item: string, slot: number, goal = 'tab'): Saying => ({ type: 'click', goal, item, slot, slots: 2 })

/** A unit of a variant, and what it clicked. */
const unit = (visitor: string, variant: string, ...clicked: readonly Saying[]): LoggedEvent[] =>
  visit({ visitor }, [0, sees('tabs', variant)], ...clicked.map((saying, index): Said => [index + 1, saying]))

/** Two tabs, swapped: a fixed part of each variant's units clicks each. */
const swapped = Array.from({ length: 120 }, (_, index) => {
  const variant = index % 2 === 0 ? 'control' : 'bestFirst'
  const [fun, best] = variant === 'control' ? [0, 1] : [1, 0]
  const third = Math.floor(index / 2) % 3
  const clicked = [
    ...(third === 0 || (fun === 0 && index % 10 < 4) ? [at('fun', fun), at('fun', fun)] : []),
    ...(third === 1 || (best === 0 && index % 10 < 6) ? [at('best', best)] : []),
  ]
  return unit(`v${index}`, variant, ...clicked)
}).flat()

describe('clicks by slot', () => {
  const log = [
    ...unit('ann', 'control', at('fun', 0), at('fun', 0), at('best', 1)),
    ...unit('bob', 'control', at('fun', 0)),
    ...unit('cat', 'control'),
    ...unit('dan', 'bestFirst', at('best', 0)),
    ...unit('eve', 'bestFirst'),
  ]

  test('are counted by variant, item and slot, over all exposed units', () => {
    const { variants, items, slots: places } = slots(log)
    expect({ items, places }).toEqual({ items: ['best', 'fun'], places: [0, 1] })
    expect(variants).toMatchObject([
      {
        ...{ variant: 'control', units: 3, clickers: 2, clicks: 4 },
        cells: [
          { item: 'best', slot: 1, clicks: 1, clickers: 1, perUnit: 1 / 3 },
          { item: 'fun', slot: 0, clicks: 3, clickers: 2, perUnit: 1 },
        ],
        slots: [
          { slot: 0, clicks: 3, share: { status: 'ok', estimate: 0.75 } },
          { slot: 1, clicks: 1, share: { estimate: 0.25 } },
        ],
      },
      {
        ...{ variant: 'bestFirst', units: 2, clickers: 1, clicks: 1 },
        cells: [{ item: 'best', slot: 0, clicks: 1, clickers: 1, perUnit: 0.5, clicked: { estimate: 0.5 } }],
        slots: [
          { slot: 0, share: { status: 'undefined' } },
          { slot: 1, clicks: 0 },
        ],
      },
    ])
  })

  test('may be those of some goals and items only', () => {
    const more = [...log, ...unit('fay', 'control', at('fun', 0, 'footer'), at('about', 5, 'footer'))]
    expect(slots(more).items).toEqual(['about', 'best', 'fun'])
    expect(slots(more, { goals: ['tab'] }).items).toEqual(['best', 'fun'])
    expect(slots(more, { items: ['fun'] }).variants[0]).toMatchObject({ units: 4, clickers: 3, clicks: 4 })
  })

  test('leave out what names no item or no slot, and what came before the exposure', () => {
    const bare = [
      ...unit('gil', 'control', { type: 'click', goal: 'tab', item: 'fun' }, { type: 'click', goal: 'tab', slot: 0 }),
      ...visit({ visitor: 'hal' }, [0, at('fun', 0)], [1, sees('tabs', 'control')]),
    ]
    expect(slots([...log, ...bare]).variants[0]).toMatchObject({ units: 5, clicks: 4 })
  })

  test('may be of units with the change on the page only', () => {
    const applied = { type: 'applied', experiment: 'tabs', variant: 'control', applied: true } as const
    const more = [...log, ...visit({ visitor: 'ida' }, [0, applied], [1, sees('tabs', 'control')], [2, at('fun', 0)])]
    const report = slots(more, { population: 'applied' })
    expect(report.population).toBe('applied')
    expect(report.variants[0]).toMatchObject({ units: 1, clicks: 1 })
  })

  test('are the same whatever the order of the lines', () => {
    fc.assert(
      fc.property(shuffled(swapped), (mixed) => {
        expect(slots(mixed)).toEqual(slots(swapped))
      }),
      { numRuns: 10 },
    )
  })

  test('are those of the plain rules on any log', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(logs, (entries) => {
        const table = tableOf(entries)
        fc.pre(table.events.goals.find('best') !== undefined)
        const places = ['tab', 'bar', '__proto__'].flatMap((item) => [0, 1, 2].map((slot) => ({ item, slot })))
        const metrics: Metrics = Object.fromEntries(
          places.flatMap(({ item, slot }, index) => [
            [`clicks ${index}`, mean('best', 'count', { item, slot, scale: 1 })],
            [`clickers ${index}`, proportion('best', { item, slot })],
          ]),
        )
        const expected = reference(entries, metrics) as readonly {
          readonly experiment: string
          readonly observed: ReadonlyMap<string, number>
          readonly metrics: readonly { readonly sums: ReadonlyMap<string, { readonly x: bigint }> }[]
        }[]
        for (const { experiment, observed, metrics: found } of expected) {
          const { variants } = clicksBySlot(table, { experiment, goals: ['best'] })
          expect(new Map(variants.map(({ variant, units }) => [variant, units]))).toEqual(observed)
          for (const { variant, cells, clicks, slots: shares } of variants) {
            const of = (index: number) => Number(found[index]?.sums.get(variant)?.x ?? 0n)
            const all = places.map((place, index) => ({ ...place, clicks: of(2 * index), clickers: of(2 * index + 1) }))
            const there = all.filter((cell) => cell.clicks > 0)
            expect(
              new Set(cells.map(({ item, slot, clicks, clickers }) => ({ item, slot, clicks, clickers }))),
            ).toEqual(new Set(there))
            const inSlot = (slot: number) =>
              there.filter((cell) => cell.slot === slot).reduce((sum, cell) => sum + cell.clicks, 0)
            for (const one of shares) {
              expect(one.clicks).toBe(inSlot(one.slot))
              if (one.share.status === 'ok') expect(one.share.estimate).toBeCloseTo(one.clicks / clicks, 12)
            }
          }
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('the item and the slot', () => {
  test('are told apart where a swap shows both, each unit with its own rows', () => {
    const rows = new Map<string, PositionCell[]>()
    for (const event of swapped) {
      if (event.type !== 'exposure') continue
      const places = event.variant === 'control' ? { fun: '0', best: '1' } : { fun: '1', best: '0' }
      const clicked = swapped.flatMap((one) =>
        one.visitor === event.visitor && one.type === 'click' ? [one.item] : [],
      )
      rows.set(
        event.visitor,
        Object.entries(places).map(([item, slot]) => ({
          item,
          slot,
          impressions: 1,
          clicks: clicked.includes(item) ? 1 : 0,
        })),
      )
    }
    const expected = positionEffectsByUnit([...rows.values()], { item: 'best', slot: '0' })
    const { effects } = slots(swapped)
    if (expected.status === 'undefined' || effects.status === 'undefined') throw new Error('Both are defined.')
    const one = { estimate: 1, low: 1, high: 1 }
    for (const [found, wanted] of [
      [effects.items[0]?.ratio, one],
      [effects.items[1]?.ratio, expected.items.fun],
      [effects.slots[0]?.ratio, one],
      [effects.slots[1]?.ratio, expected.slots['1']],
    ] as const) {
      const [a, b] = [Object(found), Object(wanted)]
      for (const field of ['estimate', 'low', 'high']) expect(a[field]).toBeCloseTo(b[field], 10)
    }
    // By hand: of each 60 units, 20 click an item anywhere, and some more where it stands first.
    expect(effects.slots.map(({ slot }) => slot)).toEqual([0, 1])
    expect(effects.method).toContain('sandwich by unit')
  })

  test.each<[string, LoggedEvent[], string]>([
    [
      'every item kept its slot',
      [...unit('ann', 'control', at('fun', 0), at('best', 1)), ...unit('bob', 'bold', at('fun', 0), at('best', 1))],
      'cannot be told from its slot',
    ],
    [
      'an item was clicked in two slots of a variant',
      [...unit('ann', 'control', at('fun', 0), at('fun', 1)), ...unit('bob', 'bold', at('fun', 1))],
      '"fun" was clicked in several slots of "control", so the log cannot tell',
    ],
    [
      'nobody of a variant clicked an item',
      [...unit('ann', 'control', at('fun', 0), at('best', 1)), ...unit('bob', 'bold', at('best', 0))],
      'Nobody in "bold" clicked "fun", so the log cannot tell',
    ],
    ['nothing was clicked', [...unit('ann', 'control'), ...unit('bob', 'bold')], 'No click names an item and a slot.'],
    [
      'there is one item',
      [...unit('ann', 'control', at('fun', 0)), ...unit('bob', 'bold', at('fun', 0))],
      'nothing to compare',
    ],
  ])('stay together, with the reason, where %s', (_, log, reason) => {
    const { effects } = slots(log)
    expect(effects).toMatchObject({ status: 'undefined', reason: expect.stringContaining(reason) })
  })
})

test.each<[string, Partial<SlotsOptions>, string]>([
  ['an experiment that is not there', { experiment: 'tab' }, 'The log has no experiment "tab". It has: tabs.'],
  ['a goal that is not there', { goals: ['tba'] }, 'The log has no goal "tba". Its goals are: tab.'],
  ['an item that is not there', { items: ['fnu'] }, 'The log has no item "fnu". Its items are: best, fun.'],
  ['a control that is not there', { control: 'x' }, 'has no variant "x"'],
])('refuses %s', (_, options, sentence) => {
  expect(() => slots(swapped, options)).toThrow(sentence)
})
