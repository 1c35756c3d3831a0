import { liftReport, scan } from '@heddle/analysis'
import { describe, expect, test } from 'vitest'
import { checkLoss } from '../../packages/analysis/src/lift/loss.js'
import { clicks, linesOf, sees, visit } from './log-builder.js'

const losses = (counts: { readonly [variant: string]: readonly [missing: number, streams: number] }) =>
  checkLoss(new Map(Object.entries(counts).map(([variant, [missing, streams]]) => [variant, { missing, streams }])))

describe('whether loss differs between variants', () => {
  test('is Pearson’s chi-square on streams', () => {
    // R 4.2: prop.test(c(30, 60), c(1000, 1000), correct = FALSE)
    expect(losses({ control: [30, 1000], trial: [60, 1000] })).toMatchObject({
      status: 'ok',
      statistic: expect.closeTo(10.4712041884817, 10),
      df: 1,
      pValue: expect.closeTo(0.00121249658615422, 14),
    })
  })

  test('takes any number of variants, and leaves out those that nobody met', () => {
    // SciPy 1.17: chi2_contingency([[12, 20, 7], [488, 480, 493]], correction=False)
    expect(losses({ control: [12, 500], a: [20, 500], b: [7, 500], c: [0, 0] })).toMatchObject({
      statistic: expect.closeTo(6.791975991154636, 10),
      df: 2,
      pValue: expect.closeTo(0.03350743261763472, 12),
    })
  })

  test('is said with a warning where few streams are expected to miss something', () => {
    // SciPy 1.17: chi2_contingency([[1, 7], [99, 93]], correction=False); 4 are expected in each.
    expect(losses({ control: [1, 100], trial: [7, 100] })).toMatchObject({
      pValue: expect.closeTo(0.030382821976577483, 12),
      warnings: ['Fewer than 5 are expected somewhere; the p-value is approximate.'],
    })
  })

  test.each([
    ['Nothing is missing.', { control: [0, 9], trial: [0, 9] }],
    ['Everything is missing.', { control: [9, 9], trial: [9, 9] }],
    ['Fewer than two variants issued any.', { control: [1, 9], trial: [0, 0] }],
    ['Fewer than two variants issued any.', {}],
    [/^Too few to compare/, { control: [1, 900], trial: [0, 9] }],
  ] as const)('is not told where it cannot be: %s', (reason, counts) => {
    expect(losses(counts)).toMatchObject({ status: 'undefined', reason: expect.stringMatching(reason) })
  })

  test('counts a page once, however much it misses, and one that met two variants not at all', async () => {
    const page = (stream: string, ...variants: readonly string[]) => {
      const said = variants.map((variant) => [0, sees('tabs', variant)] as const)
      return visit(
        { visitor: stream, stream },
        ...said,
        ...Array.from({ length: 9 }, () => [1, clicks('best')] as const),
      )
    }
    const lines = linesOf([
      ...page('a', 'control').filter(({ seq }) => ![2, 5, 6].includes(seq)),
      ...page('b', 'control'),
      ...page('c', 'trial'),
      ...page('d', 'control', 'trial').filter(({ seq }) => seq !== 4),
    ])
    const { experiments } = liftReport(await scan([{ name: 'log', lines }]))
    expect(experiments[0]?.checks.loss?.variants).toEqual({
      control: { streams: 2, missing: 1 },
      trial: { streams: 1, missing: 0 },
    })
  })
})
