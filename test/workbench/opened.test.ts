/** What the workbench's worker answers, without a browser: files in, reports out. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBConnection } from '@duckdb/node-api'
import type { Definitions } from '@heddle/analysis'
import { type LiftReport, proportion } from '@heddle/analysis'
import { describe, expect, test } from 'vitest'
import type { Question } from '../../packages/workbench/src/worker/messages.js'
import { type Opened, openFiles } from '../../packages/workbench/src/worker/opened.js'
import { clicks, oneOClock, reaches, sees, textOf, visit } from '../analysis/log-builder.js'
import { temporaryFolder } from '../cli/heddle.js'

const dayMs = 86_400_000

/** Forty visitors of each variant, one half a day later; every second one of `bestFirst` presses, every fourth of the control. */
const events = ['control', 'bestFirst'].flatMap((variant) =>
  Array.from({ length: 40 }, (_, place) => {
    const at = place % 2 === 0 ? 0 : dayMs
    const presses = place % (variant === 'control' ? 4 : 2) === 0
    return visit(
      { visitor: `${variant} ${place}` },
      [at, sees('home-tabs', variant, { attributes: { language: place < 20 ? 'en' : 'ar' } })],
      ...(presses ? [[at + 5, clicks('best')] as const, [at + 9, reaches('order', 12)] as const] : []),
    )
  }).flat(),
)
const log = textOf(events)

const file = (name: string, content: string | Uint8Array<ArrayBuffer>) => new File([content], name)
const open = (...files: readonly File[]): Promise<Opened> => openFiles(files, () => {})
const lift: Question = { ask: 'lift', metrics: '' }

async function liftOf(opened: Opened, question: Question = lift): Promise<LiftReport> {
  const answer = await opened.answer(question)
  if (!('summary' in answer)) throw new Error('The answer is no lift.')
  return answer
}

const valuesOf = ({ experiments }: LiftReport, metric: string) =>
  Object.fromEntries(
    Object.entries(experiments[0]?.metrics[metric]?.variants ?? {}).map(([name, { n, value }]) => [name, [n, value]]),
  )

describe('a log', () => {
  test('says what there is to choose from', async () => {
    const { catalogue } = await open(file('log.ndjson', log))
    expect(catalogue).toEqual({
      experiments: ['home-tabs'],
      goals: ['best', 'order'],
      items: [],
      attributes: ['language'],
      days: ['2023-11-14', '2023-11-15'],
      lines: events.length,
      events: events.length,
      metrics: [],
    })
  })

  test('is the same plain, gzipped and in two files', async () => {
    const half = events.length / 2
    const reports = await Promise.all(
      [
        [file('log.ndjson', log)],
        [file('log', new Uint8Array(gzipSync(log)))],
        [file('a', textOf(events.slice(0, half))), file('b', textOf(events.slice(half)))],
      ].map(async (files) => liftOf(await open(...files))),
    )
    const [first, ...others] = reports
    expect(valuesOf(first as LiftReport, 'best')).toEqual({ control: [40, 0.25], bestFirst: [40, 0.5] })
    for (const other of others) expect(other).toEqual(first)
  })

  test('counts only what was received on the chosen days', async () => {
    const opened = await open(file('log.ndjson', log))
    const report = await liftOf(opened, { ...lift, from: '2023-11-15' })
    expect(valuesOf(report, 'best')).toEqual({ control: [20, 0], bestFirst: [20, 0] })
    expect(valuesOf(await liftOf(opened), 'best')).toEqual({ control: [40, 0.25], bestFirst: [40, 0.5] })
  })

  test('at the end of its last day over time is the log', async () => {
    const opened = await open(file('log.ndjson', log))
    const answer = await opened.answer({ ask: 'over-time', metrics: 'best=proportion(best)', planned: 200 })
    if (!('days' in answer)) throw new Error('The answer has no days.')
    expect(answer.days.map(({ day, report }) => [day, valuesOf(report, 'best').control])).toEqual([
      ['2023-11-14', [20, 0.5]],
      ['2023-11-15', [40, 0.25]],
    ])
    const whole = await liftOf(opened, { ask: 'lift', metrics: 'best=proportion(best)', planned: 200 })
    expect(answer.days.at(-1)?.report).toEqual(whole)
  })

  test('has metrics as they are written on a command line, with or without a name', async () => {
    const opened = await open(file('log.ndjson', log))
    const metrics = 'spent=mean(order, value); funnel(best, order)'
    const report = await liftOf(opened, { ask: 'lift', metrics, segment: 'language' })
    expect(Object.keys(report.experiments[0]?.metrics ?? {})).toEqual(['spent', 'funnel(best, order)'])
    expect(valuesOf(report, 'spent')).toEqual({ control: [40, 3], bestFirst: [40, 6] })
    await expect(opened.answer({ ask: 'lift', metrics: 'half(best)' })).rejects.toThrow(/"half\(best\)" cannot be read/)
  })

  test('with a metric that no event feeds says so, and which goals there are', async () => {
    const report = await liftOf(await open(file('log.ndjson', log)), { ask: 'lift', metrics: 'a=proportion(bst)' })
    expect([report.log?.unfedMetrics, report.log?.goals]).toEqual([['a'], ['best', 'order']])
  })

  test('over time is the log as it was each evening, whatever the order of its files and lines', async () => {
    const [first, second] = [0, 1].map((day) =>
      events.filter(({ receivedAt }) => Math.floor((receivedAt - oneOClock) / dayMs) === day),
    )
    const question: Question = { ask: 'over-time', metrics: '' }
    const opened = await open(file('late', textOf(second ?? [])), file('early', textOf([...(first ?? [])].reverse())))
    const inOrder = await open(file('log.ndjson', log))
    const course = await opened.answer(question)
    expect(course).toEqual(await inOrder.answer(question))
    const firstEvening = await liftOf(await open(file('first', textOf(first ?? []))), { ...lift, planned: 80 })
    expect('days' in course && course.days[0]?.report.experiments).toEqual(firstEvening.experiments)
  })

  test('over time keeps to the days that are chosen', async () => {
    const opened = await open(file('log.ndjson', log))
    const answer = await opened.answer({ ask: 'over-time', metrics: '', from: '2023-11-15' })
    expect('days' in answer && answer.days.map(({ day }) => day)).toEqual(['2023-11-15'])
  })

  test('a question that is given up ends, and the next one is answered', async () => {
    const opened = await open(file('log.ndjson', log))
    const answers = [
      { ask: 'over-time', metrics: '' } as const,
      { ...lift, from: '2023-11-15' },
      { ask: 'paths', step: 'best', from: '2023-11-15' } as const,
    ].map((question) => opened.answer(question, AbortSignal.abort(new Error('Another question was asked.'))))
    for (const answer of answers) await expect(answer).rejects.toThrow('Another question was asked.')
    const report = await liftOf(opened, { ...lift, from: '2023-11-15' })
    expect(valuesOf(report, 'best')).toEqual({ control: [20, 0], bestFirst: [20, 0] })
  })

  test('is read with its progress each time that it is read', async () => {
    const told: (readonly [number, number])[] = []
    const whole = file('log.ndjson', log)
    const opened = await openFiles([whole], (...progress) => told.push(progress))
    await opened.answer({ ask: 'over-time', metrics: '' })
    expect(told.filter(([read]) => read === whole.size)).toHaveLength(2)
    expect(told.every(([read, total]) => read <= total && total === whole.size)).toBe(true)
  })

  test('shows what was clicked where, of some items or of all', async () => {
    const at = (item: string, slot: number) => ({ type: 'click', goal: item, item, slot, slots: 2 }) as const
    const tabs = Array.from({ length: 40 }, (_, place) => {
      const [variant, items] = place % 2 === 0 ? ['control', ['fun', 'best']] : ['bestFirst', ['best', 'fun']]
      const pressed = at(items[place % 3 === 0 ? 1 : 0] ?? '', place % 3 === 0 ? 1 : 0)
      return visit({ visitor: `v${place}` }, [0, sees('home-tabs', `${variant}`)], [5, pressed], [6, clicks('other')])
    }).flat()
    const opened = await open(file('log.ndjson', textOf(tabs)))
    expect(opened.catalogue.items).toEqual(['best', 'fun'])
    const ask = async (items: readonly string[]) => {
      const answer = await opened.answer({ ask: 'slots', experiment: 'home-tabs', items })
      return 'effects' in answer ? [answer.items, answer.variants[0]?.cells.length, answer.effects.status] : []
    }
    expect(await ask([])).toEqual([['best', 'fun'], 2, 'ok'])
    expect(await ask(['fun', 'gone since'])).toEqual([['fun'], 1, 'ok'])
    expect(await ask(['gone since'])).toEqual([['best', 'fun'], 2, 'ok'])
  })

  test('shows single visits, of a variant and a last goal where the log has them', async () => {
    const opened = await open(file('log.ndjson', log))
    const ask = async (which: Partial<Extract<Question, { ask: 'paths' }>>) => {
      const answer = await opened.answer({ ask: 'paths', step: 'best', experiment: 'home-tabs', ...which })
      return 'step' in answer ? answer.single : undefined
    }
    expect(await ask({ variant: 'bestFirst', skip: 15 })).toMatchObject({ total: 20, offset: 15, variant: 'bestFirst' })
    expect((await ask({ last: 'best' }))?.total).toBe(0)
    expect(await ask({ variant: 'gone since', last: 'gone since' })).toMatchObject({ total: 30, offset: 0 })
    expect((await ask({}))?.visits[0]?.events.map(({ kind }) => kind)).toEqual(['exposure', 'click', 'goal'])
  })

  test('shows shares of clicks and paths', async () => {
    const opened = await open(file('log.ndjson', log))
    const share = await opened.answer({ ask: 'share', goals: ['best', 'order'], experiment: 'home-tabs' })
    expect('groups' in share && share.groups).toHaveLength(2)
    const paths = await opened.answer({ ask: 'paths', step: 'best' })
    expect('groups' in paths && paths.groups[0]).toMatchObject({
      visitors: 30,
      paths: [{ goals: ['order'], whole: true }],
    })
  })
})

describe('what is not right', () => {
  test('an empty file, and one without events, are told from a log', async () => {
    await expect(open(file('log.ndjson', ''))).rejects.toThrow(/The file is empty. A log has one event on each line/)
    await expect(open(file('notes.txt', 'one\ntwo\n'))).rejects.toThrow(
      /None of the 2 lines could be read as an event. The first is line 1 of notes.txt: the line is not JSON/,
    )
  })

  test('a log that was cut in a line counts up to there, and says where', async () => {
    const opened = await open(file('log.ndjson', log.slice(0, -40)))
    const { log: read } = await liftOf(opened)
    expect(read?.broken).toEqual({
      count: 1,
      first: [
        {
          ...{ file: 'log.ndjson', line: events.length },
          reason: 'the line is not finished: copy the file again, or wait until it is written',
        },
      ],
    })
  })

  test('a packed log that was cut counts up to there', async () => {
    const packed = new Uint8Array(gzipSync(log.repeat(1)))
    const { log: read } = await liftOf(await open(file('log.ndjson.gz', packed.slice(0, packed.length - 200))))
    expect(read?.broken.count).toBeGreaterThan(0)
    expect(read?.events).toBeGreaterThan(0)
  })

  test('one variant only gives no comparison', async () => {
    const alone = textOf(visit({ visitor: 'ann' }, [0, sees('home-tabs', 'control')], [5, clicks('best')]))
    const report = await liftOf(await open(file('log.ndjson', alone)))
    expect(report.experiments[0]?.metrics.best?.comparisons).toEqual([])
  })

  test('a file that the disk does not give any more is named', async () => {
    const opened = await open(file('log.ndjson', log))
    const gone = file('log.ndjson', log)
    Object.defineProperty(gone, 'stream', {
      value: () => new ReadableStream({ start: (controller) => controller.error(new Error('NotReadableError')) }),
    })
    await expect(open(gone)).rejects.toThrow(
      'log.ndjson cannot be read: it was moved or changed since it was chosen, or may not be read. Open it again.',
    )
    expect(opened.catalogue.lines).toBe(events.length)
  })

  test('several tables at once are told from the parts of a log', async () => {
    const table = 'variant,clicks,views\na,1,2\n'
    await expect(open(file('a.csv', table), file('b.csv', table))).rejects.toThrow(
      'Several files can only be the parts of one log, and a.csv, b.csv are tables. Open one table at a time.',
    )
  })

  test('a table without the columns it needs says which it has, and how to name them', async () => {
    await expect(open(file('a.csv', 'who,what\n1,2\n'))).rejects.toThrow(
      /a.csv: No column says which variant a row is of. Its columns are who, what. A table of units has the columns unit and variant/,
    )
    await expect(open(file('a.csv', 'unit,variant,back\n'))).rejects.toThrow(
      'a.csv: The table has no row below its head, so there is nothing to measure.',
    )
    await expect(open(file('a.parquet', 'PAR0'))).rejects.toThrow(
      'a.parquet cannot be read as Parquet: it was cut or damaged, or is something else than its name says.',
    )
    const packed = new Uint8Array(gzipSync('unit,variant,back\na,b,1\n'))
    await expect(open(file('a.csv.gz', packed.slice(0, -12)))).rejects.toThrow(
      'a.csv.gz cannot be unpacked: it was cut',
    )
    await expect(open(file('a.csv', 'variant,clicks,views\na,3,2\n'))).rejects.toThrow(
      'a.csv, row 2: "clicks" is larger than "views"; successes are some of the trials.',
    )
    await expect(open(file('a.csv', 'variant,clicks,views\na,x,2\n'))).rejects.toThrow(
      'a.csv, row 2: column "clicks" holds "x", and a count is a whole number from 0 on.',
    )
  })
})

describe('a table', () => {
  test('of counts has the share of each variant', async () => {
    const csv = 'test_id,arm,impressions,clicks\r\n"a, b",0,1000,100\r\n"a, b",1,1000,150\r\nb,0,10,1\r\n'
    const opened = await open(file('counts.csv', csv))
    expect(opened.catalogue.experiments).toEqual(['a, b', 'b'])
    const report = await liftOf(opened, { ...lift, experiment: 'a, b' })
    expect(valuesOf(report, 'clicks/impressions')).toEqual({ 0: [1000, 0.1], 1: [1000, 0.15] })
    await expect(opened.answer({ ask: 'paths', step: 'x' })).rejects.toThrow(/A table of counts has totals only/)
  })

  test('of units measures each column, and says nothing of a delivery that it cannot know', async () => {
    const rows = Array.from(
      { length: 20 },
      (_, place) => `u${place};${place % 2 ? 'a' : 'control'};${place % 4 ? 'true' : 'false'};${place};en`,
    )
    const opened = await open(file('units.csv', ['user_id;variant;back;rounds;language', ...rows].join('\n')))
    expect(opened.catalogue).toMatchObject({
      metrics: ['back=proportion(back)', 'rounds=mean(rounds, value)'],
      attributes: ['language'],
      days: [],
    })
    const report = await liftOf(opened)
    expect(valuesOf(report, 'back')).toEqual({ control: [10, 0.5], a: [10, 1] })
    expect(valuesOf(report, 'rounds')).toEqual({ control: [10, 9], a: [10, 10] })
    expect([report.log, report.experiments[0]?.checks.delivery, report.rows?.rows]).toEqual([undefined, undefined, 20])
  })

  test.each(['zstd', 'snappy', 'gzip'])('as Parquet packed with %s is the same as in CSV', async (codec) => {
    const folder = await temporaryFolder()
    const csv = [
      'user_id,variant,rounds',
      ...Array.from({ length: 9 }, (_, at) => `u${at},${at % 2 ? 'a' : 'control'},${at}`),
    ]
    await writeFile(join(folder, 'units.csv'), csv.join('\n'))
    const connection = await DuckDBConnection.create()
    const [from, to] = [join(folder, 'units.csv'), join(folder, 'units.parquet')]
    await connection.run(`COPY (FROM '${from}') TO '${to}' (FORMAT parquet, COMPRESSION ${codec})`)
    connection.closeSync()
    const packed = await liftOf(await open(file('units.parquet', new Uint8Array(await readFile(to)))))
    expect(valuesOf(packed, 'rounds')).toEqual({ control: [5, 4], a: [4, 4] })
    expect(packed).toEqual(await liftOf(await open(file('units.csv', csv.join('\n')))))
  })
})

describe('a log that grows', () => {
  const half = events.length / 2
  const [first, rest] = [textOf(events.slice(0, half)), textOf(events.slice(half))]

  test('answers as the whole log does, for all days and for some', async () => {
    const whole = await open(file('log.ndjson', log))
    const grown = await (await open(file('log.ndjson', first))).grow(file('log.ndjson', rest))
    expect(grown.catalogue).toEqual(whole.catalogue)
    const [day] = whole.catalogue.days
    for (const question of [lift, { ...lift, from: day, to: day }, { ...lift, segment: 'language' }]) {
      expect(await grown.answer(question)).toEqual(await whole.answer(question))
    }
    expect(await grown.answer({ ask: 'over-time', metrics: '' })).toEqual(
      await whole.answer({ ask: 'over-time', metrics: '' }),
    )
  })

  test('forgets what it knew of some days', async () => {
    const opened = await open(file('log.ndjson', first))
    const [day] = opened.catalogue.days
    const question = { ...lift, from: day, to: day }
    await opened.answer(question)
    await opened.grow(file('log.ndjson', rest))
    expect(await opened.answer(question)).toEqual(await (await open(file('log.ndjson', log))).answer(question))
  })

  test('numbers its lines on', async () => {
    const opened = await open(file('log.ndjson', first))
    await opened.grow(file('log.ndjson', 'no event\n'))
    await opened.grow(file('log.ndjson', 'none either\n'))
    const { log: read } = await liftOf(opened)
    expect(read?.broken.first.map(({ line }) => line)).toEqual([half + 1, half + 2])
  })

  test('may be a table, which is read anew', async () => {
    const opened = await open(file('counts.csv', 'variant,successes,trials\ncontrol,10,100\n'))
    const { experiments } = await liftOf(await opened.grow(file('counts.csv', 'other,20,100\n')))
    expect(Object.keys(experiments[0]?.metrics['successes/trials']?.variants ?? {})).toEqual(['control', 'other'])
  })
})

describe('definitions', () => {
  const metrics = { entered: proportion('best'), ordered: proportion('order') }
  const experiment = {
    ...{ key: 'home-tabs', variants: { control: 1, bestFirst: 2 } },
    plan: { hypothesis: 'First is seen first.', primary: 'entered', units: 100 },
  }
  const defined = (own: Definitions['metrics']) =>
    openFiles([file('log.ndjson', log)], () => {}, {
      file: { experiments: [experiment], goals: [], metrics: {} },
      ...(own ? { metrics: own } : {}),
    })

  test('bring the plan and the metrics, which can be named', async () => {
    const opened = await defined(metrics)
    expect(opened.catalogue.metrics).toEqual(['entered', 'ordered'])
    const report = await liftOf(opened)
    expect(Object.keys(report.experiments[0]?.metrics ?? {})).toEqual(['entered', 'ordered'])
    expect(report.experiments[0]?.plan).toMatchObject({ hypothesis: 'First is seen first.', units: 100 })
    const some = await liftOf(opened, { ...lift, metrics: 'entered; orders=mean(order)' })
    expect(Object.keys(some.experiments[0]?.metrics ?? {})).toEqual(['entered', 'orders'])
  })

  test('have no plan where what decides is not measured', async () => {
    const opened = await defined(undefined)
    expect(opened.catalogue.metrics).toEqual([])
    expect((await liftOf(opened)).experiments[0]?.plan).toBeUndefined()
    const funnelReport = await liftOf(await defined(metrics), { ask: 'funnel', goals: ['best', 'order'], metrics: '' })
    expect(funnelReport.experiments[0]?.plan).toBeUndefined()
  })

  test('come from an experiment file that is opened with the log', async () => {
    const text = JSON.stringify({
      experiments: [experiment],
      metrics: { entered: { kind: 'proportion', goal: 'best' }, ordered: { kind: 'proportion', goal: 'order' } },
    })
    const opened = await open(file('experiments.json', text), file('log.ndjson', log))
    const byCode = await defined(metrics)
    expect(opened.catalogue).toEqual(byCode.catalogue)
    expect(await liftOf(opened)).toEqual(await liftOf(byCode))
    await expect(open(file('experiments.json', text))).rejects.toThrow('Open the log, too.')
    await expect(open(file('experiments.json', '{"experiments":[{}]}'), file('log.ndjson', log))).rejects.toThrow(
      /^experiments.json is no experiment file: /,
    )
  })

  test('are not looked for in a log that has the name of one', async () => {
    expect((await open(file('log.json', log))).catalogue.lines).toBe(events.length)
  })
})
