import {
  type Comparison,
  compareMeans,
  compareProportions,
  compareRatios,
  excludesZero,
  type Interval,
  momentsOf,
  pairMomentsOf,
} from '@heddle/stats'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 30_000 }) // For a machine with other work to do; each takes well under a second.

const run = { seed: 7_305_121, numRuns: 400, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true }
const alphas = fc.oneof(
  fc.constantFrom(0.05, 0.01, 0.001, 0.2, 0.5, 1e-12),
  fc.double({ min: 1e-9, max: 0.999, noNaN: true }),
)

/** Whether p-value and alpha speak of an effect, and whether each defined interval does. */
const verdicts = ({ pValue, difference, lift }: Comparison, alpha: number) => {
  const significant = pValue !== undefined && pValue <= alpha
  const said = [difference, lift].filter(({ status }) => status !== 'undefined').map(excludesZero)
  return { significant, said, wanted: said.map(() => significant) }
}

const numbersIn = (interval: Interval) => Object.values(interval).filter((value) => typeof value === 'number')

const expectSound = (comparison: Comparison, alpha: number) => {
  const { said, wanted } = verdicts(comparison, alpha)
  expect(said).toEqual(wanted)
  const { difference, lift, pValue, logPValue, statistic, df } = comparison
  const numbers = [difference, lift].flatMap(numbersIn)
  for (const value of [...numbers, pValue, logPValue, statistic, df]) {
    if (value !== undefined) expect(Number.isFinite(value)).toBe(true)
  }
  for (const interval of [difference, lift]) {
    if (interval.status !== 'ok') continue
    expect(interval.low).toBeLessThanOrEqual(interval.estimate)
    expect(interval.high).toBeGreaterThanOrEqual(interval.estimate)
  }
  if (difference.status === 'undefined') expect(pValue).toBeUndefined()
}

const counts = fc
  .oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 1e9 }))
  .chain((n) =>
    fc.record({
      n: fc.constant(n),
      successes: fc.oneof(
        fc.integer({ min: 0, max: n }),
        fc.integer({ min: 0, max: Math.min(n, 9) }),
        fc.integer({ min: Math.max(0, n - 9), max: n }),
      ),
    }),
  )

test('a p-value of at most alpha and two intervals without zero are one statement, for proportions', () => {
  fc.assert(
    fc.property(counts, counts, alphas, (control, treatment, alpha) => {
      expectSound(compareProportions(control, treatment, { alpha }), alpha)
    }),
    run,
  )
})

const values = fc.oneof(
  fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 8 }),
  fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 30 }),
  fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { maxLength: 60 }),
)

test('a p-value of at most alpha and two intervals without zero are one statement, for means', () => {
  fc.assert(
    fc.property(values, values, alphas, (control, treatment, alpha) => {
      expectSound(compareMeans(momentsOf(control), momentsOf(treatment), { alpha }), alpha)
    }),
    run,
  )
})

const pairs = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 20 }),
    fc.oneof(fc.integer({ min: -5, max: 20 }), fc.double({ min: 0, max: 9, noNaN: true })),
  ),
  { maxLength: 40 },
)

test('a p-value of at most alpha and two intervals without zero are one statement, for ratios', () => {
  fc.assert(
    fc.property(pairs, pairs, alphas, (control, treatment, alpha) => {
      expectSound(compareRatios(pairMomentsOf(control), pairMomentsOf(treatment), { alpha }), alpha)
    }),
    run,
  )
})

test('the statement holds where alpha is the p-value itself, to the last digit', () => {
  fc.assert(
    fc.property(counts, counts, values, values, pairs, pairs, (control, treatment, some, others, these, those) => {
      for (const compare of [
        (alpha: number) => compareProportions(control, treatment, { alpha }),
        (alpha: number) => compareMeans(momentsOf(some), momentsOf(others), { alpha }),
        (alpha: number) => compareRatios(pairMomentsOf(these), pairMomentsOf(those), { alpha }),
      ]) {
        const { pValue = 1 } = compare(0.05)
        if (pValue >= 1 || pValue < 1e-300) continue
        for (const alpha of [pValue, pValue * (1 - 2e-16), Math.min(pValue * (1 + 3e-16), 0.9999)]) {
          expectSound(compare(alpha), alpha)
        }
      }
    }),
    run,
  )
})

test('a comparison the other way round has the opposite difference and the same p-value', () => {
  fc.assert(
    fc.property(counts, counts, (control, treatment) => {
      const forward = compareProportions(control, treatment)
      const backward = compareProportions(treatment, control)
      expect(backward.pValue).toBe(forward.pValue)
      if (forward.difference.status !== 'ok' || backward.difference.status !== 'ok') return
      expect(backward.difference.low).toBe(-forward.difference.high + 0)
      expect(backward.difference.high).toBe(-forward.difference.low + 0)
    }),
    run,
  )
})

test.each<[Interval, boolean]>([
  [{ status: 'ok', estimate: 1, low: 0.1, high: 2 }, true],
  [{ status: 'ok', estimate: 1, low: 0, high: 2 }, false],
  [{ status: 'ok', estimate: -1, low: -2, high: -0.1 }, true],
  [{ status: 'unbounded', shape: 'above', low: 0.1, reason: '' }, true],
  [{ status: 'unbounded', shape: 'above', low: -0.1, reason: '' }, false],
  [{ status: 'unbounded', shape: 'below', high: -0.1, reason: '' }, true],
  [{ status: 'unbounded', shape: 'below', high: 0.1, reason: '' }, false],
  [{ status: 'unbounded', shape: 'outside', high: -0.1, low: 0.1, reason: '' }, true],
  [{ status: 'unbounded', shape: 'outside', high: 0.1, low: 0.2, reason: '' }, false],
  [{ status: 'unbounded', shape: 'outside', high: -0.2, low: -0.1, reason: '' }, false],
  [{ status: 'unbounded', shape: 'everything', reason: '' }, false],
  [{ status: 'undefined', reason: '' }, false],
])('%o speaks against zero: %s', (interval, excluded) => {
  expect(excludesZero(interval)).toBe(excluded)
})
