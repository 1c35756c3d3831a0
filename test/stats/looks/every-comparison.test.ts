import {
  alwaysValid,
  type CompareOptions,
  type Comparison,
  compareMeans,
  compareMeansAdjusted,
  compareProportions,
  compareQuantiles,
  compareRatios,
  compareRestrictedMeans,
  crossMomentsOf,
  type Interval,
  interactionOfMeans,
  momentsOf,
  nonInferiority,
  pairMomentsOf,
  postStratify,
} from '@heddle/stats'
import { describe, expect, test } from 'vitest'

const values = (n: number, from: number) => Array.from({ length: n }, (_, i) => from + ((i * 7) % 11))
const [control, treatment] = [values(300, 10), values(300, 11)]
const pairs = (list: readonly number[]) => list.map((y, i) => [1 + (i % 3), y] as const)
const estimate = (list: readonly number[]) => {
  const { n, mean, m2 } = momentsOf(list)
  return { n, value: mean, variance: m2 / (n - 1) / n }
}

type Judged = { readonly look?: { readonly name: string } | undefined; readonly width: number }
const widthOf = (interval: Interval) => (interval.status === 'ok' ? interval.high - interval.low : Number.NaN)

const answers: Record<string, (options: CompareOptions) => Judged> = {
  means: (options) => ofDifference(compareMeans(momentsOf(control), momentsOf(treatment), options)),
  proportions: (options) =>
    ofDifference(compareProportions({ n: 300, successes: 100 }, { n: 300, successes: 130 }, options)),
  ratios: (options) =>
    ofDifference(compareRatios(pairMomentsOf(pairs(control)), pairMomentsOf(pairs(treatment)), options)),
  'adjusted means': (options) =>
    ofDifference(compareMeansAdjusted(crossMomentsOf(pairs(control)), crossMomentsOf(pairs(treatment)), options)),
  strata: (options) =>
    ofDifference(postStratify({ en: { control: momentsOf(control), treatment: momentsOf(treatment) } }, options)),
  quantiles: (options) =>
    ofDifference(
      compareQuantiles(
        control.map((v) => [v]),
        treatment.map((v) => [v]),
        { p: 0.75, ...options },
      ),
    ),
  'restricted means': (options) =>
    ofDifference(
      compareRestrictedMeans(
        control.map((time) => ({ time, happened: true })),
        treatment.map((time) => ({ time, happened: true })),
        options,
      ),
    ),
  interactions: (options) => {
    const cell = momentsOf(control)
    return ofDifference(
      interactionOfMeans({ neither: cell, onlyA: cell, onlyB: momentsOf(treatment), both: cell }, options),
    )
  },
  guardrails: (options) => {
    const answer = nonInferiority(estimate(control), estimate(treatment), { margin: { relative: 0.05 }, ...options })
    if (answer.status === 'undefined') throw new Error(answer.reason)
    return { look: answer.look, width: widthOf(answer.slack) }
  },
}

function ofDifference({ look, difference }: Pick<Comparison, 'look' | 'difference'>): Judged {
  return { look, width: widthOf(difference) }
}

describe.each(Object.entries(answers))('a look at %s', (_, answer) => {
  test('is named, and reaches further where the data may be looked at again', () => {
    const look = alwaysValid({ plannedUnits: 600 })
    expect(answer({}).look).toBeUndefined()
    expect(answer({ look }).look).toEqual({ name: 'always valid', decides: true })
    expect(answer({ look }).width).toBeGreaterThan(answer({}).width * 1.2)
  })
})

test('the p-value of a guardrail that is looked at again is half of what speaks against the margin', () => {
  const [base, other] = [estimate(control), estimate(treatment)]
  const margin = { absolute: 1 }
  for (const look of [undefined, alwaysValid({ plannedUnits: 600 })]) {
    const better = nonInferiority(base, other, { margin, look })
    const worse = nonInferiority(other, base, { margin, look })
    if (better.status === 'undefined' || worse.status === 'undefined') throw new Error('defined for these data')
    expect(better.verdict).toBe('non-inferior')
    expect(better.pValue).toBeLessThanOrEqual(0.025)
    expect(worse.verdict).toBe('undecided')
    expect(worse.pValue).toBeGreaterThan(0.025)
  }
})
