/**
 * Samples of the logs of other tools, each in its published shape, to their lift. All tell one story of invented people,
 * see test/fixtures/foreign/README.md, where what is expected here is counted by hand.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { createMapper, decodeMapping, type Mapping, mean, proportion, quantile, vital } from '@heddle/analysis'
import { analyseLog, readMapping, shippedMappings } from '@heddle/analysis/node'
import { isObject } from '@heddle/events'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { newFolder } from './folder.js'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/foreign/${name}`, import.meta.url))
const packageFile = (name: string) => new URL(`../../packages/analysis/${name}`, import.meta.url)

interface Sample {
  readonly mapping: string
  readonly experiment: string
  readonly goal: string
  /** The control and the other variant. */
  readonly variants: readonly [string, string]
  readonly events: number
  readonly other: number
  readonly goals: readonly string[]
  readonly vitals: boolean
}

/** 18 exposures, 10 goals and 6 vitals make 34 events; 2 records are about something else. */
const usual = {
  experiment: 'home-tabs',
  variants: ['control', 'bestFirst'],
  events: 34,
  other: 2,
  vitals: true,
} as const
/** 36 exposures, since every page view names two experiments; 19 page views and 10 orders; 4 vitals in each of 6 records. */
const snowplow: Omit<Sample, 'mapping'> = {
  ...usual,
  experiment: '9417270192',
  goal: 'transaction',
  events: 36 + 19 + 10 + 24,
  goals: ['page_view', 'transaction'],
}
/** Without vitals, but each page view is a goal. */
const sensors: Omit<Sample, 'mapping'> = {
  ...{ experiment: '8812', variants: ['0', '1'], goal: 'PayOrder', goals: ['$pageview', 'PayOrder'], vitals: false },
  ...{ events: 30, other: 6 },
}

const samples: { readonly [file: string]: Sample } = {
  'ga4.ndjson': { ...usual, mapping: 'ga4', goal: 'purchase', goals: ['purchase'] },
  'segment.ndjson': { ...usual, mapping: 'segment', goal: 'Order Completed', goals: ['Order Completed'] },
  'snowplow.ndjson': { ...snowplow, mapping: 'snowplow' },
  'snowplow.tsv': { ...snowplow, mapping: 'snowplow-tsv' },
  'posthog.ndjson': { ...usual, mapping: 'posthog', goal: 'order completed', goals: ['order completed'] },
  'posthog.json': { ...usual, mapping: 'posthog', goal: 'order completed', goals: ['order completed'] },
  'sensors.ndjson': { ...sensors, mapping: 'sensors' },
  'sensors-table.csv': { ...sensors, mapping: 'sensors-table' },
}

const metricsOf = ({ goal }: Sample) => ({
  bought: proportion(goal),
  revenue: mean(goal, 'value', { scale: 100 }),
  lcp: quantile(vital('LCP'), 0.5),
})

describe.each(Object.entries(samples))('%s', (file, sample) => {
  const analysed = async () =>
    analyseLog([fixture(file)], { mapping: await readMapping(sample.mapping), metrics: metricsOf(sample) })

  test('gives the lift that its people are worth', async () => {
    const { experiments } = await analysed()
    const [control, other] = sample.variants
    const report = experiments.find(({ experiment }) => experiment === sample.experiment)
    expect(report).toMatchObject({ control, checks: { sampleRatio: { observed: { [control]: 8, [other]: 8 } } } })
    expect(report?.checks.crossover).toEqual({ units: 1 })
    // Ada and Ben bought, for 19.90 and 15.50 in two orders; Ines, Jon, Kim and Lev for 20, 30, 12.50 and 7.50.
    expect(report?.metrics.bought?.variants).toEqual({
      [control]: { n: 8, value: 2 / 8 },
      [other]: { n: 8, value: 4 / 8 },
    })
    expect(report?.metrics.revenue?.variants).toEqual({
      [control]: { n: 8, value: 35.4 / 8 },
      [other]: { n: 8, value: 70 / 8 },
    })
    expect(report?.metrics.bought?.comparisons[0]?.lift).toMatchObject({ status: 'ok', estimate: 1 })
  })

  test('gives the vitals of the pages that met the experiment', async () => {
    const report = (await analysed()).experiments.find(({ experiment }) => experiment === sample.experiment)
    const values = Object.values(report?.metrics.lcp?.variants ?? {})
    expect(values.map(({ n }) => n)).toEqual(sample.vitals ? [3, 3] : [0, 0])
    if (!sample.vitals) return
    // The middle ones of 1800, 2200, 2600 and of 1500, 1700, 2100, to the width of a bin.
    for (const [index, middle] of [2200, 1700].entries()) {
      expect(Math.abs((values[index]?.value ?? 0) / middle - 1)).toBeLessThan(0.01)
    }
  })

  test('drops the copy, counts what cannot be mapped, and does not claim to know the delivery', async () => {
    const { mapped, log, experiments } = await analysed()
    const { events, other, goals } = sample
    expect(mapped).toMatchObject({ records: 38, events, other, repeated: 1, broken: { count: 1 }, goals })
    expect(mapped?.broken.first).toEqual([
      {
        ...{ file: fixture(file), line: 38 },
        reason: expect.stringMatching(/^variant: expected a text .*, got nothing; the mapping takes it from ".+"$/),
      },
    ])
    expect(mapped?.delivery).toEqual({ status: 'undefined', reason: expect.stringMatching(/^Not known: /) })
    expect(log).toBeUndefined()
    for (const { checks } of experiments) expect(Object.keys(checks)).toEqual(['sampleRatio', 'crossover'])
  })

  test('splits by an attribute of the export', async () => {
    const report = await analyseLog([fixture(file)], {
      ...{ mapping: await readMapping(sample.mapping), metrics: metricsOf(sample), segment: 'language' },
    })
    const found = report.experiments.find(({ experiment }) => experiment === sample.experiment)
    // Ada, Dov, Gus; Ben, Eva, Hana; Cleo, Finn of the control speak en, ar and de, and so on.
    const sizes = (found?.metrics.bought?.comparisons[0]?.segments ?? []).map(({ variants }) =>
      Object.values(variants).reduce((sum, { n }) => sum + n, 0),
    )
    expect(sizes).toEqual([6, 5, 5])
  })
})

test('the same events give the same numbers, packed, in two files, or as a table', async () => {
  const folder = await newFolder()
  const text = await readFile(fixture('ga4.ndjson'), 'utf8')
  const lines = text.trimEnd().split('\n')
  await writeFile(join(folder, 'a.json.gz'), gzipSync(`${lines.slice(0, 17).join('\n')}\n`))
  await writeFile(join(folder, 'b.jsonl'), lines.slice(17).join('\n'))
  const sample = samples['ga4.ndjson']
  if (!sample) throw new Error('The sample is listed above.')
  const options = { mapping: await readMapping('ga4'), metrics: metricsOf(sample) }
  const whole = await analyseLog([fixture('ga4.ndjson')], options)
  const parts = await analyseLog([folder], options)
  expect(parts.experiments).toEqual(whole.experiments)
  expect(parts.mapped).toMatchObject({ records: 38, repeated: 1, broken: { first: [{ line: 21 }] } })

  const { openDatabase } = await import('../../packages/analysis/src/duckdb/database.js')
  const { query, close } = await openDatabase()
  await query(
    `COPY (SELECT * FROM read_ndjson('${fixture('ga4.ndjson')}')) TO '${join(folder, 'all.parquet')}' (FORMAT parquet)`,
  )
  close()
  const table = await analyseLog([join(folder, 'all.parquet')], options)
  expect(table.experiments).toEqual(whole.experiments)
})

describe('the mappings that come with the package', () => {
  const schema = async (): Promise<unknown> =>
    JSON.parse(await readFile(packageFile('schema/mapping.schema.json'), 'utf8'))

  test('each of them has a sample, and fits the published schema', async () => {
    const names = await shippedMappings()
    expect(names).toEqual([...new Set(Object.values(samples).map(({ mapping }) => mapping))].sort())
    const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
      Object(await schema()),
    )
    for (const name of names) {
      validate(JSON.parse(await readFile(packageFile(`mappings/${name}.json`), 'utf8')))
      expect(validate.errors ?? []).toEqual([])
    }
  })

  test('what the schema refuses, the reader refuses, and the other way round', async () => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(Object(await schema()))
    const good = {
      ...{
        version: 1,
        name: 'ours',
        id: 'id',
        time: { from: 'at', unit: 'ms', zone: '+01:00' },
        visitor: { first: ['a', 'b'] },
      },
      events: [
        {
          type: 'exposure',
          when: { a: [1, 'x'], b: { exists: true }, c: { not: false } },
          experiment: 'e',
          variant: 'v',
        },
      ],
    }
    const changes: readonly (readonly [string, unknown])[] = [
      ['version', 2],
      ['name', ''],
      ['id', {}],
      ['id', { join: [] }],
      ['id', { text: 'x', first: ['y'] }],
      ['time', { from: 'at', unit: 'minutes' }],
      ['time', { from: 'at', zone: 'Berlin' }],
      ['time', 'at'],
      ['visitor', 7],
      ['events', []],
      ['events', [{ type: 'purchase', goal: 'x' }]],
      ['events', [{ type: 'goal' }]],
      ['events', [{ type: 'click', goal: 'x', unit: 'y' }]],
      ['events', [{ type: 'goal', goal: 'x', when: { a: null } }]],
      ['events', [{ type: 'goal', goal: 'x', when: { a: { exists: 'yes' } } }]],
      ['columns', 'a,b'],
      ['sesion', 'x'],
      ['visitor', undefined],
    ]
    expect(validate(good)).toBe(true)
    expect(decodeMapping(good)).toBe(good)
    for (const [field, value] of changes) {
      const changed: unknown = JSON.parse(JSON.stringify({ ...good, [field]: value }))
      expect({ field, value, fits: validate(changed) }).toEqual({ field, value, fits: false })
      expect(() => decodeMapping(changed), `${field}: ${JSON.stringify(value)}`).toThrow(TypeError)
    }
  })
})

describe('what Heddle itself sends to another tool comes back as it was', () => {
  const at = Date.UTC(2024, 10, 4, 15)
  const said = [
    { type: 'exposure', experiment: 'tabs', variant: 'up' },
    { type: 'click', goal: 'best', value: 2.5 },
    { type: 'vital', name: 'LCP', value: 1800 },
  ] as const
  type Said = (typeof said)[number]
  const param = ([key, value]: readonly [string, unknown]) => ({
    key,
    value: typeof value === 'number' ? { double_value: value } : { string_value: value },
  })
  const segmentNames = { exposure: 'Experiment Viewed', click: 'Goal Clicked', vital: 'Vital Measured' }
  const ga4Name = (type: Said['type']) => (type === 'exposure' ? 'experience_impression' : `heddle_${type}`)
  const forms: { readonly [mapping: string]: (event: Said, id: string) => object } = {
    segment: ({ type, ...more }, id) => ({
      ...{
        type: 'track',
        event: segmentNames[type],
        messageId: id,
        anonymousId: 'ann',
        timestamp: new Date(at).toISOString(),
      },
      ...{ receivedAt: new Date(at).toISOString(), context: { page: { path: '/home' } } },
      properties:
        'variant' in more
          ? { experiment_id: more.experiment, variation_id: more.variant, session: '1' }
          : { ...more, session: '1' },
    }),
    ga4: ({ type, ...more }, id) => ({
      ...{ event_name: ga4Name(type), event_timestamp: `${at * 1000}`, user_pseudo_id: 'ann' },
      event_params: Object.entries({ event_id: id, ga_session_id: '1', page_path: '/home', ...more }).map(param),
    }),
    snowplow: ({ type, ...more }, id) => ({
      ...{ event_id: id, event_name: type, event_vendor: 'io.heddle', derived_tstamp: new Date(at).toISOString() },
      ...{
        domain_userid: 'ann',
        domain_sessionid: '1',
        page_urlpath: '/home',
        [`unstruct_event_io_heddle_${type}_1`]: more,
      },
    }),
  }
  test.each(Object.entries(forms))('%s', async (name, form) => {
    const mapper = createMapper(await readMapping(name))
    const events = said.flatMap((event, index) => mapper.map(form(event, `page:${index}`), 'file', index + 1))
    expect(events).toMatchObject(
      said.map((event) => ({
        ...event,
        // GA4 and Segment have goals and no clicks.
        type: event.type === 'click' && name !== 'snowplow' ? 'goal' : event.type,
        ...{ at, visitor: 'ann', session: '1', page: '/home' },
      })),
    )
  })
})

test('a mapping for another log says what it looked for and did not find', async () => {
  const { mapped, experiments } = await analyseLog([fixture('segment.ndjson')], {
    mapping: await readMapping('posthog'),
  })
  expect(experiments).toEqual([])
  expect(mapped?.warnings).toEqual([
    'No record is an exposure, so there is no experiment to report. The mapping takes those where event is "$feature_flag_called" and properties.$feature_flag_response is not false. No record has the field "properties.$feature_flag_response".',
    'No record has "uuid", which the mapping names for the id.',
    'No record has "person_id" or "distinct_id", which the mapping names for the visitor.',
    'No record has "properties.$session_id", which the mapping names for the session.',
    'No record has "properties.$pathname" or "properties.$current_url", which the mapping names for the page.',
  ])
  expect(mapped?.broken.first[0]?.reason).toBe('id: expected a text, got nothing; the mapping takes it from "uuid"')
})

test('names a mapping that is not there, and the place of a mistake in one that is', async () => {
  const folder = await newFolder()
  await expect(readMapping('ga5')).rejects.toThrow(
    'There is no mapping file ga5, and none of that name comes with Heddle. Those that do: ga4, posthog, segment, sensors, sensors-table, snowplow, snowplow-tsv.',
  )
  const ga4 = await readMapping('ga4.json')
  const path = join(folder, 'mine.json')
  const withRule = (rule: object) => writeFile(path, JSON.stringify({ ...ga4, events: [rule] }))
  await withRule({ type: 'goal', goal: 'event_params[key=', value: 'x' })
  await expect(readMapping(path)).rejects.toThrow(
    `${path} is no mapping: The mapping's "events[0].goal": The path "event_params[key=" cannot be read from "[key=" on.`,
  )
  await withRule({ type: 'goal', gaol: 'x', goal: 'y' })
  await expect(readMapping(path)).rejects.toThrow(
    'The mapping has a field "events[0].gaol", which means nothing there. What can be there: type, goal, when, each, value, item, slot, slots, unit.',
  )
  await writeFile(path, '{')
  await expect(readMapping(path)).rejects.toThrow(`${path} is no mapping: `)
})

test('names a place without an export', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, 'notes.txt'), 'nothing')
  const mapping: Mapping = await readMapping('segment')
  await expect(analyseLog([join(folder, 'gone')], { mapping })).rejects.toThrow(/^There is no export at ".*gone"/)
  await expect(analyseLog([folder], { mapping })).rejects.toThrow(/holds no \.ndjson/)
  await writeFile(join(folder, 'bad.parquet'), 'nothing')
  await expect(analyseLog([join(folder, 'bad.parquet')], { mapping })).rejects.toThrow(/bad\.parquet" cannot be read/)
  expect(isObject(mapping)).toBe(true)
})
