/** Plans: what is accepted, in code and in the experiment file, and what every mistake is answered with. */
import { decodePlan, plan } from '@heddle/events'
import { describe, expect, test } from 'vitest'
import { schema } from './schemas.js'

const tabs = { key: 'home-tabs' }
const whole = {
  hypothesis: 'The best games first bring more players.',
  primary: 'entered',
  guardrails: { load: { margin: 0.02 }, shift: { absolute: 0.01 } },
  alpha: 0.1,
  units: 20_000,
  look: 'group-sequential',
  looks: 5,
  undecided: 'ship',
  start: '2026-03-01',
  end: '2026-03-14',
} as const
const least = { primary: 'entered', units: 20_000 }

const isFile = schema('experiments')
const inFile = (plan: unknown) => ({
  experiments: [{ key: 'home-tabs', variants: { control: 1, other: 2 }, plan }],
})

describe('a plan', () => {
  test('is a value of its own that names its experiment', () => {
    expect(plan(tabs, whole)).toEqual({ experiment: 'home-tabs', ...whole })
    expect(plan(tabs, least)).toEqual({ experiment: 'home-tabs', ...least })
  })

  test.each([[whole], [least]])('is the same in the experiment file', (input) => {
    expect(decodePlan('home-tabs', input)).toEqual(input)
    expect(isFile(inFile(input))).toBe(true)
  })

  test('knows the metrics that it is given', () => {
    const metrics = { entered: 1, load: 2, shift: 3 }
    expect(plan(tabs, { ...whole, metrics })).toEqual({ experiment: 'home-tabs', ...whole })
    const { load, ...fewer } = metrics
    expect(() => plan(tabs, { ...whole, metrics: fewer as typeof metrics })).toThrow(
      new RangeError(
        'Experiment "home-tabs": its plan names "load", which is no metric. The metrics are: entered, shift.',
      ),
    )
  })

  test.each<[string, unknown, string]>([
    ['a text', 'soon', 'is an object with at least "primary" and "units"'],
    ['no primary metric', { units: 1 }, 'needs "primary": the name of the metric that decides'],
    ['no units', { primary: 'a' }, 'needs "units": a whole number of units, all variants together, from 1 on'],
    ['a misspelt field', { ...least, guardrail: {} }, 'has no field "guardrail"; there is hypothesis, primary'],
    ['a field of every object', { ...least, constructor: 1 }, 'has no field "constructor"'],
    ['half a unit', { ...least, units: 0.5 }, '"units" that should be a whole number'],
    ['no alpha', { ...least, alpha: 0 }, '"alpha" that should be a share between 0 and 1'],
    ['a bare margin', { ...least, guardrails: { a: 0.02 } }, '"guardrails" that should be metrics by name'],
    ['no margin', { ...least, guardrails: { a: {} } }, '"guardrails" that should be'],
    ['a margin of nothing', { ...least, guardrails: { a: { margin: 0 } } }, '"guardrails" that should be'],
    ['two margins', { ...least, guardrails: { a: { margin: 1, absolute: 1 } } }, '"guardrails" that should be'],
    ['another look', { ...least, look: 'daily' }, 'one of always-valid, fixed, group-sequential'],
    ['51 looks', { ...least, look: 'group-sequential', looks: 51 }, '"looks" that should be a whole number from 1'],
    ['no such date', { ...least, start: '2026-13-01' }, '"start" that should be a date such as 2026-03-01'],
  ])('with %s is answered with a sentence', (_, input, sentence) => {
    expect(() => decodePlan('home-tabs', input)).toThrow('Experiment "home-tabs": its plan ')
    expect(() => decodePlan('home-tabs', input)).toThrow(sentence)
  })

  test.each<[string, object, string]>([
    ['looks of a plan that has no looks', { ...least, looks: 3 }, 'has "looks", which only "look": "group-sequential"'],
    ['an end before its start', { ...least, start: '2026-03-02', end: '2026-03-01' }, 'ends (2026-03-01) before'],
    [
      'a guardrail that decides',
      { ...least, guardrails: { entered: { margin: 0.1 } } },
      'has "entered" as primary metric and as guardrail',
    ],
  ])('with %s is answered with a sentence', (_, input, sentence) => {
    expect(() => decodePlan('home-tabs', input)).toThrow(`Experiment "home-tabs": its plan ${sentence}`)
  })

  test.each([
    [{ units: 1 }],
    [{ ...least, guardrail: {} }],
    [{ ...least, guardrails: { a: { margin: 1, absolute: 1 } } }],
    [{ ...least, guardrails: { a: { margin: 0 } } }],
    [{ ...least, look: 'daily' }],
  ])('that is wrong is wrong by the schema as well', (input) => {
    expect(isFile(inFile(input))).toBe(false)
  })
})
