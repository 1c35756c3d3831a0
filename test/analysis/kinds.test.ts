/** What each further kind of metric counts, on logs small enough to count by hand. */
import {
  between,
  funnel,
  type Gathered,
  liftReport,
  type Metric,
  type MetricReport,
  mean,
  metricFromSpec,
  proportion,
  quantile,
  retention,
  scan,
  values,
  vital,
} from '@heddle/analysis'
import type { LoggedEvent, Saying } from '@heddle/events'
import { describe, expect, test } from 'vitest'
import { clicks, linesOf, reaches, type Said, sees, visit } from './log-builder.js'

const hour = 3_600_000
const day = 24 * hour

async function measuredIn(log: readonly object[], metric: Metric) {
  const { experiments, log: report } = await scan([{ name: 'log', lines: linesOf(log) }], { metrics: { it: metric } })
  const [first] = experiments[0]?.metrics ?? []
  if (!first) throw new Error('The log has no experiment.')
  return { ...first, unfed: report?.unfedMetrics }
}

async function controlIn(log: readonly object[], metric: Metric): Promise<Gathered | undefined> {
  return (await measuredIn(log, metric)).sums.get('control')
}

async function reportOf(log: readonly object[], metric: Metric): Promise<MetricReport> {
  const { experiments } = liftReport(await scan([{ name: 'log', lines: linesOf(log) }], { metrics: { it: metric } }))
  const report = experiments[0]?.metrics.it
  if (!report) throw new Error('The log has no experiment.')
  return report
}

/** A visitor who sees the control at 0 and then does something. */
const visitorWho = (visitor: string, ...said: readonly Said[]) =>
  visit({ visitor }, [0, sees('tabs', 'control')], ...said)

/** Makes the log end at a time, by a visitor who is in no experiment. */
const endsAt = (at: number): LoggedEvent[] => visit({ visitor: 'last' }, [at, clicks('nothing')])

const lcp = (value: number): Saying => ({ type: 'vital', name: 'LCP', value })

describe('complete windows', () => {
  const week = proportion('best', { window: '7 d', complete: true })

  test('leaves out a unit whose window is open at the end of the log, and counts it as left out', async () => {
    const log = [
      ...visitorWho('ann', [hour, clicks('best')]),
      ...visit({ visitor: 'bob' }, [hour, sees('tabs', 'control')], [2 * hour, clicks('best')]),
      ...endsAt(7 * day),
    ]
    const { sums, open } = await measuredIn(log, week)
    expect(sums.get('control')).toMatchObject({ n: 1, x: 1n })
    expect(open).toEqual(new Map([['control', 1]]))
    expect((await reportOf(log, week)).variants).toEqual({ control: { n: 1, value: 1, open: 1 } })
  })

  test('takes as the end of the log when the last event was received, whatever clock its page had', async () => {
    const wrong = visit({ visitor: 'last', offset: -day }, [7 * day, clicks('nothing')])
    expect(await controlIn([...visitorWho('ann'), ...wrong], week)).toMatchObject({ n: 0 })
    const unknown = visit({ visitor: 'last' }, [7 * day, clicks('x')]).map((event) => ({ ...event, type: 'scroll' }))
    expect(await controlIn([...visitorWho('ann'), ...unknown], week)).toMatchObject({ n: 1 })
  })

  test('are not closed by an event that claims to be of the future', async () => {
    const forged = visit({ visitor: 'last' }, [hour, clicks('x')]).map((event) => ({
      ...event,
      at: event.at + 99 * day,
    }))
    expect(await controlIn([...visitorWho('ann'), ...forged], week)).toMatchObject({ n: 0 })
  })

  test('matter to no metric without one, also to a unit that claims to be of the future', async () => {
    const forged = visit({ visitor: 'bob' }, [0, sees('tabs', 'control')]).map((event) => ({
      ...event,
      at: event.at + 99 * day,
    }))
    expect(await controlIn([...visitorWho('ann'), ...forged], proportion('best'))).toMatchObject({ n: 2 })
  })

  test('says nothing of open windows where they are not asked for', async () => {
    const { open } = await measuredIn(visitorWho('ann'), proportion('best', { window: '7 d' }))
    expect(open).toBeUndefined()
    expect((await reportOf(visitorWho('ann'), proportion('best'))).variants).toEqual({ control: { n: 1, value: 0 } })
  })

  test('counts a unit that was set apart neither in nor out', async () => {
    const log = visit({ visitor: 'ann' }, [0, sees('tabs', 'control')], [1, sees('tabs', 'bold')])
    expect((await measuredIn(log, week)).open).toEqual(
      new Map([
        ['bold', 0],
        ['control', 0],
      ]),
    )
  })
})

describe('retention', () => {
  test.each([
    ['the last moment before the day', 7 * day - 1, 0n],
    ['the first moment of the day', 7 * day, 1n],
    ['the last moment of the day', 8 * day - 1, 1n],
    ['the first moment after the day', 8 * day, 0n],
  ])('counts what happened within the day: %s', async (_, at, x) => {
    const log = [...visitorWho('ann', [at, clicks('anything')]), ...endsAt(9 * day)]
    expect(await controlIn(log, retention(7))).toMatchObject({ n: 1, x })
  })

  test('counts from the day on where it is rolling', async () => {
    const log = [...visitorWho('ann', [20 * day, reaches('order')]), ...endsAt(30 * day)]
    expect(await controlIn(log, retention(7, { rolling: true }))).toMatchObject({ n: 1, x: 1n })
    expect(await controlIn(log, retention(21, { rolling: true }))).toMatchObject({ n: 1, x: 0n })
  })

  test('counts only the goal that it names, and no exposure', async () => {
    const log = [
      ...visitorWho('ann', [day, clicks('best')], [day + 1, sees('tabs', 'control')]),
      ...visitorWho('bob', [day + 1, sees('tabs', 'control')]),
      ...endsAt(3 * day),
    ]
    expect(await controlIn(log, retention(1))).toMatchObject({ n: 2, x: 1n })
    expect(await controlIn(log, retention(1, { goal: 'best' }))).toMatchObject({ n: 2, x: 1n })
    expect(await controlIn(log, retention(1, { goal: 'help' }))).toMatchObject({ n: 2, x: 0n })
  })

  test('leaves out units whose day is not over, rolling or not', async () => {
    const log = [...visitorWho('ann', [day, clicks('best')]), ...endsAt(2 * day - 1)]
    for (const rolling of [false, true]) {
      const { sums, open } = await measuredIn(log, retention(1, { rolling }))
      expect(sums.get('control')).toMatchObject({ n: 0, x: 0n })
      expect(open?.get('control')).toBe(1)
    }
  })

  test('warns from day 7 on that browsers lose ids', async () => {
    const log = [...visitorWho('ann'), ...visit({ visitor: 'bob' }, [0, sees('tabs', 'bold')]), ...endsAt(9 * day)]
    const warningsOf = async (days: number) => (await reportOf(log, retention(days))).comparisons[0]?.warnings
    expect(await warningsOf(7)).toContainEqual(expect.stringContaining('7 days only'))
    expect(await warningsOf(6)).not.toContainEqual(expect.stringContaining('7 days only'))
  })
})

describe('quantile', () => {
  test('counts a vital that came before the exposure of its page', async () => {
    const log = visit({ visitor: 'ann' }, [0, lcp(900)], [50, sees('tabs', 'control')], [60, lcp(1100)])
    expect(await controlIn(log, quantile(vital('LCP'), 0.5))).toMatchObject({ n: 1, total: 2 })
  })

  test('counts a vital of a page that only applied the experiment, and none of a page that did not meet it', async () => {
    const applied: Saying = { type: 'applied', experiment: 'tabs', variant: 'control', applied: true }
    const log = [
      ...visitorWho('ann', [1, lcp(100)]),
      ...visit({ visitor: 'ann', stream: 'applied' }, [day, applied], [day + 1, lcp(100)]),
      ...visit({ visitor: 'ann', stream: 'elsewhere' }, [2 * day, lcp(100)]),
      ...visit({ visitor: 'bob' }, [0, applied], [1, lcp(100)]),
    ]
    const metric = quantile(vital('LCP'), 0.5)
    expect(await controlIn(log, metric), 'bob was never exposed').toMatchObject({ n: 1, total: 2, totalOfSquares: 4 })
    const early = quantile(vital('LCP'), 0.5, { window: '1 d' })
    expect(await controlIn(log, early)).toMatchObject({ n: 1, total: 1 })
  })

  test('counts no vital of a visitor where orders are the units, and none of a unit that was set apart', async () => {
    const order = visit({ visitor: 'ann' }, [0, sees('tabs', 'control', { unit: 'order 1' })], [1, lcp(100)])
    const crossed = visit({ visitor: 'bob' }, [0, sees('tabs', 'control')], [1, sees('tabs', 'bold')], [2, lcp(100)])
    expect(await controlIn([...order, ...crossed], quantile(vital('LCP'), 0.5))).toMatchObject({ n: 0, total: 0 })
  })

  test('reports the quantile of all values, in ms for a vital, and the units that have any', async () => {
    const log = [
      ...visitorWho('ann', [1, lcp(20)], [2, lcp(40)]),
      ...visitorWho('bob', [1, lcp(10)]),
      ...visitorWho('eve'),
    ]
    expect(await reportOf(log, quantile(vital('LCP'), 0.5))).toMatchObject({
      ...{ kind: 'quantile', p: 0.5, unit: 'ms' },
      variants: { control: { n: 2, value: 20 } },
    })
    expect(await reportOf(visitorWho('ann'), quantile(vital('CLS'), 0.5))).toEqual({
      ...{ kind: 'quantile', p: 0.5, direction: 'down' },
      ...{ variants: { control: { n: 0, value: null } }, comparisons: [] },
    })
  })

  test('compares variants as the values themselves would be', async () => {
    const loads = (variant: string, ...speeds: readonly number[]) =>
      speeds.flatMap((speed, index) =>
        visit({ visitor: `${variant} ${index}` }, [0, lcp(speed)], [9, sees('tabs', variant)]),
      )
    const log = [...loads('control', 90, 95, 100, 105, 110, 120, 125), ...loads('fast', 60, 65, 70, 75, 80, 90, 95)]
    const { comparisons } = await reportOf(log, quantile(vital('LCP'), 0.5))
    expect(comparisons[0]).toMatchObject({ difference: { estimate: -30 }, lift: { estimate: expect.closeTo(-2 / 7) } })
  })

  test('takes the values of a goal from the exposure on', async () => {
    const log = visit(
      { visitor: 'ann' },
      [0, reaches('order', 5)],
      [1, sees('tabs', 'control')],
      [2, reaches('order', 7)],
      [3, reaches('order', 9)],
    )
    expect(await reportOf(log, quantile(values('order'), 0.5, { scale: 1 }))).toMatchObject({
      variants: { control: { n: 1, value: 8 } },
    })
  })

  test('refuses values that no bin holds, and names the metric', async () => {
    const log = visitorWho('ann', [1, reaches('order', -2)], [2, reaches('gold', 1e15)])
    await expect(measuredIn(log, quantile(values('order'), 0.5))).rejects.toThrow(
      'Metric "it" meets the value -2; at scale 1000000 the values of a quantile lie from 0 to 2^52.',
    )
    await expect(measuredIn(log, quantile(values('gold'), 0.5))).rejects.toThrow('meets the value 1000000000000000')
  })

  test('says that the log has no such vital', async () => {
    expect((await measuredIn(visitorWho('ann'), quantile(vital('INP'), 0.5))).unfed).toEqual(['it'])
    expect((await measuredIn(visitorWho('ann', [1, lcp(1)]), quantile(vital('LCP'), 0.5))).unfed).toEqual([])
  })
})

describe('cap', () => {
  const spends = (visitor: string, variant: string, amount: number) =>
    visit({ visitor }, [0, sees('tabs', variant)], [1, reaches('order', amount)])
  const log = [
    ...spends('a', 'control', 10),
    ...spends('b', 'control', 1000),
    ...spends('c', 'bold', 20),
    ...spends('d', 'bold', 30),
    ...visit({ visitor: 'e' }, [0, sees('tabs', 'bold')]),
  ]

  test('cuts totals at the quantile of all units, zeros included, and reports it', async () => {
    // In order 0, 10, 20, 30, 1000: the quantile 0.75 is 30.
    const metric = mean('order', 'value', { cap: 0.75, scale: 1 })
    expect((await measuredIn(log, metric)).sums.get('control')).toMatchObject({ n: 2, x: 40n, xx: 1000n })
    expect(await reportOf(log, metric)).toMatchObject({
      cap: { p: 0.75, value: 30 },
      variants: { control: { n: 2, value: 20 }, bold: { n: 3, value: 50 / 3 } },
    })
  })

  test('is the same number in the metric, whatever its scale', async () => {
    const cents = await reportOf(log, mean('order', 'value', { cap: 0.75, scale: 100 }))
    expect(cents.cap).toEqual({ p: 0.75, value: 30 })
  })

  test('is not taken over units that are left out', async () => {
    const metric = mean('order', 'value', { cap: 0.5, window: 10, complete: true })
    const late = visit({ visitor: 'z' }, [day, sees('tabs', 'bold')], [day + 1, reaches('order', 9999)])
    expect((await reportOf([...log, ...late], metric)).cap).toEqual({ p: 0.5, value: 20 })
  })
})

describe('before', () => {
  const worth = mean('order', 'value', { before: '14 d', scale: 1 })
  const spends = (visitor: string, variant: string, before: number, after: number) =>
    visit(
      { visitor },
      [0, reaches('order', 7777)],
      [day, reaches('order', before)],
      [15 * day, sees('tabs', variant)],
      [16 * day, reaches('order', after)],
    )

  test('takes what the unit did from so long before its exposure up to that moment', async () => {
    const log = visit(
      { visitor: 'ann' },
      [day - 1, reaches('order', 1)],
      [day, reaches('order', 20)],
      [15 * day - 1, reaches('order', 300)],
      [15 * day, sees('tabs', 'control')],
      [15 * day, reaches('order', 4000)],
    )
    expect(await controlIn(log, worth)).toEqual({
      n: 1,
      x: 4000n,
      y: 320n,
      xx: 16_000_000n,
      yy: 102_400n,
      xy: 1_280_000n,
    })
  })

  test('takes noise out of a share too, by whether the unit did so before', async () => {
    const log = Array.from({ length: 80 }, (_, at) => {
      const variant = at % 2 === 0 ? 'control' : 'bold'
      const used = at % 8 < 4
      const uses = used !== (at % 10 === 0) || (variant === 'bold' && at % 16 === 7)
      return visit(
        { visitor: `${at}` },
        ...(used ? [[day, clicks('best')] as const] : []),
        [2 * day, sees('tabs', variant)],
        ...(uses ? [[3 * day, clicks('best')] as const] : []),
      )
    }).flat()
    const plain = await reportOf(log, proportion('best'))
    const surer = await reportOf(log, proportion('best', { before: '14 d' }))
    expect(surer.variants).toEqual(plain.variants)
    expect(surer.comparisons[0]?.adjusted?.varianceReduction).toBeGreaterThan(0.4)
    expect(surer.comparisons[0]?.pValue ?? 1).toBeLessThan(plain.comparisons[0]?.pValue ?? 0)
  })

  test('takes noise out by what the unit did then of something else', async () => {
    const log = [
      ...visit(
        { visitor: 'ann' },
        [day, reaches('visit', 9)],
        [day + 1, reaches('visit', 9)],
        [day + 2, reaches('order', 500)],
        [2 * day, sees('tabs', 'control')],
        [3 * day, reaches('order', 40)],
        [3 * day, reaches('visit', 9)],
      ),
      ...visit({ visitor: 'bob' }, [2 * day, sees('tabs', 'control')], [3 * day, reaches('order', 1)]),
    ]
    const often = mean('order', 'value', { before: '14 d', covariate: 'visit', scale: 1 })
    expect(await controlIn(log, often)).toEqual({ n: 2, x: 41n, y: 2n, xx: 1601n, yy: 4n, xy: 80n })
    const spent = proportion('visit', { before: '14 d', covariate: values('order') })
    const million = 1_000_000n
    expect(await controlIn(log, spent)).toEqual({
      ...{ n: 2, x: 1n, y: 500n * million, xx: 1n, yy: 250_000n * million * million, xy: 500n * million },
    })
  })

  test('asks how far to look back for a covariate', async () => {
    await expect(reportOf([], mean('order', 'value', { covariate: 'visit' }))).rejects.toThrow(
      'Metric "it" has a covariate and does not say how far to look back for it: add before=14 d',
    )
  })

  test('compares plain shares, with a warning, where nobody was there before', async () => {
    const log = [...visitorWho('ann', [1, clicks('best')]), ...visitorWho('bob'), ...visitorWho('cat')]
    const other = log.map((event) => ({ ...event, visitor: `${event.visitor}2`, stream: `${event.stream}2` }))
    const both = [...log, ...other.map((event) => (event.type === 'exposure' ? { ...event, variant: 'bold' } : event))]
    const [comparison] = (await reportOf(both, proportion('best', { before: '14 d' }))).comparisons
    const [plain] = (await reportOf(both, proportion('best'))).comparisons
    expect(comparison?.difference).toEqual(plain?.difference)
    expect(comparison?.warnings.at(-1)).toContain('nothing was adjusted')
  })

  test('makes the comparison surer and says by how much, and leaves the values as they are', async () => {
    const log = Array.from({ length: 40 }, (_, at) => {
      const [variant, gain] = at % 2 === 0 ? ['control', 0] : ['bold', 5]
      return spends(`${at}`, `${variant}`, at * 10, at * 10 + Number(gain) + (at % 3))
    }).flat()
    const plain = await reportOf(log, mean('order', 'value', { scale: 1 }))
    const { variants, comparisons } = await reportOf(log, worth)
    const [comparison] = comparisons
    expect(variants).toEqual(plain.variants)
    expect(comparison?.adjusted?.varianceReduction).toBeGreaterThan(0.99)
    expect(comparison?.adjusted?.unadjustedDifference).toBeCloseTo(
      Number(variants.bold?.value) - Number(variants.control?.value),
      9,
    )
    expect(comparison?.pValue).toBeLessThan(1e-6)
    expect(plain.comparisons[0]?.pValue).toBeGreaterThan(0.1)
  })

  test('compares plain means, with a warning, where nobody did anything before', async () => {
    const log = ['control', 'control', 'bold', 'bold'].flatMap((variant, at) =>
      visit({ visitor: `${at}` }, [0, sees('tabs', variant)], [1, reaches('order', at)]),
    )
    const [comparison] = (await reportOf(log, worth)).comparisons
    const [plain] = (await reportOf(log, mean('order', 'value', { scale: 1 }))).comparisons
    expect(comparison).toEqual({
      ...plain,
      warnings: [...(plain?.warnings ?? []), expect.stringContaining('nothing was adjusted')],
    })
  })
})

describe('funnel', () => {
  const path = ['page', 'phone', 'done']
  const stepsOf = async (metric: Metric, ...said: readonly Said[]) => {
    const steps = await controlIn(visitorWho('ann', ...said), metric)
    return steps && 'reached' in steps ? steps.reached : undefined
  }

  test('follows the steps in their order, from the exposure on', async () => {
    const [page, phone, done] = [clicks('page'), clicks('phone'), reaches('done')]
    expect(await stepsOf(funnel(path), [1, page], [2, phone], [3, done])).toEqual([1, 1, 1])
    expect(await stepsOf(funnel(path), [1, done], [2, page], [3, phone])).toEqual([1, 1, 0])
    expect(await stepsOf(funnel(path), [-1, page], [2, phone], [3, done])).toEqual([0, 0, 0])
  })

  test('lets a unit start again: the time runs from any first step', async () => {
    const quick = funnel(['page', 'done'], { within: 10 })
    const [page, done] = [clicks('page'), clicks('done')]
    expect(await stepsOf(quick, [1, page], [11, done])).toEqual([1, 0])
    expect(await stepsOf(quick, [1, page], [10, done])).toEqual([1, 1])
    expect(await stepsOf(quick, [1, page], [50, page], [55, done])).toEqual([1, 1])
  })

  test('is ended by another step in between where it is strict, not by the same step again', async () => {
    const [page, phone, done, other] = ['page', 'phone', 'done', 'other'].map(clicks)
    if (!page || !phone || !done || !other) throw new Error('Four clicks.')
    const strict = funnel(path, { strict: true })
    expect(await stepsOf(strict, [1, page], [2, phone], [3, page], [4, done])).toEqual([1, 1, 0])
    expect(await stepsOf(funnel(path), [1, page], [2, phone], [3, page], [4, done])).toEqual([1, 1, 1])
    expect(await stepsOf(strict, [1, page], [2, page], [3, phone], [4, other], [5, phone], [6, done])).toEqual([
      1, 1, 1,
    ])
  })

  test('breaks ties in time by stream, then by number', async () => {
    const exposed = visitorWho('ann')
    const inA = visit({ visitor: 'ann', stream: 'a' }, [5, clicks('page')])
    const inB = visit({ visitor: 'ann', stream: 'b' }, [5, clicks('done')], [5, clicks('page')])
    expect(await controlIn([...exposed, ...inB, ...inA], funnel(['page', 'done']))).toEqual({ n: 1, reached: [1, 1] })
    expect(await controlIn([...exposed, ...inB], funnel(['page', 'done']))).toEqual({ n: 1, reached: [1, 0] })
    expect(await controlIn([...exposed, ...inB], funnel(['done', 'page']))).toEqual({ n: 1, reached: [1, 1] })
  })

  test('reports each step, and the last one as the metric itself', async () => {
    const walks = (variant: string, counts: readonly number[]) =>
      counts.flatMap((count, steps) =>
        Array.from({ length: count }, (_, at) =>
          visit(
            { visitor: `${variant} ${steps} ${at}` },
            [0, sees('tabs', variant)],
            ...path.slice(0, steps).map((goal, step): Said => [step + 1, clicks(goal)]),
          ),
        ).flat(),
      )
    const report = await reportOf(
      [...walks('control', [10, 20, 30, 40]), ...walks('short', [10, 10, 20, 60])],
      funnel(path),
    )
    expect(report.variants).toEqual({ control: { n: 100, value: 0.4 }, short: { n: 100, value: 0.6 } })
    expect(report.steps?.map(({ goal, variants }) => [goal, variants.control, variants.short])).toEqual([
      ['page', { n: 90, value: 0.9 }, { n: 90, value: 0.9 }],
      ['phone', { n: 70, value: 0.7 }, { n: 80, value: 0.8 }],
      ['done', { n: 40, value: 0.4 }, { n: 60, value: 0.6 }],
    ])
    const last = report.steps?.at(-1)
    expect(last?.comparisons[0]?.difference).toEqual(report.comparisons[0]?.difference)
    expect(last?.fromPrevious[0]?.difference).toMatchObject({ estimate: expect.closeTo(60 / 80 - 40 / 70) })
    // Holm over the three steps: the smallest p-value three times.
    expect(last?.comparisons[0]?.adjustedPValue).toBeCloseTo(3 * Number(report.comparisons[0]?.pValue), 9)
  })

  test('says that the log lacks a step', async () => {
    expect((await measuredIn(visitorWho('ann', [1, clicks('page')]), funnel(path))).unfed).toEqual(['it'])
  })
})

describe('time between two goals', () => {
  const minute = 60_000
  const metric = between('page', 'done', { horizon: '10 min' })

  test('runs from the first start to the next end, and as far as the log where there is none', async () => {
    const log = [
      ...visitorWho('ann', [1, clicks('done')], [2, clicks('page')], [5, clicks('page')], [9, clicks('done')]),
      ...visitorWho('bob', [4, clicks('page')]),
      ...visitorWho('eve', [4, clicks('done')]),
      ...endsAt(100),
    ]
    expect(await controlIn(log, metric)).toEqual({
      n: 2,
      times: [
        { ms: 7, happened: true, units: 1 },
        { ms: 96, happened: false, units: 1 },
      ],
    })
  })

  test('reports the mean of the first part of it in seconds, and compares the variants', async () => {
    const takes = (variant: string, ...minutes: readonly number[]) =>
      minutes.flatMap((time, at) =>
        visit(
          { visitor: `${variant} ${at}` },
          [0, sees('tabs', variant)],
          [1, clicks('page')],
          [1 + time * minute, clicks('done')],
        ),
      )
    const log = [...takes('control', 2, 4, 6, 20), ...takes('short', 1, 2, 3, 4)]
    const report = await reportOf(log, metric)
    expect(report).toMatchObject({
      ...{ kind: 'between', unit: 's' },
      variants: { control: { n: 4, value: 330 }, short: { n: 4, value: 150 } },
    })
    expect(report.comparisons[0]).toMatchObject({
      difference: { estimate: -180 },
      method: expect.stringContaining('Greenwood'),
    })
  })

  test('has no value where the log does not watch for as long as the horizon', async () => {
    const log = [...visitorWho('ann', [1, clicks('page')]), ...endsAt(minute)]
    expect((await reportOf(log, metric)).variants).toEqual({ control: { n: 1, value: null } })
  })
})

test('reports kinds of the experiment file, and leaves a variant that nobody met without a value', async () => {
  const specs = {
    back: { kind: 'retention', day: 1 },
    speed: { kind: 'quantile', vital: 'LCP', p: 0.75 },
    path: { kind: 'funnel', goals: ['page', 'done'] },
  }
  const metrics = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, metricFromSpec(name, spec)]))
  const experiments = { experiments: [{ key: 'tabs', variants: { control: 1, gone: 2 } }], goals: [], metrics: {} }
  const measurement = await scan([{ name: 'log', lines: linesOf(visitorWho('ann')) }], { metrics })
  const { metrics: reports } = liftReport(measurement, { experiments }).experiments[0] ?? {}
  expect(Object.values(reports ?? {}).map(({ variants }) => variants.gone)).toEqual([
    { n: 0, value: null, open: 0 },
    { n: 0, value: null },
    { n: 0, value: null },
  ])
  expect(Object.values(reports ?? {}).map(({ comparisons }) => comparisons[0]?.pValue)).toEqual([null, null, null])
})
