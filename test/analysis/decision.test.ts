/** The plan in the lift report, and the decision that follows from it. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  between,
  directionOf,
  exposures,
  funnel,
  type Gathered,
  type LiftOptions,
  liftReport,
  type Measurement,
  type Metrics,
  mean,
  metricFromSpec,
  parseMetric,
  proportion,
  quantile,
  ratio,
  retention,
  type Sums,
  scan,
  vital,
} from '@heddle/analysis'
import { analyseLog } from '@heddle/analysis/node'
import type { Plan } from '@heddle/events'
import { compareProportions } from '@heddle/stats'
import { describe, expect, test } from 'vitest'
import { newFolder } from './folder.js'
import { clicks, linesOf, reaches, sees, visit } from './log-builder.js'

const none = { x: 0n, y: 0n, xx: 0n, yy: 0n, xy: 0n }
const count = (n: number, x: number): Sums => ({ ...none, n, x: BigInt(x) })

interface Variant {
  readonly [metric: string]: Gathered
}

const kinds: Metrics = { entered: proportion('best'), orders: proportion('order'), calls: mean('call') }

/** An experiment of so many units in each variant, as an engine would have measured it. */
function measured(variants: { readonly [name: string]: Variant }, more: Partial<Measurement['experiments'][0]> = {}) {
  const names = Object.keys(Object.values(variants)[0] ?? {})
  const sumsOf = (metric: string) =>
    new Map(Object.entries(variants).flatMap(([name, { [metric]: sums }]) => (sums ? [[name, sums] as const] : [])))
  const measurement: Measurement = {
    experiments: [
      {
        experiment: 'tabs',
        observed: new Map(Object.entries(variants).map(([name, sums]) => [name, sums[names[0] ?? '']?.n ?? 0])),
        metrics: names.flatMap((name) => {
          const metric = kinds[name]
          return metric ? [{ name, metric, sums: sumsOf(name) }] : []
        }),
        ...more,
      },
    ],
  }
  return measurement
}

function planned(plan: Partial<Plan>, names: readonly string[] = ['control', 'up']): LiftOptions {
  const variants = { control: 0, ...Object.fromEntries(names.map((name) => [name, 0])) }
  const whole = { primary: 'entered', units: 4000, ...plan }
  return { experiments: { experiments: [{ key: 'tabs', variants, plan: whole }], goals: [], metrics: {} } }
}

const only = (measurement: Measurement, options: LiftOptions) => {
  const [experiment] = liftReport(measurement, options).experiments
  if (!experiment) throw new Error('There is one.')
  return experiment
}
const decisionIn = (measurement: Measurement, options: LiftOptions) => {
  const { decision } = only(measurement, options)
  if (decision?.status !== 'ok') throw new Error(decision?.reason)
  return decision
}

const better = measured({ control: { entered: count(2000, 600) }, up: { entered: count(2000, 760) } })
const alike = measured({ control: { entered: count(2000, 600) }, up: { entered: count(2000, 605) } })

describe('a plan in the experiment file', () => {
  test('says what decides, at which level and by which look', () => {
    const { plan, look, metrics } = only(better, planned({ alpha: 0.01, look: 'fixed', hypothesis: 'More.' }))
    expect(plan).toEqual({
      ...{ hypothesis: 'More.', primary: 'entered', guardrails: [], alpha: 0.01, units: 4000, look: 'fixed' },
      undecided: 'wait',
    })
    expect(look).toMatchObject({ name: 'fixed horizon', plannedUnits: 4000, units: 4000, decides: true })
    const expected = compareProportions({ n: 2000, successes: 600 }, { n: 2000, successes: 760 }, { alpha: 0.01 })
    expect(metrics.entered?.comparisons[0]).toMatchObject({ difference: expected.difference, lift: expected.lift })
  })

  test('gives way to what the caller says', () => {
    const options = { ...planned({ alpha: 0.01 }), alpha: 0.2, look: { plannedUnits: 8000, rule: 'fixed' } } as const
    const { plan, look } = only(better, options)
    expect(plan).toMatchObject({ alpha: 0.2, units: 8000, look: 'fixed' })
    expect(look).toMatchObject({ plannedUnits: 8000, decides: false })
    expect(only(better, { ...planned({ primary: 'orders' }), primary: 'entered' }).plan?.primary).toBe('entered')
  })

  test('gives the report its level where all plans have one', () => {
    expect(liftReport(better, planned({ alpha: 0.01 })).summary.alpha).toBe(0.01)
    expect(liftReport(better).summary.alpha).toBe(0.05)
  })

  test('that is none is an error that names the experiment', () => {
    expect(() => liftReport(better, planned({ units: 0 }))).toThrow('Experiment "tabs": its plan has a field "units"')
  })

  test('holds its guardrails against their margins, each in the direction of its metric', () => {
    const sums = { ...none, n: 2000, x: 2000n * 1_000_000n, xx: 4000n * 1_000_000n ** 2n }
    const both = measured({
      control: { entered: count(2000, 600), calls: sums },
      up: { entered: count(2000, 760), calls: sums },
    })
    const guardrailIn = (options: LiftOptions) => only(both, options).metrics.calls?.comparisons[0]?.guardrail
    const options = planned({ guardrails: { calls: { margin: 0.1 } } })
    expect(guardrailIn(options)).toMatchObject({ good: 'up', margin: { relative: 0.1 }, chosenBy: 'plan' })
    expect(guardrailIn({ ...options, good: { calls: 'down' } })).toMatchObject({ good: 'down' })
    const said = { ...options, guardrails: [{ metric: 'calls', margin: { absolute: 0.5 } }] }
    expect(guardrailIn(said)).toMatchObject({ good: 'up', margin: { absolute: 0.5 }, chosenBy: 'option' })
  })
})

describe('the decision', () => {
  test('is to ship what is better', () => {
    expect(decisionIn(better, planned({}))).toMatchObject({
      ...{ verdict: 'ship', variant: 'up', units: 4000, completeUnits: 4000 },
      sentence: expect.stringMatching(
        /^Ship "up", for "entered" got better: its difference lies between \+3\.5 pp and \+12\.5 pp,/,
      ),
    })
  })

  test('is to keep what is better', () => {
    const worse = measured({ control: { entered: count(2000, 760) }, up: { entered: count(2000, 600) } })
    expect(decisionIn(worse, planned({}))).toMatchObject({
      verdict: 'keep-control',
      sentence: expect.stringMatching(/^Keep "control", for "entered" got worse/),
    })
    expect(decisionIn(worse, { ...planned({}), good: { entered: 'down' } })).toMatchObject({ verdict: 'ship' })
  })

  test('waits where nothing is certain, and ends where the plan does', () => {
    expect(decisionIn(alike, planned({})).verdict).toBe('keep-running')
    expect(decisionIn(alike, planned({})).sentence).toMatch(/^Keep running, for "entered" is not decided/)
    expect(decisionIn(alike, planned({ look: 'fixed' })).verdict).toBe('keep-control')
    expect(decisionIn(better, planned({ look: 'fixed', units: 5000 })).verdict).toBe('keep-running')
  })

  test('counts only units whose window is over', () => {
    const open = measured(
      { control: { entered: count(1500, 450) }, up: { entered: count(1500, 570) } },
      { observed: new Map(Object.entries({ control: 2000, up: 2000 })) },
    )
    const [experiment] = open.experiments
    const [metric] = experiment?.metrics ?? []
    if (!experiment || !metric) throw new Error('There is one.')
    const left = new Map(Object.entries({ control: 500, up: 500 }))
    const cut: Measurement = { experiments: [{ ...experiment, metrics: [{ ...metric, open: left }] }] }
    expect(decisionIn(cut, planned({ look: 'fixed' }))).toMatchObject({
      ...{ verdict: 'keep-running', units: 4000, completeUnits: 3000 },
      sentence: expect.stringContaining(
        '3,000 of 4,000 planned units are complete; the windows of the others are still',
      ),
    })
  })

  test('is broken by a check, whatever the numbers and with or without a plan', () => {
    const uneven = measured({ control: { entered: count(2000, 600) }, up: { entered: count(2400, 900) } })
    for (const options of [planned({}), {}]) {
      expect(decisionIn(uneven, options)).toMatchObject({
        ...{ verdict: 'broken', variants: {} },
        sentence: 'Do not read these numbers, for units are not split as planned (p below 0.001).',
      })
    }
    const losses = new Map(
      Object.entries({ control: { streams: 2000, missing: 2 }, up: { streams: 2000, missing: 90 } }),
    )
    const [experiment] = better.experiments
    if (!experiment) throw new Error('There is one.')
    expect(decisionIn({ experiments: [{ ...experiment, losses }] }, {}).reasons[0]).toMatch(/lose different shares/)
    expect(decisionIn({ experiments: [{ ...experiment, crossover: { units: 50 } }] }, {}).reasons[0]).toMatch(
      /More than 1 % of the units were seen in more than one variant/,
    )
  })

  test('is undefined, with its reason, where nothing says what decides or when', () => {
    const reasonIn = (measurement: Measurement, options: LiftOptions) => {
      const { decision } = only(measurement, options)
      return decision?.status === 'undefined' ? decision.reason : decision?.sentence
    }
    expect(reasonIn(better, {})).toMatch(/^Nothing says which metric decides/)
    expect(reasonIn(better, { primary: 'entered' })).toMatch(/^Nothing says how many units were planned/)
    expect(reasonIn(better, planned({ primary: 'x' }))).toBe(
      'The metric "x" should decide, and it was not measured. The metrics are: entered.',
    )
    expect(reasonIn(better, planned({ guardrails: { x: { margin: 1 } } }))).toMatch(/^The guardrail "x" of the plan/)
    expect(() => only(better, { primary: 'x' })).toThrow('The primary metric "x" is no metric.')
    expect(reasonIn(measured({ control: { entered: count(20, 6) } }), planned({}, []))).toMatch(/only one variant/)
  })

  test('keeps the control where a guardrail is surely worse', () => {
    const harmful = measured({
      control: { entered: count(2000, 600), orders: count(2000, 600) },
      up: { entered: count(2000, 760), orders: count(2000, 400) },
    })
    expect(decisionIn(harmful, planned({ guardrails: { orders: { margin: 0.05 } } }))).toMatchObject({
      verdict: 'keep-control',
      sentence: 'Keep "control", for the guardrail "orders" is worse by more than its margin.',
    })
  })

  test('of several treatments ships the best, each judged at its share of alpha', () => {
    const three = { control: { entered: count(2000, 600) }, a: { entered: count(2000, 760) } }
    const both = measured({ ...three, b: { entered: count(2000, 800) } })
    const decided = decisionIn(both, planned({ units: 6000 }, ['a', 'b']))
    expect(decided).toMatchObject({ verdict: 'ship', variant: 'b', variants: { a: { verdict: 'ship' } } })
    expect(decided.reasons).toContain('"a" could be shipped as well; its estimate is the smaller one.')
    // z is 2.1: enough for one treatment at 5 %, and too little for one of two.
    const near = (names: readonly string[]) =>
      decisionIn(
        measured({
          control: { entered: count(2000, 600) },
          ...Object.fromEntries(names.map((name) => [name, { entered: count(2000, name === 'a' ? 662 : 600) }])),
        }),
        planned({ look: 'fixed' }, names),
      ).variants.a?.verdict
    expect(near(['a'])).toBe('ship')
    expect(near(['a', 'b'])).toBe('keep-control')
    const open = decisionIn(
      measured({ ...three, a: { entered: count(2000, 605) }, b: { entered: count(2000, 601) } }),
      planned({ units: 9000 }, ['a', 'b']),
    )
    expect(open.sentence).toBe('Keep running, for it is not decided about "a", "b".')
  })
})

describe('a metric of any kind can decide, by any look', async () => {
  const visits = ['control', 'up'].flatMap((variant) =>
    Array.from({ length: 80 }, (_, unit) =>
      visit(
        { visitor: `${variant} ${unit}` },
        [0, { type: 'vital', name: 'LCP', value: 1000 + 10 * unit }],
        [1, sees('tabs', variant)],
        ...(unit % 3 === 0 ? [[2 + unit, clicks('a')] as const, [200 + unit * unit, reaches('b', unit)] as const] : []),
      ),
    ).flat(),
  )
  const all: Metrics = {
    proportion: proportion('a'),
    mean: mean('b', 'value'),
    capped: mean('b', 'value', { cap: 0.9, before: '1 h' }),
    ratio: ratio('a', exposures()),
    retention: retention(0),
    quantile: quantile(vital('LCP'), 0.75),
    funnel: funnel(['a', 'b']),
    between: between('a', 'b', { horizon: '1 s' }),
  }
  const measurement = await scan([{ name: 'log', lines: linesOf(visits) }], { metrics: all })
  const looks = ['always-valid', 'fixed', 'group-sequential'] as const

  test.each(Object.keys(all).flatMap((primary) => looks.map((look) => [primary, look] as const)))(
    '%s, %s',
    (primary, look) => {
      const guardrails = Object.fromEntries(
        Object.keys(all).flatMap((name) => (name === primary ? [] : [[name, { absolute: 1 }]])),
      )
      const { decision } = only(measurement, planned({ primary, look, guardrails, units: 160 }))
      expect(decision).toMatchObject({ status: 'ok', units: 160 })
    },
  )
})

test('a metric says which way is good, in code, in text and in a file', () => {
  const written = [
    mean('call', 'count', { direction: 'down' }),
    parseMetric('mean(call, direction=down)'),
    metricFromSpec('calls', { kind: 'mean', goal: 'call', direction: 'down' }),
  ]
  for (const metric of written) expect(directionOf(metric)).toBe('down')
  const least = { retention: retention(1), between: between('a', 'b', { horizon: '1 d' }), funnel: funnel(['a', 'b']) }
  for (const metric of Object.values(least)) expect(directionOf(metric)).toBe('up')
  expect(directionOf(retention(1, { direction: 'down' }))).toBe('down')
  expect(directionOf(between('a', 'b', { horizon: '1 d', direction: 'down' }))).toBe('down')
  expect(directionOf(quantile(vital('LCP'), 0.75))).toBe('down')
  expect(directionOf(quantile(vital('LCP'), 0.75, { direction: 'up' }))).toBe('up')
  expect(() => metricFromSpec('calls', { kind: 'mean', goal: 'call', direction: 'left' })).toThrow('"up" or "down"')
})

describe('the speeds of pages', () => {
  const speeds = (variant: string, each: (unit: number) => number) =>
    Array.from({ length: 60 }, (_, unit) =>
      visit(
        { visitor: `${variant} ${unit}` },
        [0, { type: 'vital', name: 'LCP', value: each(unit) }],
        [0, { type: 'vital', name: 'CLS', value: 0.0001 * (unit % 7) }],
        [1, sees('tabs', variant)],
      ),
    ).flat()
  const fast = (unit: number) => 1000 + 10 * unit
  const lines = linesOf([...speeds('control', fast), ...speeds('up', (unit) => 2 * fast(unit))])

  test('are guarded without being asked, where the log has them', async () => {
    const measurement = await scan([{ name: 'log', lines }], { vitals: true, metrics: {} })
    expect(measurement.added).toEqual(['LCP', 'CLS'])
    const { metrics } = only(measurement, {})
    expect(metrics.LCP).toMatchObject({ kind: 'quantile', p: 0.75, direction: 'down', added: true })
    expect(metrics.LCP?.comparisons[0]?.guardrail).toMatchObject({
      ...{ status: 'ok', verdict: 'inferior', margin: { relative: 0.05 }, good: 'down', chosenBy: 'default' },
    })
    expect(metrics.CLS?.comparisons[0]?.guardrail).toMatchObject({
      ...{ status: 'ok', verdict: 'non-inferior', margin: { absolute: 0.01 } },
    })
  })

  test('are held against the margin by the standard error of their quantile', async () => {
    const { metrics } = only(await scan([{ name: 'log', lines }], { vitals: true, metrics: {} }), {})
    const [comparison] = metrics.LCP?.comparisons ?? []
    if (comparison?.guardrail?.status !== 'ok' || comparison.difference.status !== 'ok') throw new Error('They vary.')
    // The slack is control · 1.05 less the treatment.
    const control = metrics.LCP?.variants.control?.value ?? 0
    const { slack } = comparison.guardrail
    expect(slack.status === 'ok' && slack.estimate).toBeCloseTo(0.05 * control - comparison.difference.estimate, 6)
  })

  test('are left alone where a metric measures them, and are no part of the family that was asked for', async () => {
    const metrics = { load: quantile(vital('LCP'), 0.5), entered: proportion('best') }
    const measurement = await scan([{ name: 'log', lines }], { vitals: true, metrics })
    expect(measurement.added).toEqual(['CLS'])
    const alone = only(await scan([{ name: 'log', lines }], { metrics }), {})
    const { metrics: reports } = only(measurement, {})
    expect(reports.load?.comparisons).toEqual(alone.metrics.load?.comparisons)
    expect(liftReport(measurement).summary.comparisons).toBe(2)
  })

  test('harm that the plan does not speak of is said and decides nothing', async () => {
    const measurement = await scan([{ name: 'log', lines }], { vitals: true, metrics: { entered: proportion('best') } })
    const said = decisionIn(measurement, planned({ units: 120 }))
    expect(said.reasons).toContain(
      '"LCP" of "up" is worse by more than its default margin, which the plan does not speak of.',
    )
    expect(said.verdict).toBe('keep-running')
  })

  test('come with every log that has them, unless they are not wanted', async () => {
    const folder = await newFolder()
    await writeFile(join(folder, 'log.ndjson'), `${lines.join('\n')}\n`)
    const namesWith = async (vitals?: boolean) => {
      const report = await analyseLog([folder], { metrics: {}, ...(vitals === undefined ? {} : { vitals }) })
      return Object.keys(report.experiments[0]?.metrics ?? {})
    }
    expect(await namesWith()).toEqual(['LCP', 'CLS'])
    expect(await namesWith(false)).toEqual([])
  })
})

test('a quantile without spread is no guardrail, and says why', async () => {
  const flat = ['control', 'up'].flatMap((variant) =>
    Array.from({ length: 40 }, (_, unit) =>
      visit(
        { visitor: `${variant} ${unit}` },
        [0, { type: 'vital', name: 'CLS', value: 0 }],
        [1, sees('tabs', variant)],
      ),
    ).flat(),
  )
  const measurement = await scan([{ name: 'log', lines: linesOf(flat) }], { vitals: true, metrics: {} })
  expect(only(measurement, {}).metrics.CLS?.comparisons[0]?.guardrail).toMatchObject({
    status: 'undefined',
    reason: 'The values of the control around the quantile do not differ, so chance cannot be judged.',
  })
})
