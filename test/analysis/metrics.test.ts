import {
  between,
  countOf,
  exposures,
  funnel,
  type Metric,
  mean,
  metricFromSpec,
  metricsOf,
  metricsOfFile,
  parseMetric,
  proportion,
  quantile,
  ratio,
  retention,
  sessions,
  values,
  vital,
} from '@heddle/analysis'
import type { MetricSpec } from '@heddle/events'
import { expect, test } from 'vitest'
import { schema } from '../events/schemas.js'

const isFile = schema('experiments')

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
  ['mean(sessions())', mean(sessions())],
  ['mean(values(order[slot=1]))', mean('order', 'value', { slot: 1 })],
  ['mean(exposures(home-tabs))', mean(exposures('home-tabs'))],
  ['ratio(order/sessions())', ratio('order', sessions())],
  // A goal, or a column of a table, may have these names too.
  ['mean(sessions)', mean('sessions')],
  ['funnel(start, complete)', funnel(['start', 'complete'])],
  // Options by name, the same in every kind.
  [
    'proportion(best, window=7 d, complete=true, before=14 d, item=tab-best, slot=0)',
    proportion('best', { window: '7 d', complete: true, before: '14 d', item: 'tab-best', slot: 0 }),
  ],
  [
    'mean(order, value, before=14 d, covariate=sessions())',
    mean('order', 'value', { before: '14 d', covariate: sessions() }),
  ],
  [
    'proportion(best, before=7 d, covariate=values(order[item=gift]))',
    proportion('best', { before: '7 d', covariate: values('order', { item: 'gift' }) }),
  ],
  [
    'mean(order, value, cap=0.999, before=14 d, scale=100, only lang=ar, only paid=true)',
    mean('order', 'value', { cap: 0.999, before: '14 d', scale: 100, only: { lang: 'ar', paid: true } }),
  ],
  ['mean(order, cap = 0.9, value)', mean('order', 'value', { cap: 0.9 })],
  ['mean(sessions(), window=604800000)', mean(sessions(), { window: '7 d' })],
  [
    'ratio(help/exposures, window=7 d, population=applied)',
    ratio('help', exposures(), { window: '7 d', population: 'applied' }),
  ],
  ['retention(7, best, rolling=true, item=7)', retention(7, { goal: 'best', rolling: true, item: '7' })],
  [
    'quantile(vital(LCP), 0.75, scale=10, only device=phone)',
    quantile(vital('LCP'), 0.75, { scale: 10, only: { device: 'phone' } }),
  ],
  ['funnel(page, done, within=1 d, strict=true)', funnel(['page', 'done'], { within: '1 d', strict: true })],
  [
    'between(page, done, 30 min, only lang=(none))',
    between('page', 'done', { horizon: '30 min', only: { lang: '(none)' } }),
  ],
  // Some of a goal's events.
  ['proportion(best[item=tab-best])', proportion('best', { item: 'tab-best' })],
  ['mean(best[slot=1], value)', mean('best', 'value', { slot: 1 })],
  [
    'ratio(best[item=a, slot=0]/values(best[slot=0]))',
    ratio(countOf('best', { item: 'a', slot: 0 }), values('best', { slot: 0 })),
  ],
  ['funnel(best[item=a], done)', funnel([{ goal: 'best', item: 'a' }, 'done'])],
  ['quantile(values(order[item=a]), 0.5)', quantile(values('order', { item: 'a' }), 0.5)],
  ['proportion(best[0])', proportion('best[0]')],
  // Names with signs that mean something.
  ['proportion("a, b=c")', proportion('a, b=c')],
  ['ratio("a/b"/c)', ratio('a/b', 'c')],
  ['ratio("exposures"/b)', ratio('exposures', 'b')],
  ['proportion(5" phones, only "size, in"="5, 6")', proportion('5" phones', { only: { 'size, in': '5, 6' } })],
  ['proportion("best"[item="a, b"])', proportion('best', { item: 'a, b' })],
])('reads %s as it is written in code', (text, metric) => {
  expect(parseMetric(text)).toEqual(metric)
})

test.each([
  ...['median(x)', 'best', 'proportion()', 'ratio(help)', 'ratio(a/b/c)', 'ratio(/b)', 'toString(x)', ''],
  ...['retention(best)', 'retention(-1)', 'quantile(LCP, 0.75)', 'quantile(vital(XYZ), 0.75)', 'quantile(vital(LCP))'],
  ...['funnel(page)', 'funnel(page,)', 'mean(a, b)', 'mean(sessions(x))', 'proportion(a, b)'],
  ...[
    'ratio(a, b)',
    'between(a, b)',
    'retention(7, a, b)',
    'quantile(vital(LCP), 0.75, 3)',
    'quantile(vital(LCP), 0.75, slot=1)',
  ],
])('refuses "%s" and lists what is allowed', (text) => {
  expect(() => parseMetric(text)).toThrow(`Metric "${text}" cannot be read. Write one of: proportion(goal); mean(goal)`)
})

test.each([
  ['mean(order, windw=7 d)', 'a mean has no option "windw". Its options are window=7 d, complete=true'],
  ['retention(7, window=7 d)', 'a retention has no option "window". Its options are rolling=true, item=tab-best'],
  ['proportion(utm=x)', 'A name with = in it stands in double quotes.'],
  ['mean(order, cap=high)', 'Metric "mean(order, cap=high)": "cap" is a number.'],
  ['mean(order, cap=2)', `Metric "mean(order, cap=2)": A metric's cap is a share between 0 and 1`],
  ['proportion(best, complete=yes, window=7 d)', '"complete" is true or false'],
  ['proportion(best, complete=true)', 'needs a window that ends'],
  ['proportion(best, window=7 moons)', 'one of ms, s, min, h, d, w'],
  ['proportion(best, population=all)', '"population" is "exposed" or "applied"'],
  ['mean(order, cap=0.9, cap=0.99)', 'says "cap" twice'],
  ['mean(order, only lang=ar, only lang=en)', 'says "lang" twice'],
])('says what is wrong with the options of %s', (text, message) => {
  expect(() => parseMetric(text)).toThrow(message)
})

const specs: readonly [MetricSpec, Metric][] = [
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
  [
    {
      kind: 'proportion',
      goal: 'best',
      item: 'tab-best',
      only: { lang: 'ar' },
      population: 'applied',
      description: 'the tab',
    },
    proportion('best', { item: 'tab-best', only: { lang: 'ar' }, population: 'applied' }),
  ],
  [{ kind: 'proportion', goal: 'best', before: '14 d' }, proportion('best', { before: '14 d' })],
  [
    { kind: 'proportion', goal: 'best', before: '14 d', covariate: 'visit' },
    proportion('best', { before: '14 d', covariate: 'visit' }),
  ],
  [
    { kind: 'mean', goal: 'complaint', direction: 'down', before: '1 w', covariate: 'sessions()' },
    mean('complaint', 'count', { direction: 'down', before: '1 w', covariate: sessions() }),
  ],
  [{ kind: 'mean', of: 'sessions()', window: '7 d' }, mean(sessions(), { window: '7 d' })],
  [
    { kind: 'ratio', numerator: 'best[item=a]', denominator: 'sessions()' },
    ratio(countOf('best', { item: 'a' }), sessions()),
  ],
  [
    { kind: 'funnel', goals: [{ goal: 'page', item: 'a' }, { goal: 'done', slot: 1 }, 'paid'], only: { paid: true } },
    funnel([{ goal: 'page', item: 'a' }, { goal: 'done', slot: 1 }, 'paid'], { only: { paid: true } }),
  ],
  [
    { kind: 'between', from: { goal: 'page', slot: 0 }, to: 'done', horizon: '1 h', only: { lang: 'ar' } },
    between({ goal: 'page', slot: 0 }, 'done', { horizon: '1 h', only: { lang: 'ar' } }),
  ],
]

test.each(specs)('reads %o of an experiment file', (spec, metric) => {
  expect(metricFromSpec('it', spec)).toEqual(metric)
  expect(isFile({ experiments: [], metrics: { it: spec } })).toBe(true)
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
  [{ kind: 'funnel', goals: 'page' }, 'Metric "it": "goals" is a list of goals'],
  [{ kind: 'funnel', goals: ['page'] }, 'a funnel has "goals", a list of two or more'],
  [{ kind: 'funnel', goals: ['page', { goal: 'done', itm: 'x' }] }, 'Metric "it": "goals" is a list of goals'],
  [
    { kind: 'proportion', goal: 'best', windw: '7 d' },
    'has a field "windw"; the fields of a proportion are kind, description, goal, window',
  ],
  [{ kind: 'proportion', goal: 'best', cap: 0.9 }, 'has a field "cap"'],
  [{ kind: 'proportion', goal: 'best', only: ['ar'] }, 'Metric "it": "only" is an object of attributes'],
  [{ kind: 'mean', goal: 'order', of: 'sessions()' }, 'a mean has "goal" and'],
  [{ kind: 'mean', of: 'sessions()', item: 'x' }, 'a mean has "goal" and'],
  [{ kind: 'mean', of: 'exposures()', take: 'value' }, 'a mean has "goal" and'],
  [{ kind: 'retention', day: 7, item: 'x' }, 'needs the goal'],
  [{ kind: 'quantile', vital: 'LCP', p: 0.5, slot: 0 }, 'a quantile has "p" and'],
  [{ kind: 'proportion', goal: 'best', slot: -1 }, `Metric "it": A metric's slot is a whole number from 0 on, got -1.`],
  [{ kind: 'proportion', goal: 'best', complete: 'yes' }, 'Metric "it": "complete" is true or false.'],
  [{ kind: 'mean', goal: 'order', before: '1 d', covariate: 7 }, 'Metric "it": "covariate" is a text.'],
  [{ kind: 'mean', goal: 'order', before: true }, `Metric "it": "before" is a text such as '7 d', or ms.`],
])('says what is wrong with %o', (spec, message) => {
  expect(() => metricFromSpec('it', spec)).toThrow(message)
  expect(isFile({ experiments: [], metrics: { it: spec } })).toBe(false)
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
  expect(() => parseMetric('mean(order, before=1 d, covariate=values())')).toThrow(
    '"covariate" is a goal, values(goal), sessions() or exposures(experiment).',
  )
  expect(() => mean('order', 'value', { before: '2 moons' })).toThrow(`A metric's "before" is a number and one of ms`)
  expect(() => retention(1.5)).toThrow("A retention's day is a whole number from 0 on, got 1.5.")
  expect(() => quantile(vital('LCP'), 75)).toThrow("A metric's p is a share between 0 and 1, such as 0.75; got 75.")
  expect(() => funnel(['page'])).toThrow('A funnel has two goals or more, got 1.')
  expect(() => funnel(['page', ''])).toThrow('empty text')
  expect(() => funnel(['page', 'done'], { within: 0 })).toThrow('longer than 0 ms')
})

test('refuses a metric of a file over a goal that the file does not list', () => {
  const file = (goals: readonly string[], of: string) => ({
    goals,
    metrics: { rate: { kind: 'ratio', numerator: of, denominator: 'best' } },
  })
  expect(metricsOfFile(file(['best', 'help'], 'help')).rate).toEqual(ratio('help', 'best'))
  expect(metricsOfFile(file([], 'hepl')).rate).toEqual(ratio('hepl', 'best'))
  expect(() => metricsOfFile(file(['best', 'help'], 'hepl'))).toThrow(
    'Metric "rate" is over the goal "hepl", which is not among the goals of the experiment file: best, help.',
  )
  const path = { kind: 'funnel', goals: ['best', { goal: 'hepl', item: 'x' }] }
  expect(() => metricsOfFile({ goals: ['best'], metrics: { path } })).toThrow('over the goal "hepl"')
})

test('makes the same metrics over the goals of a page, and refuses others', () => {
  const over = metricsOf([{ key: 'best' }, 'help'])
  expect(over.proportion('best', { window: '7 d' })).toEqual(proportion('best', { window: '7 d' }))
  expect(over.mean('help', 'value', { cap: 0.9 })).toEqual(mean('help', 'value', { cap: 0.9 }))
  expect(over.mean(sessions(), { window: '1 d' })).toEqual(mean(sessions(), { window: '1 d' }))
  expect(over.retention(7)).toEqual(retention(7))
  // @ts-expect-error: as JavaScript might call it.
  expect(() => over.funnel(['best', 'hepl'])).toThrow(
    'over the goal "hepl", which is not among the goals of metricsOf: best, help',
  )
})
