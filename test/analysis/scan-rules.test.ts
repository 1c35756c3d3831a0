import {
  exposures,
  type LogSource,
  type MeasuredExperiment,
  type Metric,
  type Metrics,
  mean,
  proportion,
  ratio,
  scan,
  sumsIn,
  values,
} from '@heddle/analysis'
import { describe, expect, test } from 'vitest'
import { clicks, linesOf, reaches, sees, visit } from './log-builder.js'

async function experimentIn(log: readonly object[], metrics?: Metrics): Promise<MeasuredExperiment> {
  const { experiments } = await scan([{ name: 'log', lines: linesOf(log) }], metrics ? { metrics } : {})
  const [first] = experiments
  if (!first) throw new Error('The log has no experiment.')
  return first
}

/** The metric's units and total in a variant. */
async function totalIn(log: readonly object[], metric: Metric, variant = 'control') {
  const { metrics } = await experimentIn(log, { it: metric })
  const gathered = metrics[0]?.sums.get(variant)
  const sums = gathered && sumsIn(gathered)
  return { n: sums?.n, total: Number(sums?.x) / ('scale' in metric ? metric.scale : 1) }
}

const day = 86_400_000

describe('units', () => {
  test('counts every exposed unit, also one that did nothing', async () => {
    const log = [
      ...visit({ visitor: 'ann' }, [0, sees('tabs', 'control')], [1, clicks('best')]),
      ...visit({ visitor: 'bob' }, [0, sees('tabs', 'control')]),
    ]
    expect(await totalIn(log, proportion('best'))).toEqual({ n: 2, total: 1 })
  })

  test('counts a unit once, however often it was exposed', async () => {
    const log = [
      ...visit({ visitor: 'ann', stream: 'one' }, [0, sees('tabs', 'control')]),
      ...visit({ visitor: 'ann', stream: 'two' }, [9, sees('tabs', 'control')]),
    ]
    expect(await totalIn(log, proportion('best'))).toEqual({ n: 1, total: 0 })
  })

  test('leaves out who was never exposed', async () => {
    const log = [
      ...visit({ visitor: 'ann' }, [0, sees('tabs', 'control')]),
      ...visit({ visitor: 'bob' }, [1, clicks('best')]),
    ]
    expect(await totalIn(log, proportion('best'))).toEqual({ n: 1, total: 0 })
  })

  test('sets a unit apart that was seen in two variants, and counts it', async () => {
    const log = [
      ...visit({ visitor: 'ann' }, [0, sees('tabs', 'control')], [1, sees('tabs', 'bestFirst')], [2, clicks('best')]),
      ...visit({ visitor: 'bob' }, [0, sees('tabs', 'control')]),
    ]
    const { crossover, observed } = await experimentIn(log)
    expect(crossover).toEqual({ units: 1 })
    expect(observed).toEqual(
      new Map([
        ['control', 1],
        ['bestFirst', 0],
      ]),
    )
    expect(await totalIn(log, proportion('best'))).toEqual({ n: 1, total: 0 })
  })

  test('knows a variant that was applied and never seen', async () => {
    const log = [
      ...visit({ visitor: 'ann' }, [0, sees('tabs', 'control')]),
      ...visit({ visitor: 'bob' }, [0, { type: 'applied', experiment: 'tabs', variant: 'bestFirst', applied: true }]),
    ]
    expect((await experimentIn(log)).observed).toEqual(
      new Map([
        ['bestFirst', 0],
        ['control', 1],
      ]),
    )
  })

  test('joins an order by its own id, whoever reports it', async () => {
    const log = [
      ...visit({ visitor: 'ann' }, [0, sees('price', 'control', { unit: 'order 1' })], [1, clicks('best')]),
      ...visit({ visitor: 'server' }, [5, reaches('paid', 20, 'order 1')], [6, reaches('paid', 30, 'order 2')]),
    ]
    expect(await totalIn(log, mean('paid', 'value'))).toEqual({ n: 1, total: 20 })
    expect(await totalIn(log, proportion('best')), 'a click names no order').toEqual({ n: 1, total: 0 })
  })

  test('gives a visitor also the goals that name an order', async () => {
    const log = visit({ visitor: 'ann' }, [0, sees('tabs', 'control')], [1, reaches('paid', 20, 'order 1')])
    expect(await totalIn(log, mean('paid', 'value'))).toEqual({ n: 1, total: 20 })
  })

  test('keeps names apart that every object has', async () => {
    const log = [
      ...visit({ visitor: '__proto__' }, [0, sees('constructor', '__proto__')], [1, clicks('toString')]),
      ...visit({ visitor: 'hasOwnProperty' }, [0, sees('constructor', 'control')]),
    ]
    const { experiment, metrics, observed, delivery } = await experimentIn(log)
    expect(experiment).toBe('constructor')
    expect(observed.get('__proto__')).toBe(1)
    expect(metrics.map(({ name, sums }) => [name, sums.get('__proto__')])).toEqual([
      ['toString', expect.objectContaining({ x: 1n })],
    ])
    expect(Object.keys(delivery?.variants ?? {})).toEqual(['__proto__', 'control'])
  })
})

describe('time', () => {
  test('counts goals from the first exposure on, also one of the same moment', async () => {
    const log = visit(
      { visitor: 'ann' },
      [4, clicks('best')],
      [5, clicks('best')],
      [5, sees('tabs', 'control')],
      [9, clicks('best')],
    )
    expect(await totalIn(log, mean('best'))).toEqual({ n: 1, total: 2 })
  })

  test('ends a window before its last moment', async () => {
    const log = visit(
      { visitor: 'ann' },
      [0, sees('tabs', 'control')],
      [day - 1, clicks('best')],
      [day, clicks('best')],
    )
    expect(await totalIn(log, mean('best', 'count', { window: '1 d' }))).toEqual({ n: 1, total: 1 })
    expect(await totalIn(log, mean('best'))).toEqual({ n: 1, total: 2 })
  })

  test('takes the first exposure by corrected time, not by the order of the log', async () => {
    const log = [
      ...visit({ visitor: 'ann', stream: 'late' }, [50, sees('tabs', 'control')], [51, clicks('best')]),
      ...visit({ visitor: 'ann', stream: 'early' }, [10, sees('tabs', 'control')], [20, clicks('best')]),
    ]
    expect(await totalIn(log, mean('best', 'count', { window: 30 }))).toEqual({ n: 1, total: 1 })
  })

  test('corrects a clock that is wrong by the least difference of its stream', async () => {
    const phone = visit({ visitor: 'ann', offset: 1000 }, [0, sees('tabs', 'control')])
    const slow = phone.map((event) => ({ ...event, seq: 2, receivedAt: event.receivedAt + 500 }))
    const desk = visit({ visitor: 'ann', stream: 'desk' }, [999, clicks('best')], [1000, clicks('best')])
    expect(await totalIn([...slow, ...phone, ...desk], mean('best'))).toEqual({ n: 1, total: 1 })
  })
})

describe('metrics', () => {
  const log = visit(
    { visitor: 'ann' },
    [0, sees('tabs', 'control')],
    [1, reaches('order', 2.5)],
    [2, reaches('order', 0.1)],
    [3, reaches('order')],
  )

  test('adds values, and counts a goal without one as 0', async () => {
    expect(await totalIn(log, mean('order', 'value'))).toEqual({ n: 1, total: 2.6 })
    expect(await totalIn(log, mean('order'))).toEqual({ n: 1, total: 3 })
  })

  test('rounds each value to the scale, halves up', async () => {
    expect(await totalIn(log, mean('order', 'value', { scale: 1 }))).toEqual({ n: 1, total: 3 })
  })

  test('counts one exposure per document, also if its page says it twice', async () => {
    const twice = [
      ...visit(
        { visitor: 'ann', stream: 'one' },
        [0, sees('tabs', 'control')],
        [1, sees('tabs', 'control')],
        [2, clicks('help')],
      ),
      ...visit({ visitor: 'ann', stream: 'two' }, [9, sees('tabs', 'control')]),
    ]
    const { metrics } = await experimentIn(twice, { rate: ratio('help', exposures('tabs'), { scale: 1 }) })
    expect(metrics[0]?.sums.get('control')).toEqual({ n: 1, x: 2n, y: 1n, xx: 4n, yy: 1n, xy: 2n })
  })

  test('divides values by how often there were any', async () => {
    const { metrics } = await experimentIn(log, { basket: ratio(values('order'), 'order', { scale: 10 }) })
    expect(metrics[0]?.sums.get('control')).toMatchObject({ x: 30n, y: 26n })
  })

  test('takes the share of units for every goal of the log unless told otherwise', async () => {
    const goals = visit({ visitor: 'ann' }, [0, sees('tabs', 'control')], [1, clicks('help')], [2, clicks('best')])
    const { metrics } = await experimentIn(goals)
    expect(metrics.map(({ name, metric }) => [name, metric])).toEqual([
      ['best', proportion('best')],
      ['help', proportion('help')],
    ])
  })

  test('refuses a total that is no longer exact, and names the metric', async () => {
    const rich = visit(
      { visitor: 'ann' },
      [0, sees('tabs', 'control')],
      [1, reaches('order', 1e10)],
      [2, reaches('order', -1e10)],
    )
    await expect(totalIn(rich, mean('order', 'value'))).rejects.toThrow(
      /Metric "it": the total of one unit passes 2\^53 at scale 1000000/,
    )
    expect(await totalIn(rich, mean('order', 'value', { scale: 1 }))).toEqual({ n: 1, total: 0 })
  })
})

describe('lines', () => {
  const good = linesOf(visit({ visitor: 'ann' }, [0, sees('tabs', 'control')], [1, clicks('best')]))
  const [first = '', second = ''] = good

  test('counts lines that cannot be read with their file, number and reason', async () => {
    const { log } = await scan([
      { name: 'a.ndjson', lines: [first, '{"type":', '', '[]', '{"type":"click","sentAt":1,"receivedAt":1}', second] },
    ])
    expect(log).toMatchObject({ lines: 5, events: 2, broken: { count: 3 } })
    expect(log?.broken.first).toEqual([
      { file: 'a.ndjson', line: 2, reason: expect.stringContaining('the line is not finished: copy the file again') },
      { file: 'a.ndjson', line: 4, reason: 'a line is a JSON object' },
      { file: 'a.ndjson', line: 5, reason: expect.stringContaining('stream') },
    ])
  })

  test('names the first few broken lines and counts the others', async () => {
    const { log } = await scan([{ name: 'a', lines: Array.from({ length: 30 }, () => 'x') }])
    expect(log?.broken.count).toBe(30)
    expect(log?.broken.first).toHaveLength(10)
  })

  test('counts types that it does not know, once each', async () => {
    const [event] = visit({ visitor: 'ann' }, [0, clicks('best')])
    const scroll = JSON.stringify({ ...event, type: 'scroll' })
    const { log } = await scan([{ name: 'a', lines: [scroll, scroll] }])
    expect(log).toMatchObject({ events: 1, repeated: 1, unknownTypes: { scroll: 1 } })
  })

  test('reads chunks that are cut anywhere, in a letter too', async () => {
    const bytes = new TextEncoder().encode(
      linesOf(visit({ visitor: 'Zoë 🧵' }, [0, sees('tabs', 'control')], [1, clicks('für')])).join('\r\n'),
    )
    const whole = await scan([{ name: 'a', chunks: [bytes] }])
    expect(whole.log).toMatchObject({ lines: 2, events: 2, broken: { count: 0 } })
    expect(whole.experiments[0]?.metrics[0]).toMatchObject({ name: 'für' })
    for (const size of [1, 2, 3, 7, 100]) {
      const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      )
      expect(await scan([{ name: 'a', chunks: parts }]), `parts of ${size} bytes`).toEqual(whole)
    }
  })

  test('counts a last line that was cut', async () => {
    const source: LogSource = { name: 'live', chunks: [`${first}\n${second.slice(0, 40)}`] }
    expect((await scan([source])).log).toMatchObject({ events: 1, broken: { count: 1, first: [{ line: 2 }] } })
  })
})
