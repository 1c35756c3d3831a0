import { type Comparison, compareMeans, compareProportions, excludesZero } from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alwaysValid } from '../../../packages/stats/src/looks/always-valid.js'
import { groupSequential } from '../../../packages/stats/src/looks/group-sequential.js'
import type { Look } from '../../../packages/stats/src/looks/look.js'

const looks = fc.constantFrom<Look>(
  alwaysValid({ plannedUnits: 300 }),
  groupSequential({ plannedUnits: 300, looks: [0.3, 1] }),
)
const alphas = fc.constantFrom(0.05, 1e-6, 0.4)
const run = { seed: 33_871, numRuns: 150 }

const expectOneStatement = ({ pValue, difference, lift }: Comparison, alpha: number) => {
  if (pValue === undefined) return
  expect(excludesZero(difference)).toBe(pValue <= alpha)
  if (lift.status !== 'undefined') expect(excludesZero(lift)).toBe(pValue <= alpha)
  for (const value of [...Object.values(difference), ...Object.values(lift)]) {
    if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
  }
}

test('at any look p-value, difference and lift of means are one statement', () => {
  const moments = fc.record({
    n: fc.integer({ min: 0, max: 400 }),
    mean: fc.oneof(fc.constant(0), fc.double({ min: -5, max: 5, noNaN: true })),
    m2: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 500, noNaN: true })),
  })
  const holds = fc.property(moments, moments, looks, alphas, (control, treatment, look, alpha) => {
    expectOneStatement(compareMeans(control, treatment, { look, alpha }), alpha)
  })
  fc.assert(holds, run)
}, 60_000)

test('at any look p-value, difference and lift of rates are one statement', () => {
  const counts = fc
    .integer({ min: 0, max: 400 })
    .chain((n) => fc.record({ n: fc.constant(n), successes: fc.integer({ min: 0, max: n }) }))
  const holds = fc.property(counts, counts, looks, alphas, (control, treatment, look, alpha) => {
    expectOneStatement(compareProportions(control, treatment, { look, alpha }), alpha)
  })
  fc.assert(holds, run)
}, 60_000)

test('a look of your own decides how far the statistic must be, and its sentences come first', () => {
  const strict: Look = {
    name: 'five sigma',
    judge: ({ statistic }) => ({
      critical: 5,
      logPValue: Math.abs(statistic) >= 5 ? -20 : 0,
      decides: true,
      warnings: ['Only five sigma count.'],
    }),
  }
  const got = compareProportions({ n: 50, successes: 5 }, { n: 50, successes: 20 }, { look: strict })
  expect(got).toMatchObject({ pValue: 1, look: { name: 'five sigma', decides: true } })
  expect(got.warnings[0]).toBe('Only five sigma count.')
  expect(got.warnings).toHaveLength(2)
  expect(excludesZero(got.difference)).toBe(false)
})
