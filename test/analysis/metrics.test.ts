import {
  between,
  exposures,
  funnel,
  mean,
  metricFromSpec,
  parseMetric,
  proportion,
  quantile,
  ratio,
  retention,
  values,
  vital,
} from '@heddle/analysis'
import { expect, test } from 'vitest'

test.each([
  ['proportion(best)', proportion('best')],
  [' proportion( go (now)! ) ', proportion('go (now)!')],
  ['mean(order)', mean('order')],
  ['mean(order, value)', mean('order', 'value')],
  ['ratio(help/exposures)', ratio('help', exposures())],
  ['ratio(help / exposures(help-label))', ratio('help', exposures('help-label'))],
  ['ratio(values(order)/order)', ratio(values('order'), 'order')],
  ['retention(7)', retention(7)],
  ['retention(1, help)', retention(1, { goal: 'help' })],
  ['quantile(vital(LCP), 0.75)', quantile(vital('LCP'), 0.75)],
  ['quantile( values(order (all)) , .9 )', quantile(values('order (all)'), 0.9)],
  ['funnel(page, phone, done)', funnel(['page', 'phone', 'done'])],
  ['between(page, done, 30 min)', between('page', 'done', { horizon: 1_800_000 })],
])('reads %s as it is written in code', (text, metric) => {
  expect(parseMetric(text)).toEqual(metric)
})

test.each([
  ...['median(x)', 'best', 'proportion()', 'ratio(help)', 'ratio(a/b/c)', 'ratio(/b)', 'toString(x)', ''],
  ...['retention(best)', 'retention(-1)', 'quantile(LCP, 0.75)', 'quantile(vital(XYZ), 0.75)', 'quantile(vital(LCP))'],
  ...['funnel(page)', 'funnel(page,)'],
])('refuses "%s" and lists what is allowed', (text) => {
  expect(() => parseMetric(text)).toThrow(`Metric "${text}" cannot be read. Write one of: proportion(goal); mean(goal)`)
})

test.each([
  [{ kind: 'proportion', goal: 'best', window: '7 d' }, proportion('best', { window: 604_800_000 })],
  [{ kind: 'mean', goal: 'order', take: 'value', scale: 100 }, mean('order', 'value', { scale: 100 })],
  [{ kind: 'ratio', numerator: 'help', denominator: 'exposures' }, ratio('help', exposures())],
  [
    { kind: 'proportion', goal: 'best', window: '7 d', complete: true },
    proportion('best', { window: '7 d', complete: true }),
  ],
  [
    { kind: 'mean', goal: 'order', take: 'value', cap: 0.99, before: '14 d' },
    mean('order', 'value', { cap: 0.99, before: '14 d' }),
  ],
  [{ kind: 'retention', day: 7 }, retention(7)],
  [{ kind: 'retention', day: 1, goal: 'best', rolling: true }, retention(1, { goal: 'best', rolling: true })],
  [{ kind: 'quantile', vital: 'CLS', p: 0.75 }, quantile(vital('CLS'), 0.75)],
  [{ kind: 'quantile', goal: 'order', p: 0.9, scale: 100 }, quantile(values('order'), 0.9, { scale: 100 })],
  [
    { kind: 'funnel', goals: ['page', 'done'], within: '1 d', strict: true },
    funnel(['page', 'done'], { within: 86_400_000, strict: true }),
  ],
  [{ kind: 'between', from: 'page', to: 'done', horizon: '1 h' }, between('page', 'done', { horizon: '1 h' })],
])('reads %o of an experiment file', (spec, metric) => {
  expect(metricFromSpec('it', spec)).toEqual(metric)
})

test('names a metric of the file that cannot be read', () => {
  expect(() => metricFromSpec('it', { kind: 'median' })).toThrow(
    'Metric "it" has the kind "median"; the kinds are proportion, mean, ratio, retention, quantile, funnel, between.',
  )
  expect(() => metricFromSpec('it', { kind: 'mean', goal: 'order', take: 'all' })).toThrow(
    'Metric "it" is not complete: a mean has "goal"',
  )
  expect(() => metricFromSpec('it', { kind: 'mean', goal: 7 })).toThrow('Metric "it": "goal" is a text.')
})

test.each([
  [{ kind: 'quantile', vital: 'LCP', goal: 'order', p: 0.5 }, 'a quantile has "p" and either "vital"'],
  [{ kind: 'quantile', vital: 'XYZ', p: 0.5 }, 'a quantile has "p" and either "vital"'],
  [{ kind: 'retention', day: '7' }, 'Metric "it": "day" is a number.'],
  [{ kind: 'funnel', goals: 'page' }, 'Metric "it": "goals" is a list of texts.'],
  [{ kind: 'funnel', goals: ['page'] }, 'a funnel has "goals", a list of two or more'],
  [{ kind: 'proportion', goal: 'best', complete: 'yes' }, 'Metric "it": "complete" is true or false.'],
  [{ kind: 'mean', goal: 'order', before: true }, `Metric "it": "before" is a text such as '7 d', or ms.`],
])('says what is wrong with %o', (spec, message) => {
  expect(() => metricFromSpec('it', spec)).toThrow(message)
})

test('keeps a metric as plain data that survives JSON', () => {
  const all = [
    proportion('best', { window: '7 d', complete: true }),
    mean('order', 'value', { cap: 0.99, before: '14 d' }),
    retention(7, { rolling: true }),
    quantile(vital('LCP'), 0.75),
    funnel(['page', 'done'], { within: '1 d' }),
    between('page', 'done', { horizon: '1 h' }),
  ]
  expect(JSON.parse(JSON.stringify(all))).toEqual(all)
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
  expect(() => proportion('best', { complete: true })).toThrow('needs a window that ends')
})

test('refuses options of the further kinds that mean nothing', () => {
  expect(() => mean('order', 'value', { cap: 1 })).toThrow("A metric's cap is a share between 0 and 1")
  expect(() => mean('order', 'value', { before: '2 moons' })).toThrow(`A metric's "before" is a number and one of ms`)
  expect(() => retention(1.5)).toThrow("A retention's day is a whole number from 0 on, got 1.5.")
  expect(() => quantile(vital('LCP'), 75)).toThrow("A metric's p is a share between 0 and 1, such as 0.75; got 75.")
  expect(() => funnel(['page'])).toThrow('A funnel has two goals or more, got 1.')
  expect(() => funnel(['page', ''])).toThrow('empty text')
  expect(() => funnel(['page', 'done'], { within: 0 })).toThrow('longer than 0 ms')
})
