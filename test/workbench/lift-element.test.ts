import type { ComparisonReport, DecisionReport, GuardrailReport, MetricReport } from '@heddle/analysis'
import { describe, expect, test } from 'vitest'
import {
  comparison,
  delivery,
  experiment,
  heterogeneity,
  logOf,
  ok,
  proportionOf,
  reportOf,
  sampleRatio,
  segmentOf,
} from '../cli/reports.js'
import { allTexts, rowsOf, textOf, viewOf } from './pages.js'

const undefinedInterval = { status: 'undefined', reason: 'The variance is zero.' } as const
const hostile = '<img src=x onerror=alert(1)>\u202e"\'&'

const oneMetric = (metric: MetricReport) => reportOf([experiment('home-tabs', { metrics: { entered: metric } })])

describe('the order', () => {
  test('says the checks before any number of a metric', () => {
    const text = textOf(viewOf(reportOf([experiment('home-tabs')])))
    expect(text.indexOf('Sample ratio')).toBeGreaterThan(-1)
    expect(text.indexOf('Sample ratio')).toBeLessThan(text.indexOf('bestFirst raises entered'))
  })

  test('says that a broken experiment is not to be trusted before anything else of it, and concludes nothing', () => {
    const checks = { sampleRatio: sampleRatio({ control: 998, bestFirst: 800 }, 1e-6) }
    const view = viewOf(reportOf([experiment('home-tabs', {}, checks)]))
    const text = textOf(view)
    expect(text.indexOf('Do not trust the numbers below')).toBeLessThan(text.indexOf('May the numbers be read?'))
    expect(rowsOf(view.querySelector('.check.bad table'))).toEqual([
      ['control', '998', '55.5 %', '899', '50.0 %'],
      ['bestFirst', '800', '44.5 %', '899', '50.0 %'],
    ])
    expect(textOf(view.querySelector('.finding'))).toMatch(/^Not to be trusted: /)
    expect(view.querySelector('tr.strong')).toBeNull()
  })

  const decided = (verdict: 'ship' | 'broken'): DecisionReport => ({
    ...{ status: 'ok', verdict, sentence: 'Do this, for that reason.', reasons: ['first', 'Help is open.'] },
    ...{ ...(verdict === 'ship' ? { variant: 'bestFirst' } : {}), units: 2000, completeUnits: 2000, variants: {} },
  })

  test('says what to do after the checks and before the numbers, and what is worth knowing besides', () => {
    const view = viewOf(reportOf([experiment('home-tabs', { decision: decided('ship') })]))
    const text = textOf(view.querySelector('.decision'))
    expect(text).toBe('DecisionShip bestFirstDo this, for that reason.Help is open.')
    expect(textOf(view)).toMatch(/May the numbers be read.*Ship bestFirst.*bestFirst raises/)
  })

  test('says of a broken experiment that it decides nothing, above its checks', () => {
    const text = textOf(viewOf(reportOf([experiment('home-tabs', { decision: decided('broken') })])))
    expect(text).toMatch(/Do not trust.*Broken: decide nothing.*May the numbers be read/)
  })

  test('reads the metric that decides first, and what nobody asked for last', () => {
    const one = proportionOf(comparison('bestFirst'))
    const plan = { primary: 'main', guardrails: [], alpha: 0.01, undecided: 'wait' } as const
    const metrics = { speed: { ...one, added: true as const, direction: 'down' as const }, other: one, main: one }
    const view = viewOf(reportOf([experiment('home-tabs', { plan, metrics })]))
    expect(allTexts(view, '.metric h3')).toEqual([
      'main share of units, decides',
      'other share of units',
      'speed share of units, less is good, added since the log has it',
    ])
    expect(textOf(view.querySelector('.metric thead'))).toContain('99 % interval')
  })

  test('marks nothing where the look decides nothing', () => {
    const look = { name: 'fixed horizon', plannedUnits: 4000, units: 2000, decides: false }
    const view = viewOf(reportOf([experiment('home-tabs', { look })]))
    expect(textOf(view)).toContain('2,000 of 4,000 planned units (50.0 %); fixed horizon. This look decides nothing')
    expect(textOf(view.querySelector('.finding'))).toMatch(/^As a preview: /)
    expect(view.querySelector('tr.strong')).toBeNull()
  })
})

describe('a metric', () => {
  test('has the value of each variant, the difference, the lift with its interval, and the p-values', () => {
    const view = viewOf(reportOf([experiment('home-tabs')]))
    expect(rowsOf(view.querySelector('table.numbers'))).toEqual([
      ['control', '998', '31.1 %', '–', '–', '–', '–', '–'],
      ['bestFirst', '1,002', '51.1 %', '+20.0 pp', '+65.0 %', '[+47.0, +85.0]', '3e-19', '3e-19'],
    ])
  })

  test('is drawn, and said to whom the drawing cannot be shown', () => {
    const drawing = viewOf(reportOf([experiment('home-tabs')])).querySelector('[role=img]')
    expect(drawing?.getAttribute('aria-label')).toBe(
      'Lift of entered with its 95 % interval. bestFirst: +65.0 % [+47.0, +85.0]',
    )
    expect(drawing?.querySelectorAll('svg')).toHaveLength(2)
  })

  test('without an interval says why, and has no number where there is none', () => {
    const none = { difference: undefinedInterval, lift: undefinedInterval, pValue: null, adjustedPValue: null }
    const view = viewOf(oneMetric(proportionOf(comparison('bestFirst', { ...none, logPValue: null }))))
    expect(textOf(view.querySelector('.finding'))).toBe('bestFirst and control cannot be compared in entered yet.')
    expect(textOf(view)).toContain('bestFirst: The variance is zero.')
    expect(rowsOf(view.querySelector('table.numbers'))[1]).toEqual([
      'bestFirst',
      '1,002',
      '51.1 %',
      '–',
      '–',
      'undefined',
      '–',
      '–',
    ])
    expect(view.outerHTML).not.toMatch(/NaN|Infinity|undefined,/)
  })

  test('without units has neither values nor a drawing', () => {
    const none = { difference: undefinedInterval, lift: undefinedInterval, pValue: null, adjustedPValue: null }
    const empty: MetricReport = {
      kind: 'mean',
      variants: { control: { n: 0, value: null }, bestFirst: { n: 0, value: null } },
      comparisons: [comparison('bestFirst', { ...none, logPValue: null })],
    }
    const view = viewOf(oneMetric(empty))
    expect(view.querySelector('[role=img]')).toBeNull()
    expect(view.outerHTML).not.toMatch(/NaN|Infinity/)
  })

  test('draws each shape of an interval without two ends', () => {
    const shapes: readonly ComparisonReport['lift'][] = [
      { status: 'unbounded', shape: 'above', low: 0.1, reason: 'r', estimate: 0.3 },
      { status: 'unbounded', shape: 'below', high: -0.1, reason: 'r', estimate: -0.3 },
      { status: 'unbounded', shape: 'outside', low: 0.2, high: -0.2, reason: 'r', estimate: 0.4 },
      { status: 'unbounded', shape: 'everything', reason: 'r' },
    ]
    const names = ['a', 'b', 'c', 'd']
    const metric = proportionOf(...shapes.map((lift, place) => comparison(names[place] ?? '', { lift })))
    const view = viewOf(oneMetric(metric))
    expect(
      rowsOf(view.querySelector('table.numbers'))
        .slice(1)
        .map((row) => row[5]),
    ).toEqual(['above +10.0 %', 'below -10.0 %', 'outside -20.0 to +20.0 %', 'any value'])
    expect(view.querySelector('[role=img]')?.outerHTML).not.toMatch(/NaN|Infinity/)
  })

  test('that is a guardrail says how it came out', () => {
    const guardrail: GuardrailReport = {
      ...{ good: 'down' as const, margin: { relative: 0.02 }, slack: ok(1, -1, 3), pValue: 0.3, power: 0.42 },
      ...{ status: 'ok' as const, verdict: 'undecided' as const, method: 'm', warnings: [] },
    }
    const view = viewOf(oneMetric(proportionOf(comparison('bestFirst', { guardrail }))))
    expect(textOf(view.querySelector('.metric .check'))).toContain(
      'bestFirst: open whether it is worse by as much as 2 % of the control (less is good); with no difference at all, units like these would have shown that it is not with a chance of 42 %',
    )
  })

  test('says what is lost at each step of a funnel, by variant', () => {
    const reached = (control: number, bestFirst: number) => ({
      control: { n: control, value: control / 998 },
      bestFirst: { n: bestFirst, value: bestFirst / 1002 },
    })
    const steps = [
      { goal: 'page', variants: reached(499, 501), comparisons: [comparison('bestFirst')], fromPrevious: [] },
      { goal: 'done', variants: reached(0, 250), comparisons: [comparison('bestFirst')], fromPrevious: [] },
    ]
    const view = viewOf(oneMetric({ ...proportionOf(comparison('bestFirst')), kind: 'funnel', steps }))
    expect(rowsOf(view.querySelector('.steps table'))).toEqual([
      ['1 page', '499 (50.0 %)', '50.0 %', '501 (50.0 %)', '50.0 %', '3e-19'],
      ['2 done', '0 (0.0 %)', '100.0 %', '250 (25.0 %)', '50.1 %', '3e-19'],
    ])
    expect(view.querySelector('.steps [role=img]')?.outerHTML).not.toMatch(/NaN/)
  })

  test('shows what each segment most likely is, and whether they differ', () => {
    const segments = [segmentOf('en', 0.2), segmentOf('(none)', 0.02)]
    const metrics = { entered: proportionOf(comparison('bestFirst', { segments, heterogeneity })) }
    const view = viewOf(reportOf([experiment('home-tabs', { segmentedBy: 'language', metrics })]))
    expect(textOf(view.querySelector('.segments .finding'))).toBe(
      'The difference of bestFirst varies with language (Cochran Q 7.1, df 1, p = 0.0080).',
    )
    expect(rowsOf(view.querySelector('.segments table')).map((row) => [row[0], row.at(-1)])).toEqual([
      ['en', '+10.0 pp'],
      ['(none)', '+1.0 pp'],
    ])
    expect(textOf(view.querySelector('.segments .drawing .wide'))).toContain('All together')
  })
})

describe('whatever the log holds', () => {
  test('shows names as texts, with what would turn the line around made visible', () => {
    const observed = { [hostile]: 998, b: 1002 }
    const metric = {
      ...proportionOf(comparison('b')),
      variants: { [hostile]: { n: 998, value: 0.3 }, b: { n: 1002, value: 0.5 } },
    }
    const one = experiment(
      hostile,
      { control: hostile, metrics: { [hostile]: metric } },
      { sampleRatio: sampleRatio(observed, 0.9) },
    )
    const log = logOf({ goals: [hostile], unfedMetrics: [hostile], unknownTypes: { [hostile]: 2 } })
    const view = viewOf(reportOf([one], { log }))
    expect(view.querySelector('img, script')).toBeNull()
    expect(textOf(view.querySelector('h2:not(#the-source)'))).toBe('<img src=x onerror=alert(1)>\\u202e"\'&')
    expect(view.outerHTML).not.toContain('\u202e')
  })

  test('says what could not be read, and which metric no event feeds', () => {
    const broken = { count: 12, first: [{ file: 'events.ndjson', line: 3, reason: 'the line is not JSON' }] }
    const log = logOf({ broken, unfedMetrics: ['order'], delivery: delivery({ lost: 10, missing: 10 }) })
    const view = viewOf(reportOf([experiment('home-tabs')], { log }))
    const text = textOf(view)
    expect(text).toContain('12 lines could not be read and are left out:')
    expect(allTexts(view, '.places li')).toEqual(['events.ndjson:3: the line is not JSON', 'and 11 more'])
    expect(text).toContain('The log holds no event for order. Its goals are best, help: check the spelling.')
    expect(text).toContain('10 lost (0.20 %)')
  })

  test('says where there is nothing to compare', () => {
    expect(textOf(viewOf(reportOf([])))).toBe('No experiment was seen: there is nothing to compare.')
    const alone = experiment('home-tabs', { metrics: { entered: proportionOf() } })
    expect(textOf(viewOf(reportOf([alone])))).toContain('Only one variant was seen, so there is nothing to compare')
  })

  test('gives every part of a page with several experiments an id of its own', () => {
    const view = viewOf(reportOf([experiment('one'), experiment('one'), experiment('two')]))
    const ids = [...view.querySelectorAll('[id]')].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(allTexts(view, '.contents a')).toEqual(['one', 'one', 'two'])
  })

  test('surveys experiments that are many', () => {
    const many = Array.from({ length: 11 }, (_, place) => experiment(`test ${place}`))
    const view = viewOf(reportOf(many))
    expect(textOf(view.querySelector('h2'))).toBe('11 experiments, 22 variants, 11 comparisons')
    expect(allTexts(view, 'h3')).toEqual(['May the numbers be read?', 'entered', 'Strongest evidence'])
  })
})

describe('Chinese', () => {
  test('has the same numbers as English, in other words', () => {
    const report = reportOf([experiment('home-tabs', {}, { delivery: delivery(), crossover: { units: 0 } })], {
      log: logOf(),
    })
    const [english, chinese] = [viewOf(report), viewOf(report, { lang: 'zh' })]
    expect(rowsOf(chinese.querySelector('table.numbers'))).toEqual(rowsOf(english.querySelector('table.numbers')))
    expect(chinese.getAttribute('lang')).toBe('zh-Hans')
    expect(textOf(chinese.querySelector('.finding'))).toBe('bestFirst 提高了 entered：+65.0 % [+47.0, +85.0]。')
    for (const said of allTexts(chinese, '.checks .found')) expect(said).toMatch(/\p{Script=Han}/u)
  })
})
