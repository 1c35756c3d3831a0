/** The published schema against real reports: it says everything that is in them, and no more. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  between,
  clicksBySlot,
  createLogTable,
  funnel,
  funnelByVariant,
  liftReport,
  type Metrics,
  mean,
  pathsAround,
  pilotOfLog,
  powerReport,
  proportion,
  quantile,
  ratio,
  retention,
  scan,
  segmentsOf,
  shareOfClicks,
  values,
  vital,
} from '@heddle/analysis'
import { analyseCounts, analyseUnits } from '@heddle/analysis/duckdb'
import { analyseLog, readMapping } from '@heddle/analysis/node'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newFolder } from './folder.js'
import { clicks, linesOf, sees, visit } from './log-builder.js'
import { consistentLogs, logs } from './random-log.js'
import { schemaOf, validatorOf } from './validator.js'

const lifts = validatorOf('lift-report')
const shares = validatorOf('share-report')
const paths = validatorOf('paths-report')
const slots = validatorOf('slots-report')
const funnels = validatorOf('funnel-report')
const forests = validatorOf('segments-report')
const powers = validatorOf('power-report')

/** What a reader of the printed JSON gets. */
function errorsIn(report: unknown, validate = lifts) {
  validate(JSON.parse(JSON.stringify(report)))
  return validate.errors ?? []
}

test('describes the report of any log', { timeout: 30_000 }, async () => {
  const metrics: Metrics = {
    entered: proportion('best', { window: 20, complete: true }),
    worth: mean('help', 'value'),
    rate: ratio('best', 'help'),
    calmer: mean('help', 'value', { cap: 0.8, before: 20 }),
    first: retention(0),
    lcp: quantile(vital('LCP'), 0.75),
    spent: quantile(values('spent'), 0.5),
    path: funnel(['best', 'help']),
    pause: between('best', 'help', { horizon: 10 }),
    some: proportion('best', { item: 'tab', only: { lang: 'ar' }, population: 'applied', before: 20 }),
    steps: funnel(
      [
        { goal: 'best', item: 'tab' },
        { goal: 'help', slot: 1 },
      ],
      { only: { lang: 'ar' } },
    ),
  }
  await fc.assert(
    fc.asyncProperty(logs, async (entries) => {
      const lines = [
        ...linesOf(entries),
        'broken',
        '{"type":"new","stream":"s","seq":1,"at":1,"visitor":"v","session":"s","page":"/","sentAt":1,"receivedAt":1}',
      ]
      expect(errorsIn(liftReport(await scan([{ name: 'log', lines }], { metrics })))).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('describes the report of any log with segments and planned looks', { timeout: 30_000 }, async () => {
  const withDevices = consistentLogs.map((entries) =>
    entries.map((entry) =>
      'seq' in entry && entry.type === 'exposure'
        ? { ...entry, attributes: entry.seq % 3 === 0 ? {} : { device: `${entry.visitor.length % 2}` } }
        : entry,
    ),
  )
  const metrics = { entered: proportion('best'), worth: mean('help', 'value'), rate: ratio('best', 'help') }
  const look = { plannedUnits: 10, rule: 'group-sequential' } as const
  await fc.assert(
    fc.asyncProperty(withDevices, async (entries) => {
      fc.pre(entries.some((entry) => 'attributes' in entry && Object.keys(Object(entry.attributes)).length > 0))
      const measurement = await scan([{ name: 'log', lines: linesOf(entries) }], { metrics, segment: 'device' })
      expect(errorsIn(liftReport(measurement, { look }))).toEqual([])
      const guardrails = Object.keys(metrics).map((metric) => ({ metric, margin: { relative: 0.1 } }))
      expect(errorsIn(liftReport(measurement, { look: { plannedUnits: 10 }, guardrails }))).toEqual([])
    }),
    { numRuns: 30 },
  )
})

test('describes the report of counts', async () => {
  const path = new URL('../fixtures/upworthy-sample.csv', import.meta.url).pathname
  const counts = { successes: 'clicks', trials: 'impressions' }
  expect(errorsIn(await analyseCounts(path, { experiment: 'test_id', variant: 'arm', counts }))).toEqual([])
})

test('describes the report of units', async () => {
  const path = join(await newFolder(), 'visits.csv')
  await writeFile(path, 'id,arm,paid\n1,a,\n2,a,1\n3,b,0\n4,b,1\n5,b,1\n')
  const metrics = { paid: proportion('paid'), much: mean('paid'), share: ratio('paid', 'paid') }
  expect(errorsIn(await analyseUnits(path, { unit: 'id', variant: 'arm', metrics }))).toEqual([])
})

test('describes the report of the log of another tool', async () => {
  const path = new URL('../fixtures/foreign/segment.ndjson', import.meta.url).pathname
  const report = await analyseLog([path], { mapping: await readMapping('segment') })
  expect(report.mapped?.broken.count).toBe(1)
  expect(errorsIn(report)).toEqual([])
})

test('describes shares and paths', () => {
  const table = createLogTable({ visits: true })
  const log = ['control', 'up', 'control', 'up'].flatMap((variant, index) =>
    visit(
      { visitor: `visitor ${index}` },
      [0, sees('tabs', variant)],
      [1, clicks('best')],
      ...(index > 0 ? [[2, clicks('help')] as const] : []),
    ),
  )
  for (const [index, line] of linesOf(log).entries()) table.add(line, 'log', index + 1)
  const goals = ['best', 'help']
  for (const experiment of [{}, { experiment: 'tabs' }]) {
    expect(errorsIn(shareOfClicks(table, { goals, ...experiment }), shares)).toEqual([])
    for (const more of [{ without: 'help', single: { last: 'best' } }, { direction: 'before', single: {} } as const]) {
      expect(errorsIn(pathsAround(table, { step: 'best', ...experiment, ...more }), paths)).toEqual([])
    }
  }
  expect(errorsIn({ version: 1, goals }, shares)).not.toEqual([])
})

test('describes what was clicked where', () => {
  const table = createLogTable()
  const at = (item: string, slot: number) => ({ type: 'click', goal: 'tab', item, slot }) as const
  const log = Array.from({ length: 16 }, (_, index) => {
    const [first, second] = index % 2 === 0 ? ['fun', 'best'] : ['best', 'fun']
    const pressed = [at(`${first}`, 0), ...(index > 3 ? [at(`${second}`, 1)] : [])]
    return visit(
      { visitor: `visitor ${index}` },
      [0, { type: 'applied', experiment: 'tabs', variant: 'up', applied: true }],
      [1, sees('tabs', index % 2 === 0 ? 'control' : 'up')],
      ...(index % 3 === 0 ? [] : pressed).map((saying, step) => [2 + step, saying] as const),
    )
  }).flat()
  for (const [index, line] of linesOf(log).entries()) table.add(line, 'log', index + 1)
  const whole = clicksBySlot(table, { experiment: 'tabs' })
  expect(whole.effects.status).toBe('ok')
  const one = clicksBySlot(table, { experiment: 'tabs', goals: ['tab'], items: ['fun'], population: 'applied' })
  for (const report of [whole, one]) expect(errorsIn(report, slots)).toEqual([])
  expect(errorsIn({ ...whole, effects: { status: 'ok' } }, slots)).not.toEqual([])
})

test('does not describe something else', () => {
  expect(errorsIn({ version: 2, experiments: [] })).not.toEqual([])
})

test('describes the report with plans and added vitals of any log', { timeout: 30_000 }, async () => {
  const plan = {
    hypothesis: 'h',
    primary: 'entered',
    guardrails: { lcp: { margin: 0.02 } },
    units: 20,
    start: '2026-03-01',
  }
  const metrics: Metrics = { entered: proportion('best'), lcp: quantile(vital('LCP'), 0.75) }
  await fc.assert(
    fc.asyncProperty(logs, async (entries) => {
      const measurement = await scan([{ name: 'log', lines: linesOf(entries) }], { metrics, vitals: true })
      const keys = measurement.experiments.map(({ experiment }) => experiment)
      const experiments = keys.map((key) => ({ key, variants: { control: 0, other: 1 }, plan }))
      const report = liftReport(measurement, { experiments: { experiments, goals: [], metrics: {} } })
      expect(errorsIn(report)).toEqual([])
    }),
    { numRuns: 30 },
  )
})

test('describes funnels, forests and pilots of any log', { timeout: 30_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(logs, async (entries) => {
      const table = createLogTable()
      const lines = [
        ...linesOf(entries),
        ...linesOf(
          visit({ visitor: 'certain' }, [0, sees('own', 'control')], [1, clicks('best')], [2, clicks('help')]),
        ),
      ]
      lines.forEach((line, index) => {
        table.add(line, 'log', index + 1)
      })
      const experiment = 'own'
      for (const within of [{}, { within: '1 d' }]) {
        const funnel = funnelByVariant(table, { goals: ['best', 'help'], experiment, ...within })
        expect(errorsIn(funnel, funnels)).toEqual([])
      }
      const pilot = pilotOfLog(table, undefined, experiment)
      expect(errorsIn(powerReport({ ...pilot, units: 100, unitsPerDay: 5 }), powers)).toEqual([])
    }),
    { numRuns: 30 },
  )
  const spread = { status: 'ok', kind: 'mean', baseline: 2, deviation: 3 } as const
  const asked = { look: 'group-sequential', lifts: [0.1, -2], units: 4 } as const
  expect(errorsIn(powerReport({ metrics: [{ metric: 'a', spread, margin: 0.1 }], ...asked }), powers)).toEqual([])
  const language = (lang: string) => ({ attributes: { lang } })
  const split = ['control', 'up'].flatMap((variant) =>
    ['en', 'ar', 'de'].flatMap((lang) => [
      ...visit({ visitor: `${variant} ${lang} 1` }, [0, sees('tabs', variant, language(lang))], [1, clicks('best')]),
      ...visit({ visitor: `${variant} ${lang} 2` }, [0, sees('tabs', variant, language(lang))]),
    ]),
  )
  const measured = await scan([{ name: 'log', lines: linesOf(split) }], { segment: 'lang' })
  const forest = segmentsOf(liftReport(measured, { look: { plannedUnits: 100 } }))
  expect(errorsIn(forest, forests)).toEqual([])
})

test('describes what several reports have in common once', () => {
  const definitionsOf = (name: string) => Object.entries(Object(schemaOf(name)).$defs ?? {})
  const lift = definitionsOf('lift-report').map(([, definition]) => JSON.stringify(definition))
  for (const name of ['segments', 'funnel', 'share', 'slots', 'paths', 'power', 'check', 'mapped-check']) {
    const own = definitionsOf(`${name}-report`)
    expect(own.filter(([, definition]) => lift.includes(JSON.stringify(definition)))).toEqual([])
  }
})
