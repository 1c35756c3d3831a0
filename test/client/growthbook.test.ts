/**
 * Thousands of random experiments through `assign` and through the real GrowthBook SDK: the same variant for each unit.
 */
import fc from 'fast-check'
import { assign, defineExperiment } from 'heddle'
import { expect, test } from 'vitest'
import { askGrowthBook } from './growthbook.mjs'

const variantNames = ['control', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']

/** Shares that add up to 1: GrowthBook takes them as they are, Heddle's weights are relative. */
const shares = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: variantNames.length })
  .filter((parts) => parts.some((part) => part > 0))
  .map((parts) => {
    const total = parts.reduce((sum, part) => sum + part, 0)
    return parts.map((part) => part / total)
  })

const tenths = fc.constantFrom([0.1, 0.2, 0.7], Array<number>(10).fill(0.1), [0.7, 0.1, 0.2], [0.3, 0.6, 0.1])

const experiments = fc.record(
  {
    // GrowthBook leaves everybody out of an experiment that is named like a property of every object.
    key: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((key) => !(key in {})),
    split: fc.oneof(
      shares.map((weights) => ({ count: weights.length, weights })),
      tenths.map((weights) => ({ count: weights.length, weights })),
      fc.integer({ min: 2, max: variantNames.length }).map((count) => ({ count })),
    ),
    traffic: fc.oneof(fc.constantFrom(0, 0.1, 0.3, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    layer: fc
      .tuple(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 10 }))
      .map(([name, from, length]) => ({ name, from: from / 10, to: Math.min(10, from + length) / 10 })),
  },
  { requiredKeys: ['key', 'split'] },
)

const units = fc.array(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }), { minLength: 5, maxLength: 5 })

test('gives 20,000 units in 4,000 random experiments the variant that GrowthBook gives them', () => {
  const seen = { included: 0, excluded: 0 }
  fc.assert(
    fc.property(experiments, units, ({ key, split, traffic, layer }, visitors) => {
      const names = variantNames.slice(0, split.count)
      const weights = 'weights' in split ? split.weights : undefined
      const options = { ...(traffic !== undefined && { traffic }), ...(layer && { layer }) }
      const experiment = defineExperiment(
        key,
        { control: 0, ...Object.fromEntries(names.map((name) => [name, name])) },
        { ...options, ...(weights && { weights: Object.fromEntries(names.map((name, i) => [name, weights[i]])) }) },
      )
      for (const unit of visitors) {
        const { variant, status } = assign(experiment, unit)
        const theirs = askGrowthBook({ key, variants: names, ...options, ...(weights && { weights }) }, unit)
        expect(status === 'excluded' ? undefined : variant).toBe(theirs.variant)
        seen[status === 'excluded' ? 'excluded' : 'included']++
      }
    }),
    { numRuns: 4000, seed: 20_260 },
  )
  expect(seen.included + seen.excluded).toBe(20_000)
  expect(Math.min(seen.included, seen.excluded)).toBeGreaterThan(2000)
})
