import { defineExperiment, defineGoal } from 'heddle'
import { describe, expect, test } from 'vitest'

const two = { control: 'Ticket', plain: 'Customer service' } as const

describe('defineExperiment', () => {
  test('keeps what it was given, as a value that JSON can carry', () => {
    const options = { weights: { plain: 3 }, traffic: 0.5, layer: { name: 'home', from: 0, to: 0.5 }, revision: 2 }
    expect(JSON.parse(JSON.stringify(defineExperiment('help-label', two, options)))).toEqual({
      key: 'help-label',
      variants: two,
      ...options,
    })
  })

  test('assigns by itself, without its this', () => {
    const { assign } = defineExperiment('help-label', two)
    expect(assign('somebody').status).toBe('assigned')
  })

  const notANumber = Number.NaN
  test.each<[mistake: string, make: () => unknown, complaint: string]>([
    ['no key', () => defineExperiment('', two), 'Experiment "": give it a key.'],
    [
      'no control',
      // @ts-expect-error: the types say so too.
      () => defineExperiment('tabs', { a: 1, b: 2 }),
      'Experiment "tabs": name the baseline "control".',
    ],
    [
      'control alone',
      () => defineExperiment('tabs', { control: 1 }),
      'Experiment "tabs": add a variant to compare "control" with.',
    ],
    [
      'traffic above 1',
      () => defineExperiment('tabs', two, { traffic: 20 }),
      'Experiment "tabs": traffic is a share from 0 to 1, got 20.',
    ],
    [
      'traffic below 0',
      () => defineExperiment('tabs', two, { traffic: -0.1 }),
      'Experiment "tabs": traffic is a share from 0 to 1, got -0.1.',
    ],
    [
      'traffic that is no number',
      () => defineExperiment('tabs', two, { traffic: notANumber }),
      'Experiment "tabs": traffic is a share from 0 to 1, got NaN.',
    ],
    [
      'a layer beyond 1',
      () => defineExperiment('tabs', two, { layer: { name: 'home', from: 0, to: 50 } }),
      'Experiment "tabs": a layer is from 0 to 1, got 0 to 50.',
    ],
    [
      'a layer without room',
      () => defineExperiment('tabs', two, { layer: { name: 'home', from: 0.5, to: 0.5 } }),
      'Experiment "tabs": a layer is from 0 to 1, got 0.5 to 0.5.',
    ],
    [
      'a weight for no variant',
      // @ts-expect-error: the types say so too.
      () => defineExperiment('tabs', two, { weights: { plane: 1 } }),
      'Experiment "tabs": "plane" has a weight and is no variant.',
    ],
    [
      'a negative weight',
      () => defineExperiment('tabs', two, { weights: { plain: -1 } }),
      'Experiment "tabs": the weight of "plain" is 0 or more, got -1.',
    ],
    [
      'a weight that is no number',
      () => defineExperiment('tabs', two, { weights: { plain: notANumber } }),
      'Experiment "tabs": the weight of "plain" is 0 or more, got NaN.',
    ],
    [
      'a variant whose name is a number, which JavaScript puts before all others',
      () => defineExperiment('tabs', { control: 1, 2: 2 }),
      'Experiment "tabs": "2" is a number and loses its place; use a word.',
    ],
  ])('refuses %s, and says what to do', (_, make, complaint) => {
    expect(make).toThrow(new RangeError(complaint))
  })
})

describe('defineGoal', () => {
  test('is a value with a key', () => {
    expect(defineGoal('help')).toEqual({ key: 'help' })
  })

  test('refuses an empty key', () => {
    expect(() => defineGoal('')).toThrow(new TypeError('A goal needs a key.'))
  })
})
