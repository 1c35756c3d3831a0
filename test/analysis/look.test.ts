/** Looking early: what a plan does to the report, held against the statistics it is made of. */
import { type LiftOptions, liftReport, type Measurement, proportion, type Sums } from '@heddle/analysis'
import { alwaysValid, compareProportions, fixedHorizon, groupSequential } from '@heddle/stats'
import { describe, expect, test } from 'vitest'

const none = { x: 0n, y: 0n, xx: 0n, yy: 0n, xy: 0n }
type Counts = { readonly [variant: string]: readonly [successes: number, n: number] }

function reportOf(counts: Counts, look?: LiftOptions['look']) {
  const sums = new Map(
    Object.entries(counts).map(([variant, [x, n]]): [string, Sums] => [variant, { ...none, n, x: BigInt(x) }]),
  )
  const measurement: Measurement = {
    experiments: [
      {
        experiment: 'tabs',
        observed: new Map([...sums].map(([variant, { n }]) => [variant, n])),
        metrics: [{ name: 'entered', metric: proportion('best'), sums }],
      },
    ],
  }
  const [experiment] = liftReport(measurement, look ? { look } : {}).experiments
  if (!experiment) throw new Error('There is one experiment.')
  return { look: experiment.look, comparisons: experiment.metrics.entered?.comparisons ?? [] }
}

const two: Counts = { control: [400, 4000], up: [470, 4100] }
const counts = (name: string) => {
  const [successes = 0, n = 0] = two[name] ?? []
  return { successes, n }
}

describe('with planned units', () => {
  test('comparisons are always valid unless another look is asked for', () => {
    const { look, comparisons } = reportOf(two, { plannedUnits: 20_000 })
    expect(look).toEqual({ name: 'always valid', plannedUnits: 20_000, units: 8100, decides: true })
    const expected = compareProportions(counts('control'), counts('up'), {
      look: alwaysValid({ plannedUnits: 20_000 }),
    })
    expect(comparisons).toMatchObject([{ difference: expected.difference, pValue: expected.pValue }])
    const once = compareProportions(counts('control'), counts('up'))
    expect(expected.pValue).toBeGreaterThan(once.pValue ?? 1)
  })

  test('a fixed look gives the classical numbers and decides nothing before the units are there', () => {
    const early = reportOf(two, { plannedUnits: 20_000, rule: 'fixed' })
    expect(early.look).toMatchObject({ name: 'fixed horizon', decides: false })
    const expected = compareProportions(counts('control'), counts('up'), {
      look: fixedHorizon({ plannedUnits: 20_000 }),
    })
    expect(early.comparisons).toMatchObject([{ pValue: expected.pValue, warnings: expected.warnings }])
    expect(expected.warnings).toEqual(['8100 of 20000 planned units are there; nothing is decided before all are.'])
    expect(reportOf(two, { plannedUnits: 8100, rule: 'fixed' }).look).toMatchObject({ decides: true })
  })

  test('a group-sequential plan decides at its looks and not between them', () => {
    const between = reportOf(two, { plannedUnits: 20_000, rule: 'group-sequential' })
    expect(between.look).toMatchObject({ name: 'group sequential', decides: false })
    expect(between.comparisons[0]?.warnings[0]).toMatch(/^No look is planned at 0\.405 /)
    const at = reportOf(two, { plannedUnits: 16_200, rule: 'group-sequential', looks: 2 })
    expect(at.look).toMatchObject({ decides: true })
    const look = groupSequential({ plannedUnits: 16_200, looks: 2 })
    expect(at.comparisons[0]?.pValue).toBe(compareProportions(counts('control'), counts('up'), { look }).pValue)
  })

  test('several variants stand at the same place of the plan: each pair is judged by its part of it', () => {
    const three: Counts = { control: [400, 4000], same: [400, 4000], up: [470, 4000] }
    const fixed = reportOf(three, { plannedUnits: 12_000, rule: 'fixed' })
    expect(fixed.look).toMatchObject({ units: 12_000, decides: true })
    expect(fixed.comparisons.flatMap(({ warnings }) => warnings)).toEqual([])
    const early = reportOf(three, { plannedUnits: 24_000, rule: 'fixed' })
    expect(early.comparisons[0]?.warnings[0]).toMatch(/^12000 of 24000 planned units/)
    // Two of three equal variants are planned to have two thirds of the units.
    const always = reportOf(three, { plannedUnits: 24_000 }).comparisons.find(({ variant }) => variant === 'up')
    const pair = [
      { successes: 400, n: 4000 },
      { successes: 470, n: 4000 },
    ] as const
    const expected = compareProportions(...pair, { look: alwaysValid({ plannedUnits: 16_000 }) })
    expect(always?.pValue).toBeCloseTo(expected.pValue ?? Number.NaN, 12)
  })

  test('too few units decide nothing', () => {
    const { look, comparisons } = reportOf({ control: [3, 20], up: [9, 20] }, { plannedUnits: 1000 })
    expect(look).toMatchObject({ units: 40, decides: false })
    expect(comparisons[0]?.warnings[0]).toMatch(/^40 units are too few/)
    expect(reportOf({ control: [0, 0], up: [0, 0] }, { plannedUnits: 1000, rule: 'fixed' }).look).toMatchObject({
      ...{ units: 0, decides: false },
    })
  })
})

test('without planned units the report says nothing of looks', () => {
  const { look, comparisons } = reportOf(two)
  expect(look).toBeUndefined()
  expect(comparisons[0]?.pValue).toBe(compareProportions(counts('control'), counts('up')).pValue)
})

test('planned units are a number above 0', () => {
  expect(() => reportOf(two, { plannedUnits: -5 })).toThrow('plannedUnits must be a positive number, got -5.')
})
