import { assign, defineExperiment } from 'heddle'
import { describe, expect, test } from 'vitest'
import { placeInExperiment, placeInLayer } from '../../packages/client/src/hash.js'
import table from '../fixtures/assignment-vectors.json' with { type: 'json' }

interface VectorExperiment {
  readonly key: string
  readonly variants: readonly string[]
  readonly weights?: readonly number[]
  readonly traffic?: number
  readonly layer?: { readonly name: string; readonly from: number; readonly to: number }
}

function defined({ key, variants, weights, ...options }: VectorExperiment) {
  const weightOf = (i: number) => [variants[i], weights?.[i]]
  return defineExperiment(
    key,
    { control: 0, ...Object.fromEntries(variants.map((name) => [name, name])) },
    {
      ...options,
      ...(weights && { weights: Object.fromEntries(variants.map((_, i) => weightOf(i))) }),
    },
  )
}

describe('the table of vectors', () => {
  test('has units and keys beyond ASCII, and units exactly at the end of a share', () => {
    expect(table.placeInExperiment.length).toBeGreaterThan(60)
    const sum = table.assignments.find(({ experiment }) => experiment.key === 'sum')
    const places = sum?.units.map(({ unit }) => placeInExperiment('sum', unit))
    expect(places).toContain(0.3)
  })

  test.each(table.placeInExperiment)('places unit $unit in experiment $key', ({ key, unit, place }) => {
    expect(placeInExperiment(key, unit)).toBe(place)
  })

  test.each(table.placeInLayer)('places unit $unit in layer $layer', ({ layer, unit, place }) => {
    expect(placeInLayer(layer, unit)).toBe(place)
  })

  test.each(table.assignments)('gives every unit its variant of $experiment', ({ experiment, units }) => {
    const definition = defined(experiment)
    const answers = units.map(({ unit }) => {
      const assignment = assign(definition, unit)
      return assignment.status === 'excluded'
        ? { unit, excluded: assignment.reason }
        : { unit, variant: assignment.variant }
    })
    expect(answers).toEqual(units)
  })
})
