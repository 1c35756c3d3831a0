/** The funnel of each variant, held against a slow and obvious walk along each visitor's events. */
import {
  createLogTable,
  type FunnelReportOptions,
  funnelByVariant,
  liftReport,
  proportion,
  scan,
  segmentsOf,
} from '@heddle/analysis'
import { compareProportions } from '@heddle/stats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clicks, linesOf, type Said, sees, visit } from './log-builder.js'

const goals = ['page', 'phone', 'done'] as const

interface Walk {
  readonly variant: string
  /** Steps and how long after the exposure, in s; no two at one time. */
  readonly said: readonly (readonly [second: number, goal: string])[]
}

const walks = fc.array(
  fc.record({
    variant: fc.constantFrom('control', 'up'),
    said: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(...goals)), {
      selector: ([second]) => second,
      maxLength: 6,
    }),
  }),
  { minLength: 1, maxLength: 12 },
)

function tableOf(all: readonly Walk[]) {
  const table = createLogTable()
  const events = all.flatMap(({ variant, said }, unit) =>
    visit(
      { visitor: `v${unit}` },
      [0, sees('tabs', variant)],
      ...said.map(([second, goal]): Said => [second * 1000, clicks(goal)]).sort(([a], [b]) => a - b),
    ),
  )
  linesOf(events).forEach((line, index) => {
    table.add(line, 'log', index + 1)
  })
  return table
}

/** Whether some choice of one event a step, each later than the one before, lies within the time: by trying all. */
function reaches({ said }: Walk, steps: number, withinS: number): boolean {
  const from = (step: number, after: number, start: number): boolean =>
    step === steps ||
    said.some(
      ([second, goal]) =>
        goal === goals[step] &&
        second > after &&
        (step === 0 || second < start + withinS) &&
        from(step + 1, second, step === 0 ? second : start),
    )
  return from(0, 0, 0)
}

/** From the first event of one goal to the next of the other. */
function took({ said }: Walk, from: string, to: string): number | undefined {
  const inOrder = [...said].sort(([a], [b]) => a - b)
  const start = inOrder.find(([, goal]) => goal === from)?.[0]
  const end = start === undefined ? undefined : inOrder.find(([second, goal]) => goal === to && second > start)?.[0]
  return start === undefined || end === undefined ? undefined : end - start
}

describe('a funnel by variant', () => {
  test.each([undefined, 3])('counts what a walk along each visitor counts, within %s s', (withinS) => {
    fc.assert(
      fc.property(walks, (all) => {
        // Every goal must be there to be asked for.
        const whole = [
          ...all,
          {
            variant: 'control',
            said: [
              [1, 'page'],
              [2, 'phone'],
              [3, 'done'],
            ],
          } as const,
        ]
        const within = withinS === undefined ? {} : { within: withinS * 1000 }
        const report = funnelByVariant(tableOf(whole), { goals, ...within })
        for (const { variant, units, steps } of report.variants) {
          const own = whole.filter((walk) => walk.variant === variant)
          expect(units).toBe(own.length)
          let before = own.length
          for (const [index, step] of steps.entries()) {
            const reached = own.filter((walk) => reaches(walk, index + 1, withinS ?? Infinity)).length
            expect(step).toMatchObject({ goal: goals[index], units: reached, lost: before - reached })
            expect(step.share).toBe(own.length > 0 ? reached / own.length : null)
            expect(step.fromPrevious).toBe(before > 0 ? reached / before : null)
            before = reached
          }
          for (const [index, step] of steps.entries()) {
            if (index === 0) continue
            const times = own
              .flatMap((walk) => took(walk, goals[index - 1] ?? '', goals[index] ?? '') ?? [])
              .filter((time) => time < (withinS ?? Infinity))
              .sort((a, b) => a - b)
            expect(step.took?.units).toBe(times.length)
            expect(step.took?.median).toBe(times[Math.ceil(times.length / 2) - 1] ?? null)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  const some = (variant: string, count: number, ...said: Walk['said']): Walk[] =>
    Array.from({ length: count }, () => ({ variant, said }))
  const all = [
    ...some('control', 60),
    ...some('control', 30, [1, 'page']),
    ...some('control', 10, [1, 'page'], [3, 'phone'], [9, 'done']),
    ...some('up', 50),
    ...some('up', 20, [1, 'page']),
    ...some('up', 30, [1, 'page'], [2, 'phone'], [4, 'done']),
  ]

  test('compares each step with the control, as a share of all units', () => {
    const { comparisons } = funnelByVariant(tableOf(all), { goals })
    expect(comparisons.map(({ goal, fromStart }) => [goal, fromStart.variant])).toEqual([
      ['page', 'up'],
      ['phone', 'up'],
      ['done', 'up'],
    ])
    const expected = compareProportions({ n: 100, successes: 10 }, { n: 100, successes: 30 })
    expect(comparisons[2]?.fromStart).toMatchObject({ difference: expected.difference, pValue: expected.pValue })
    expect(comparisons[2]?.fromPrevious.difference).toEqual(
      compareProportions({ n: 10, successes: 10 }, { n: 30, successes: 30 }).difference,
    )
  })

  test.each<[string, Partial<FunnelReportOptions>, string]>([
    ['a goal that is not there', { goals: ['page', 'x'] }, 'The log has no goal "x"'],
    ['one goal', { goals: ['page'] }, 'A funnel has two goals or more, got 1'],
    ['an experiment that is not there', { experiment: 'x' }, 'The log has no experiment "x". It has: tabs'],
    ['a control that is not there', { control: 'x' }, 'has no variant "x" to be its control'],
  ])('answers %s with a sentence', (_, options, sentence) => {
    expect(() => funnelByVariant(tableOf(all), { goals, ...options })).toThrow(sentence)
  })

  test('asks which of several experiments is meant', () => {
    const table = tableOf(all)
    table.add(linesOf(visit({ visitor: 'other' }, [0, sees('label', 'control')]))[0] ?? '', 'log', 1)
    expect(() => funnelByVariant(table, { goals })).toThrow('several experiments, so name one of them: label, tabs.')
    expect(funnelByVariant(table, { goals, experiment: 'tabs' }).variants).toHaveLength(2)
  })
})

describe('the segments of one experiment', () => {
  const lines = linesOf(
    ['control', 'up'].flatMap((variant) =>
      Array.from({ length: 40 }, (_, unit) =>
        visit(
          { visitor: `${variant} ${unit}` },
          [0, sees('tabs', variant, { attributes: { lang: unit % 2 ? 'en' : 'ar' } })],
          ...(unit % 3 === 0 ? [[5, clicks('best')] as const] : []),
        ),
      ).flat(),
    ),
  )
  const measured = (segment?: string) =>
    scan([{ name: 'log', lines }], { metrics: { best: proportion('best') }, ...(segment ? { segment } : {}) })

  test('are those of the lift report', async () => {
    const lift = liftReport(await measured('lang'))
    const report = segmentsOf(lift)
    expect(report).toMatchObject({
      version: 1,
      experiment: 'tabs',
      control: 'control',
      segmentedBy: 'lang',
      alpha: 0.05,
    })
    expect(report.metrics).toEqual(lift.experiments[0]?.metrics)
  })

  test('are there only where units were split, and of an experiment that is there', async () => {
    const split = liftReport(await measured('lang'))
    const plain = liftReport(await measured())
    expect(() => segmentsOf(plain)).toThrow('The units were not split by an attribute.')
    expect(() => segmentsOf(split, 'x')).toThrow('The log has no experiment "x". It has: tabs.')
    expect(() => segmentsOf({ ...split, experiments: [] })).toThrow('The log has: none.')
  })
})
