import { type LiftOptions, liftReport, type Measurement, mean, proportion, type Sums } from '@heddle/analysis'
import { expect, test } from 'vitest'

const none = { x: 0n, y: 0n, xx: 0n, yy: 0n, xy: 0n }

/** One experiment with one proportion: successes of n by variant. */
function measured(counts: { readonly [variant: string]: readonly [successes: number, n: number] }): Measurement {
  const sums = Object.entries(counts).map(([variant, [x, n]]): [string, Sums] => [
    variant,
    { ...none, n, x: BigInt(x) },
  ])
  const observed = new Map(sums.map(([variant, { n }]) => [variant, n]))
  const metrics = [{ name: 'entered', metric: proportion('best'), sums: new Map(sums) }]
  return { experiments: [{ experiment: 'tabs', observed, metrics }] }
}

function report(counts: Parameters<typeof measured>[0], options?: LiftOptions) {
  const { summary, experiments } = liftReport(measured(counts), options)
  const [experiment] = experiments
  if (!experiment) throw new Error('There is one experiment.')
  return { summary, experiment, comparisons: experiment.metrics.entered?.comparisons ?? [] }
}

test('compares with the variant named control', () => {
  const { experiment, comparisons } = report({ bold: [60, 100], control: [40, 100] })
  expect(experiment).toMatchObject({ control: 'control', controlChosenBy: 'name' })
  expect(comparisons).toMatchObject([
    { variant: 'bold', difference: { estimate: expect.closeTo(0.2) }, lift: { estimate: expect.closeTo(0.5) } },
  ])
})

test('compares with the smallest variant where none is named control, numbers by size', () => {
  expect(report({ 10: [1, 9], 9: [1, 9] }).experiment).toMatchObject({ control: '9', controlChosenBy: 'smallest' })
  expect(report({ b: [1, 9], B: [1, 9], 10: [1, 9], 9: [1, 9] }).experiment.control).toBe('10')
})

test('compares with the variant that the caller names', () => {
  const { experiment } = report({ a: [1, 9], control: [1, 9] }, { control: 'a' })
  expect(experiment).toMatchObject({ control: 'a', controlChosenBy: 'option' })
})

test('refuses a control that does not exist and lists the variants', () => {
  expect(() => report({ a: [1, 9], b: [1, 9] }, { control: 'c' })).toThrow(
    'Experiment "tabs" has no variant "c" to be its control. It has: a, b.',
  )
})

test('adjusts the p-values of an experiment as one family', () => {
  const { comparisons } = report({ control: [100, 1000], down: [75, 1000], same: [100, 1000], up: [150, 1000] })
  const [down = 1, same = 1, up = 1] = comparisons.map(({ pValue }) => pValue ?? 1)
  expect(up).toBeLessThan(down)
  // Holm: the smallest of three times 3, the next times 2, the largest as it is.
  expect(comparisons.map(({ adjustedPValue }) => adjustedPValue)).toEqual([2 * down, same, 3 * up])
})

test('sums up how many are significant, and in which direction', () => {
  const { summary } = report({ control: [100, 1000], same: [100, 1000], up: [150, 1000], down: [50, 1000] })
  expect(summary).toMatchObject({ experiments: 1, comparisons: 3, significant: { up: 1, down: 1 }, alpha: 0.05 })
  expect(report({ control: [100, 1000], up: [150, 1000] }, { alpha: 1e-9 }).summary.significant.up).toBe(0)
})

test('finds a split that is not the planned one', () => {
  const { summary, experiment } = report({ control: [1, 1000], up: [1, 1300] })
  expect(summary.sampleRatioFailures).toEqual({ '0.01': 1, '0.001': 1 })
  // Pearson: 2 · 150² / 1150.
  expect(experiment.checks.sampleRatio).toMatchObject({ status: 'ok', statistic: expect.closeTo(39.1304348), df: 1 })
})

test('holds the split against the weights of the experiment file, and misses a variant that nobody met', () => {
  const variants = { control: 1, up: 2, gone: 3 }
  const experiments = { experiments: [{ key: 'tabs', variants, weights: { up: 2 } }], goals: [], metrics: {} }
  const { experiment } = report({ control: [1, 100], up: [1, 200] }, { experiments })
  expect(experiment.checks.sampleRatio).toMatchObject({
    observed: { control: 100, up: 200, gone: 0 },
    expected: { control: 75, up: 150, gone: 75 },
  })
  expect(experiment.metrics.entered?.variants.gone).toEqual({ n: 0, value: null })
  expect(experiment.metrics.entered?.comparisons.find(({ variant }) => variant === 'gone')).toMatchObject({
    ...{ difference: { status: 'undefined' }, pValue: null, adjustedPValue: null },
  })
})

test('a variant that the experiment file does not name was not planned: its units are out of the split, and named', () => {
  const experiments = { experiments: [{ key: 'tabs', variants: { control: 1, up: 2 } }], goals: [], metrics: {} }
  const { experiment } = report({ control: [1, 100], up: [1, 100], retired: [1, 30] }, { experiments })
  const { sampleRatio } = experiment.checks
  expect(sampleRatio).toMatchObject({ status: 'ok', statistic: 0, df: 1 })
  expect(sampleRatio.warnings).toEqual([expect.stringContaining('retired')])
})

test('says what is undefined, and leaves it out of the family', () => {
  const oneUnit: [string, Sums][] = ['control', 'a'].map((variant) => [variant, { ...none, n: 1, x: 5n, xx: 25n }])
  const metrics = [{ name: 'often', metric: mean('best', 'count', { scale: 1 }), sums: new Map(oneUnit) }]
  const { experiments } = liftReport({
    experiments: [{ experiment: 'tabs', observed: new Map([['control', 1]]), metrics }],
  })
  expect(experiments[0]?.checks.sampleRatio.status).toBe('undefined')
  expect(report({ only: [1, 5] }).comparisons).toEqual([])
  expect(() => liftReport({ experiments: [] }, { alpha: 2 })).toThrow(
    'alpha lies between 0 and 1 (0.05 is usual), got 2.',
  )
})

test('keeps a variant called __proto__ through JSON', () => {
  const counts = Object.fromEntries([
    ['__proto__', [50, 100] as const],
    ['control', [40, 100] as const],
  ])
  const { experiment } = report(counts)
  const parsed = JSON.parse(JSON.stringify(experiment))
  expect(Object.keys(parsed.metrics.entered.variants)).toEqual(['control', '__proto__'])
  expect(Object.entries(parsed.checks.sampleRatio.observed)).toContainEqual(['__proto__', 100])
})
