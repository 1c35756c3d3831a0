/** Guardrails: metrics that must not get worse by more than a margin, held against the statistics they are made of. */
import {
  funnel,
  type Gathered,
  type Guardrail,
  liftReport,
  type Measurement,
  type Metric,
  mean,
  proportion,
  ratio,
  type Sums,
} from '@heddle/analysis'
import { alwaysValid, nonInferiority } from '@heddle/stats'
import { describe, expect, test } from 'vitest'

const none = { x: 0n, y: 0n, xx: 0n, yy: 0n, xy: 0n }

/** Sums over the values 0 … 9, so many of each, all moved up by some. */
function spread(each: number, by: number): Sums {
  const values = Array.from({ length: 10 }, (_, value) => BigInt(value + by))
  const total = (of: (value: bigint) => bigint) => values.reduce((sum, value) => sum + of(value) * BigInt(each), 0n)
  return { ...none, n: 10 * each, x: total((value) => value), xx: total((value) => value * value) }
}

function guardrailIn(
  metric: Metric,
  control: Gathered,
  up: Gathered,
  guardrail: Omit<Guardrail, 'metric'>,
  planned?: number,
) {
  const measurement: Measurement = {
    experiments: [
      {
        experiment: 'tabs',
        observed: new Map([
          ['control', control.n],
          ['up', up.n],
        ]),
        metrics: [
          {
            ...{ name: 'load', metric },
            sums: new Map([
              ['control', control],
              ['up', up],
            ]),
          },
        ],
      },
    ],
  }
  const look = planned === undefined ? {} : { look: { plannedUnits: planned } }
  const report = liftReport(measurement, { guardrails: [{ metric: 'load', ...guardrail }], ...look })
  return report.experiments[0]?.metrics.load?.comparisons[0]?.guardrail
}

const load = mean('load', 'count', { scale: 1 })

describe('a guardrail', () => {
  test('is judged as a one-sided test with the margin, by the standard errors of the metric', () => {
    const [control, up] = [spread(50, 1), spread(60, 1)]
    // Values 1 … 10 have the mean 5.5 and Σ(x − 5.5)² = 82.5.
    const estimate = (each: number) => ({
      n: 10 * each,
      value: 5.5,
      variance: (82.5 * each) / (10 * each - 1) / (10 * each),
    })
    const expected = nonInferiority(estimate(50), estimate(60), { margin: { relative: 0.1 }, good: 'down' })
    if (expected.status !== 'ok') throw new Error('Both vary.')
    const found = guardrailIn(load, control, up, { margin: { relative: 0.1 }, good: 'down' })
    expect(found).toMatchObject({ status: 'ok', good: 'down', margin: { relative: 0.1 }, verdict: expected.verdict })
    if (found?.status !== 'ok') throw new Error('Both vary.')
    expect(found.pValue).toBeCloseTo(expected.pValue, 12)
    expect(found.power).toBeCloseTo(expected.power, 12)
  })

  test('holds, fails or is open', () => {
    const verdictOf = (by: number, each: number, good: 'up' | 'down') => {
      const found = guardrailIn(load, spread(each, 2), spread(each, 2 + by), { margin: { absolute: 0.5 }, good })
      return found?.status === 'ok' ? found.verdict : found?.reason
    }
    expect(verdictOf(0, 200, 'down')).toBe('non-inferior')
    expect(verdictOf(1, 200, 'down')).toBe('inferior')
    expect(verdictOf(1, 200, 'up')).toBe('non-inferior')
    expect(verdictOf(0, 5, 'down')).toBe('undecided')
  })

  test('is judged by the look of its experiment', () => {
    const [control, up] = [spread(50, 1), spread(50, 1)]
    const margin = { margin: { relative: 0.1 } } as const
    const once = guardrailIn(load, control, up, margin)
    const always = guardrailIn(load, control, up, margin, 2000)
    const estimate = { n: 500, value: 5.5, variance: (82.5 * 50) / 499 / 500 }
    const expected = nonInferiority(estimate, estimate, { ...margin, look: alwaysValid({ plannedUnits: 2000 }) })
    if (once?.status !== 'ok' || always?.status !== 'ok' || expected.status !== 'ok') throw new Error('Both vary.')
    expect(always.pValue).toBeCloseTo(expected.pValue, 12)
    expect(always.pValue).toBeGreaterThan(once.pValue)
  })

  test('may be a proportion, a mean of zeros and ones', () => {
    const counts = (x: bigint, n: number): Sums => ({ ...none, n, x })
    const found = guardrailIn(proportion('load'), counts(300n, 1000), counts(310n, 1000), { margin: { relative: 0.2 } })
    const estimate = (p: number) => ({ n: 1000, value: p, variance: (p * (1 - p)) / 999 })
    const expected = nonInferiority(estimate(0.3), estimate(0.31), { margin: { relative: 0.2 } })
    expect(found?.status === 'ok' && found.pValue).toBeCloseTo(
      expected.status === 'ok' ? expected.pValue : Number.NaN,
      9,
    )
  })

  test('may be a funnel: of its end, as of the proportion that it is', () => {
    const [control, up] = [
      { n: 1000, reached: [600, 300] },
      { n: 1000, reached: [600, 310] },
    ]
    const share = { ...none, n: 1000 }
    const guardrail = { margin: { relative: 0.1 } }
    const answer = guardrailIn(funnel(['page', 'done']), control, up, guardrail)
    expect(answer).toEqual(guardrailIn(proportion('done'), { ...share, x: 300n }, { ...share, x: 310n }, guardrail))
    expect(answer).toMatchObject({ status: 'ok' })
  })

  test('may be a ratio, and says why it cannot be judged', () => {
    const rate = ratio('load', 'press', { scale: 1 })
    const empty: Sums = { ...none, n: 10 }
    expect(guardrailIn(rate, empty, empty, { margin: { relative: 0.2 } })).toMatchObject({
      status: 'undefined',
      good: 'up',
    })
    const pairs: Sums = { n: 4, x: 10n, y: 6n, xx: 30n, yy: 12n, xy: 18n }
    expect(guardrailIn(rate, pairs, pairs, { margin: { relative: 0.2 } })).toMatchObject({
      status: 'ok',
      verdict: 'undecided',
    })
    expect(guardrailIn(load, spread(50, 1), { ...none, n: 0 }, { margin: { relative: 0.2 } })).toMatchObject({
      ...{ status: 'undefined', reason: 'The treatment has no units.' },
    })
  })
})

test('a guardrail that is no metric is an error that names the metrics', () => {
  const sums = new Map([['control', spread(5, 1)]])
  const experiments = [
    { experiment: 'tabs', observed: new Map([['control', 50]]), metrics: [{ name: 'load', metric: load, sums }] },
  ]
  expect(() => liftReport({ experiments }, { guardrails: [{ metric: 'laod', margin: { relative: 0.1 } }] })).toThrow(
    'The guardrail "laod" is no metric. The metrics are: load.',
  )
})
