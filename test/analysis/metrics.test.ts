import { exposures, mean, metricFromSpec, parseMetric, proportion, ratio, values } from '@heddle/analysis'
import { expect, test } from 'vitest'

test.each([
  ['proportion(best)', proportion('best')],
  [' proportion( go (now)! ) ', proportion('go (now)!')],
  ['mean(order)', mean('order')],
  ['mean(order, value)', mean('order', 'value')],
  ['ratio(help/exposures)', ratio('help', exposures())],
  ['ratio(help / exposures(help-label))', ratio('help', exposures('help-label'))],
  ['ratio(values(order)/order)', ratio(values('order'), 'order')],
])('reads %s as it is written in code', (text, metric) => {
  expect(parseMetric(text)).toEqual(metric)
})

test.each(['median(x)', 'best', 'proportion()', 'ratio(help)', 'ratio(a/b/c)', 'ratio(/b)', 'toString(x)', ''])(
  'refuses "%s" and lists what is allowed',
  (text) => {
    expect(() => parseMetric(text)).toThrow(
      `Metric "${text}" cannot be read. Write one of: proportion(goal); mean(goal)`,
    )
  },
)

test.each([
  [{ kind: 'proportion', goal: 'best', window: '7 d' }, proportion('best', { window: 604_800_000 })],
  [{ kind: 'mean', goal: 'order', take: 'value', scale: 100 }, mean('order', 'value', { scale: 100 })],
  [{ kind: 'ratio', numerator: 'help', denominator: 'exposures' }, ratio('help', exposures())],
])('reads %o of an experiment file', (spec, metric) => {
  expect(metricFromSpec('it', spec)).toEqual(metric)
})

test('names a metric of the file that cannot be read', () => {
  expect(() => metricFromSpec('it', { kind: 'median' })).toThrow(
    'Metric "it" has the kind "median"; the kinds are proportion, mean, ratio.',
  )
  expect(() => metricFromSpec('it', { kind: 'mean', goal: 'order', take: 'all' })).toThrow(
    'Metric "it" is not complete: a mean has "goal"',
  )
  expect(() => metricFromSpec('it', { kind: 'mean', goal: 7 })).toThrow('Metric "it": "goal" is a text.')
})

test('takes goals and experiments as the page defines them', () => {
  expect(ratio({ key: 'help' }, exposures({ key: 'label' }))).toEqual(ratio('help', exposures('label')))
})

test('reads a window in words', () => {
  expect(proportion('best', { window: '36 h' }).windowMs).toBe(129_600_000)
  expect(proportion('best', { window: '1.5min' }).windowMs).toBe(90_000)
  expect(proportion('best')).not.toHaveProperty('windowMs')
})

test('refuses windows and scales that mean nothing', () => {
  expect(() => proportion('best', { window: '7 moons' })).toThrow('one of ms, s, min, h, d, w, got "7 moons"')
  expect(() => proportion('best', { window: 0 })).toThrow('longer than 0 ms, got 0')
  expect(() => mean('best', 'value', { scale: 0 })).toThrow('positive number, got 0')
  expect(() => proportion('')).toThrow('empty text')
})
