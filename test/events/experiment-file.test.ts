import { decodeExperimentFile, selectorOf } from '@heddle/events'
import { describe, expect, test } from 'vitest'
import { schema } from './schemas.js'

const isFile = schema('experiments')

const experiment = {
  key: 'home-tabs',
  variants: { control: ['fun', 'best', 'man'], bestFirst: ['best', 'fun', 'man'] },
  weights: { bestFirst: 1 },
  traffic: 1,
  layer: { name: 'home', from: 0, to: 0.5 },
  audience: { lang: ['en', 'ar'], wide: [true] },
  revision: 1,
  apply: { selector: '#tabs', change: 'reorder', ratio: 0.5, dwellMs: 0, seen: '#home' },
  plan: {
    hypothesis: 'The best games first bring more players.',
    primary: 'entered',
    guardrails: { lcp: { margin: 0.02 } },
    alpha: 0.05,
    units: 20_000,
  },
}
const file = {
  $schema: 'https://heddle.dev/schema/experiments.schema.json',
  experiments: [experiment],
  goals: ['best', 'help'],
  metrics: { entered: { kind: 'proportion', goal: 'best' } },
}
const withExperiment = (change: object) => ({ ...file, experiments: [{ ...experiment, ...change }] })

describe('an experiment file', () => {
  test('is read whole, with the fields that only others understand', () => {
    const { experiments, goals, metrics } = file
    expect(decodeExperimentFile(file)).toEqual({ experiments, goals, metrics })
    expect(isFile(file)).toBe(true)
  })

  test('needs no more than experiments', () => {
    expect(decodeExperimentFile({ experiments: [] })).toEqual({ experiments: [], goals: [], metrics: {} })
    expect(isFile({ experiments: [] })).toBe(true)
  })

  test.each([
    [[], 'An experiment file is a JSON object with a list "experiments".'],
    [{}, 'The experiment file has no list "experiments".'],
    [{ ...file, goals: [1] }, '"goals" in the experiment file is a list of texts.'],
    [{ ...file, metrics: { entered: {} } }, '"metrics" in the experiment file names objects with a "kind".'],
    [{ experiments: [{}] }, 'Each experiment in the file is an object with a text "key".'],
    [
      withExperiment({ variants: { a: 1 } }),
      'Experiment "home-tabs" in the file: "variants" names at least "control".',
    ],
    [
      withExperiment({ weights: [1, 1] }),
      'Experiment "home-tabs" in the file: "weights" names variants and their weights.',
    ],
    [
      withExperiment({ weights: { control: -1 } }),
      'Experiment "home-tabs" in the file: the weight of "control" is a number from 0.',
    ],
    [withExperiment({ traffic: 50 }), 'Experiment "home-tabs" in the file: "traffic" is a share from 0 to 1.'],
    [
      withExperiment({ layer: { name: 'home', from: 0 } }),
      'Experiment "home-tabs" in the file: "layer" has a name and shares "from" and "to", 0 to 1.',
    ],
    [
      withExperiment({ audience: { lang: 'en' } }),
      'Experiment "home-tabs" in the file: "audience" lists values for each attribute named.',
    ],
  ])('is refused by decoder and schema, in a sentence that names the experiment: %#', (input, sentence) => {
    expect(() => decodeExperimentFile(input)).toThrow(new TypeError(sentence))
    expect(isFile(input)).toBe(false)
  })

  test.each([
    { change: 'relabel' },
    { change: ['relabel', 'classes'], selector: '#help' },
    { change: 'hide', seen: '#home', ratio: 1, dwellMs: 500 },
  ])('says where and how a variant is applied: $change', (apply) => {
    const input = withExperiment({ apply })
    expect(decodeExperimentFile(input).experiments).toMatchObject([{ apply }])
    expect(isFile(input)).toBe(true)
  })

  test.each([
    {},
    'reorder',
    { change: [] },
    { change: 5 },
    { change: ['relabel', 5] },
    { change: 'relabel', selector: '' },
    { change: 'relabel', seen: ['#home'] },
    { change: 'relabel', ratio: 50 },
    { change: 'relabel', dwellMs: -1 },
    { change: 'relabel', dwellMs: '500' },
  ])('is refused by decoder and schema if it says neither where nor how: %j', (apply) => {
    const input = withExperiment({ apply })
    expect(() => decodeExperimentFile(input)).toThrow('Experiment "home-tabs" in the file: "apply" has a "change"')
    expect(isFile(input)).toBe(false)
  })

  test.each([
    ['#tabs', { change: 'reorder', selector: '#tabs' }],
    ['[data-heddle~="home-tabs"]', { change: 'reorder' }],
  ])('finds the place of an experiment by its selector, or by its key: %s', (selector, apply) => {
    expect(selectorOf({ key: 'home-tabs', apply })).toBe(selector)
  })

  test.each(['bestfirst', 'constructor', '__proto__'])('is refused if it weighs %s, which is no variant', (name) => {
    const weights = Object.fromEntries([[name, 1]])
    expect(() => decodeExperimentFile(withExperiment({ weights }))).toThrow(`weight for "${name}", which is no variant`)
  })
})
